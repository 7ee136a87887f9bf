// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Result.h"
#include "practice/Scenario.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace pt {

class Clock;
class PracticeProxy;
class RandomSource;
class Runner;
class SettingsReader;
struct RunRequest;

/// Plays one scenario from the first connection to its Case: starts the practice proxy, runs the stages
/// against it, or reads the recording where there is one. One scenario an object.
class Rehearsal : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `random` are not owned and must outlive this; `pacProgram` as in SettingsPlaces.
    Rehearsal(Scenario scenario, const Clock &clock, RandomSource &random, QString pacProgram,
              QObject *parent = nullptr);
    ~Rehearsal() override; ///< cancels silently

    /// Once. `adapt` may add to the request, what the program says of itself for example. Codes are those
    /// of PracticeProxy::listen() and caseFromText().
    Result<void> start(const std::function<void(RunRequest &)> &adapt = {});
    /// Ends it as soon as possible; finished() follows with what is known. Idempotent.
    void cancel();

    const Scenario &scenario() const { return m_scenario; }
    const PracticeProxy *proxy() const { return m_proxy.get(); } ///< nullptr: of a recording
    /// Reads the made-up computer's settings; nullptr: it has none. May hold secrets of the exercise.
    const SettingsReader *settings() const { return m_settings.get(); }

signals:
    void stageFinished(const pt::StageResult &result);
    /// Exactly once, never from inside start() or cancel().
    void finished(const pt::Case &result);

private:
    Scenario m_scenario;
    const Clock &m_clock;
    RandomSource &m_random;
    QString m_pacProgram;
    std::unique_ptr<PracticeProxy> m_proxy;
    std::unique_ptr<SettingsReader> m_settings; ///< before the runner, which refers to it
    std::unique_ptr<Runner> m_runner;
};

} // namespace pt
