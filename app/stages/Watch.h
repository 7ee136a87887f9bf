// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "stages/WatchRequest.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace pt {

class Clock;
class HostResolver;
class RandomSource;
class Runner;

/// Tests a proxy again and again. The first round is a whole run. A later one signs in only where
/// an earlier round was accepted and none was refused since; else it asks without credentials.
///
/// The guard against locking an account holds over the whole watch: once the proxy has refused the
/// secret, or said nothing that tells to it in two rounds one after the other, it is wiped and no
/// later round sends it. Rounds never overlap.
///
/// A single-shot object: start() once; cancel() ends it at once; finished() exactly once, and
/// nothing from inside start() or cancel(). Destruction ends all silently. Single thread, no nested
/// event loop.
class Watch : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `random` are not owned and outlive the watch.
    Watch(const Clock &clock, RandomSource &random, WatchRequest request,
          QObject *parent = nullptr);
    ~Watch() override;

    /// Another resolver than the system's, not owned; before start().
    void setResolver(HostResolver *resolver);

    void start();
    /// Idempotent. A round under way is given up; roundFinished() still tells of it, as cancelled.
    void cancel();

    bool isOver() const { return m_over; }
    int rounds() const { return m_rounds; } ///< begun so far
    /// No later round signs in, though there was something to sign in with.
    bool isSignInOver() const { return m_hadSignIn && m_signIn == SignIn::Over; }

signals:
    void roundStarted(int number);
    /// `withheld`: there was something to sign in with, and it was kept back. Whoever hears it may
    /// cancel the watch, not destroy it.
    void roundFinished(const pt::Case &result, bool withheld);
    void finished();

private:
    enum class SignIn {
        Untried, ///< to be sent by the first round
        Trusted, ///< accepted, and not refused since
        Over ///< never to be sent again
    };

    void beginRound();
    RunRequest nextRun(bool withSignIn);
    void endRound(const Case &result);
    void judgeSignIn(const Case &result);
    void endSignIn();
    void schedule();
    void end();

    const Clock &m_clock;
    WatchRequest m_request;
    std::unique_ptr<Runner> m_runner;
    QTimer m_timer;
    SignIn m_signIn = SignIn::Untried;
    bool m_hadSignIn = false;
    bool m_passwordFromSettings = false;
    bool m_withheld = false; ///< in the round under way
    int m_unheard = 0; ///< rounds one after the other
    int m_rounds = 0;
    qint64 m_startedMs = 0;
    qint64 m_dueMs = 0; ///< when the latest round was to begin
    bool m_started = false;
    bool m_over = false;
    bool m_ended = false;
};

} // namespace pt
