// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SocksSignInStage.h"

#include "auth/SocksPassword.h"
#include "model/Attempts.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

SocksSignInStage::SocksSignInStage(RunState &run, QObject *parent)
    : HttpStage(StageId::SignIn, run, parent)
{
}

QLatin1StringView SocksSignInStage::lateCode() const
{
    return stagecode::answerUnanswered;
}

void SocksSignInStage::step()
{
    const OrderState &state = *stateOf(run().targets.first());
    if (!m_sent) {
        m_sent = true;
        if (state.socks && state.socks->method == socksmethod::password)
            return give(state);
        return finish(StageStatus::Skipped, stagecode::notAsked);
    }
    const bool over = state.phase == OrderPhase::Done;
    if (!over && state.verdict == AnswerVerdict::Unknown)
        return;
    const Params who{{u"scheme"_s, QString::fromLatin1(socksPasswordScheme)},
                     {u"user"_s, run().record.input.user}};
    if (state.verdict == AnswerVerdict::Accepted) {
        run().socksSignedIn = true;
        return finish(StageStatus::Passed, stagecode::signedIn, who);
    }
    if (!state.refusal.isEmpty()) // what can be known before was looked at before
        return loseAll(refusalCode(state.refusal), who);
    if (state.verdict == AnswerVerdict::Rejected) {
        Params params = who;
        params.insert(u"status"_s, QString::number(state.socks->signInStatus));
        return loseAll(stagecode::rejected, params);
    }
    loseAll(stagecode::answerUnanswered, endParams(state, false));
}

void SocksSignInStage::give(const OrderState &askedBy)
{
    ProbeSession &session = *run().session;
    if (const Failure problem = session.socksPasswordProblem(); !problem.code.isEmpty()) {
        return loseAll(refusalCode(problem.code),
                       {{u"schemes"_s, QString::fromLatin1(socksPasswordScheme)},
                        {u"missing"_s, problem.detail},
                        {u"field"_s, problem.detail}});
    }
    if (!session.mayAnswer()) {
        session.noteStopped();
        return loseAll(stagecode::attemptLimit,
                       {{u"limit"_s, QString::number(session.attempts().limit)}});
    }
    TargetRun &target = run().targets.first();
    target.order = answerSocks(target, &askedBy);
}

/// Without the sign-in there is no way to any target.
void SocksSignInStage::loseAll(QLatin1StringView code, const Params &params)
{
    for (TargetRun &target : run().targets)
        lose(target, code, params);
    finish(StageStatus::Failed, code, params);
}

} // namespace pt
