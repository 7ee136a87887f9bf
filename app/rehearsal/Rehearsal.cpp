// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rehearsal/Rehearsal.h"

#include "intake/CaseFromText.h"
#include "model/Clock.h"
#include "platform/ComputerSettings.h"
#include "practice/PracticeMemory.h"
#include "practice/PracticeProxy.h"
#include "practice/PracticeSettings.h"
#include "rehearsal/ScenarioRequest.h"
#include "stages/Runner.h"

namespace pt {

Rehearsal::Rehearsal(Scenario scenario, const Clock &clock, RandomSource &random, QString pacProgram,
                     QObject *parent)
    : QObject(parent)
    , m_scenario(std::move(scenario))
    , m_clock(clock)
    , m_random(random)
    , m_pacProgram(std::move(pacProgram))
{
}

Rehearsal::~Rehearsal() = default;

Result<void> Rehearsal::start(const std::function<void(RunRequest &)> &adapt)
{
    if (!m_scenario.recording.isEmpty()) {
        Result<Case> read = caseFromText(m_scenario.recording);
        if (!read)
            return tl::make_unexpected(read.error());
        read->scenario = m_scenario.id;
        QMetaObject::invokeMethod(
            this, [this, value = *std::move(read)] { emit finished(value); }, Qt::QueuedConnection);
        return {};
    }
    m_proxy = std::make_unique<PracticeProxy>(m_scenario, m_clock);
    const Result<quint16> port = m_proxy->listen();
    if (!port)
        return tl::make_unexpected(port.error());
    RunRequest request = scenarioRequest(m_scenario, *m_proxy, *port);
    if (m_scenario.hasSettings()) {
        const QString authority = ProxyEndpoint{m_scenario.scheme, m_proxy->host(), *port}.authority();
        m_settings = std::make_unique<ComputerSettings>(
            practiceSettings(m_scenario, authority, m_pacProgram), m_clock);
    }
    request.settings = m_settings.get();
    request.environment.memory
        = practiceMemory(m_scenario, request.input.endpoint, request.credentials, m_clock.utcNow());
    if (adapt)
        adapt(request);
    m_runner = std::make_unique<Runner>(m_clock, m_random);
    connect(m_runner.get(), &Runner::stageFinished, this, &Rehearsal::stageFinished);
    connect(m_runner.get(), &Runner::finished, this, &Rehearsal::finished);
    m_runner->start(std::move(request));
    return {};
}

void Rehearsal::cancel()
{
    if (m_runner)
        m_runner->cancel();
}

} // namespace pt
