// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/Watch.h"

#include "model/Clock.h"
#include "protocol/HttpHead.h"
#include "stages/Runner.h"
#include "stages/StageCodes.h"

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A sign-in that nothing tells of may have been refused unheard.
constexpr int mostUnheardRounds = 2;

int statusOf(const Exchange &exchange)
{
    const std::optional<HttpHead> head = parseHead(exchange.response.head);
    return head && exchange.response.headComplete ? head->status : 0;
}

/// Some answer of the round shows that the proxy took the sign-in.
bool tookSignIn(const Case &value)
{
    for (const StageResult &stage : value.stages) {
        if (stage.id == StageId::SignIn && stage.status == StageStatus::Passed
            && stage.code == stagecode::signedIn) {
            return true;
        }
    }
    return std::any_of(value.exchanges.begin(), value.exchanges.end(),
                       [](const Exchange &exchange) {
                           if (exchange.answeredScheme.isEmpty() || exchange.answerRejected
                               || exchange.answerGoesOn)
                               return false;
                           const int status = statusOf(exchange);
                           return status >= 200 && status != 407 && status != 401;
                       });
}

} // namespace

Watch::Watch(const Clock &clock, RandomSource &random, WatchRequest request, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_request(std::move(request))
    , m_runner(std::make_unique<Runner>(clock, random))
{
    m_request.intervalMs = std::max(1, m_request.intervalMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Watch::beginRound);
    connect(m_runner.get(), &Runner::finished, this, &Watch::endRound);
    m_hadSignIn = m_request.withhold || !m_request.run.credentials.isEmpty();
    if (m_request.withhold)
        endSignIn();
}

Watch::~Watch() = default;

void Watch::setResolver(HostResolver *resolver)
{
    m_runner->setResolver(resolver);
}

void Watch::start()
{
    if (std::exchange(m_started, true) || m_over)
        return;
    m_timer.start(0);
}

void Watch::cancel()
{
    if (std::exchange(m_over, true))
        return;
    m_timer.stop();
    endSignIn();
    if (m_runner->isRunning())
        m_runner->cancel(); // endRound() follows
    else
        QMetaObject::invokeMethod(this, &Watch::end, Qt::QueuedConnection);
}

void Watch::beginRound()
{
    if (m_over)
        return;
    if (++m_rounds == 1)
        m_startedMs = m_dueMs = m_clock.monotonicMs();
    m_withheld = m_hadSignIn && m_signIn == SignIn::Over;
    m_runner->start(nextRun(m_signIn != SignIn::Over));
    emit roundStarted(m_rounds);
}

RunRequest Watch::nextRun(bool withSignIn)
{
    RunRequest run = m_request.run.withoutSignIn();
    if (withSignIn) {
        run.credentials = m_request.run.credentials.clone();
        if (m_rounds == 1)
            run.negotiate = std::move(m_request.run.negotiate);
        else if (m_request.negotiate)
            run.negotiate = m_request.negotiate();
    }
    return run;
}

void Watch::endRound(const Case &result)
{
    if (!result.cancelled)
        judgeSignIn(result);
    const bool withheld = m_withheld;
    emit roundFinished(result, withheld);
    if (m_over)
        end();
    else
        schedule();
}

void Watch::judgeSignIn(const Case &result)
{
    RunRequest &run = m_request.run;
    if (m_rounds == 1) {
        m_passwordFromSettings
            = run.environment.fromSettings && run.credentials.isEmpty() && result.input.secret;
        m_hadSignIn = m_hadSignIn || m_passwordFromSettings || result.attempts.sent > 0
            || !result.negotiate.isEmpty();
        // A spelling and a method that passed once need no others beside them.
        run.input.attemptLimit = 1;
    }
    if (result.attempts.rejected > 0) {
        endSignIn();
    } else if (m_signIn != SignIn::Over && result.attempts.sent > 0 && tookSignIn(result)) {
        m_signIn = SignIn::Trusted;
        m_unheard = 0;
    } else if (m_signIn == SignIn::Untried) {
        endSignIn(); // nothing has shown that it is right
    } else if (result.attempts.sent > 0 && ++m_unheard >= mostUnheardRounds) {
        endSignIn();
    }
    // The settings are read once. Only a password that came out of them is looked up there again.
    if (m_passwordFromSettings && m_signIn == SignIn::Trusted)
        return;
    run.settings = nullptr;
    run.environment = result.environment;
    run.input.endpoint = result.input.endpoint;
    run.input.given = result.input.given;
}

/// Nothing of the sign-in is left for a later round to send or to speak of.
void Watch::endSignIn()
{
    m_signIn = SignIn::Over;
    RunRequest &run = m_request.run;
    run.credentials = {};
    run.negotiate.reset();
    m_request.negotiate = {};
    run.input.user.clear();
    run.input.domain.clear();
    run.input.secret.reset();
    run.input.keychain = KeychainUse::NotUsed;
    run.input.keychainDetail.clear();
    // They hold passwords of their own, which would be taken.
    if (run.environment.fromSettings)
        run.settings = nullptr;
    run.input.problems.removeIf([](const InputProblem &problem) {
        return problem.field == "user"_L1 || problem.field == "domain"_L1
            || problem.field == "password"_L1;
    });
}

void Watch::schedule()
{
    const qint64 now = m_clock.monotonicMs();
    // From when it was due, so that a late timer does not move all that follow.
    m_dueMs = std::max(now, m_dueMs + m_request.intervalMs);
    if (m_dueMs - m_startedMs > m_request.durationMs || m_rounds >= m_request.mostRounds) {
        m_over = true;
        endSignIn();
        end();
        return;
    }
    m_timer.start(int(m_dueMs - now));
}

void Watch::end()
{
    if (std::exchange(m_ended, true))
        return;
    emit finished();
}

} // namespace pt
