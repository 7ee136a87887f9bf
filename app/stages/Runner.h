// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "stages/RunRequest.h"

#include <QObject>

#include <memory>

namespace pt {

class Clock;
class HostResolver;
class RandomSource;

/// Runs the staged tests of one request and gives the Case. One run at a time; single thread; no
/// nested event loop. Nothing is emitted from inside start() or cancel().
class Runner : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `random` are not owned and must outlive the runner.
    Runner(const Clock &clock, RandomSource &random, QObject *parent = nullptr);
    ~Runner() override; ///< cancels silently

    /// Another resolver than the system's, not owned; nullptr: the system's. For the next start().
    void setResolver(HostResolver *resolver);

    bool isRunning() const;
    /// Starts a run; one that is under way is cancelled first and its results are dropped.
    void start(RunRequest request);
    /// Ends the run as soon as possible; finished() follows with what is known. Idempotent.
    void cancel();

signals:
    void stageStarted(pt::StageId stage);
    void stageFinished(const pt::StageResult &result);
    /// Once for each exchange, when nothing in it will change any more; not always in the order of
    /// ids.
    void exchangeRecorded(const pt::Exchange &exchange);
    void attemptsChanged(const pt::Attempts &attempts);
    /// Exactly once for each start() that was not overtaken by another.
    void finished(const pt::Case &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pt
