// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/StageResult.h"

#include <QObject>
#include <QTimer>

namespace pt {

struct RunState;

/// One step of a run. Single shot: start() once, then finished() exactly once unless cancelled, and
/// never from inside start() or cancel(). Destruction cancels silently.
class Stage : public QObject
{
    Q_OBJECT

public:
    Stage(StageId id, RunState &run, QObject *parent = nullptr);

    StageId id() const { return m_id; }
    void start();
    /// Ends it without finished(). Idempotent.
    void cancel();

signals:
    void finished(const pt::StageResult &result);

protected:
    using Params = QMap<QString, QString>;

    /// Begins the work; called once, from the event loop.
    virtual void begin() = 0;
    /// Stops what is under way; called once at most.
    virtual void stop() { }
    /// The deadline has passed; for stages that set one.
    virtual void expire() { }

    /// Ends the stage; later calls are passed over.
    void finish(StageStatus status, QLatin1StringView code, const Params &params = {});
    /// A time after which expire() is called.
    void setDeadline(int milliseconds);
    bool isOver() const { return m_over; }
    RunState &run() const { return m_run; }

private:
    StageId m_id;
    RunState &m_run;
    QTimer m_deadline;
    qint64 m_startedMs = 0;
    bool m_started = false;
    bool m_over = false;
};

} // namespace pt
