// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/Stage.h"

#include "stages/RunState.h"

namespace pt {

Stage::Stage(StageId id, RunState &run, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_run(run)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Stage::expire);
}

void Stage::start()
{
    if (m_started)
        return;
    m_started = true;
    m_startedMs = m_run.clock.now();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_over)
                begin();
        },
        Qt::QueuedConnection);
}

void Stage::cancel()
{
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    stop();
}

void Stage::setDeadline(int milliseconds)
{
    m_deadline.start(milliseconds);
}

void Stage::finish(StageStatus status, QLatin1StringView code, const Params &params)
{
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    StageResult result;
    result.id = m_id;
    result.status = status;
    result.startedMs = m_startedMs;
    result.durationMs = m_run.clock.now() - m_startedMs;
    result.code = code;
    result.params = params;
    // Queued: whoever hears it may destroy this stage.
    QMetaObject::invokeMethod(
        this, [this, result] { emit finished(result); }, Qt::QueuedConnection);
}

} // namespace pt
