// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SignInStage.h"

#include "auth/SchemeChoice.h"
#include "model/Attempts.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

const QString asTyped = u"as-typed"_s;

} // namespace

SignInStage::SignInStage(RunState &run, QObject *parent)
    : HttpStage(StageId::SignIn, run, parent)
{
}

QLatin1StringView SignInStage::lateCode() const
{
    return stagecode::answerUnanswered;
}

void SignInStage::step()
{
    if (!m_queued) {
        m_queued = true;
        for (const bool https : {false, true}) {
            for (qsizetype i = 0; i < run().targets.size(); ++i) {
                const TargetRun &target = run().targets.at(i);
                const OrderState *state = stateOf(target);
                if (target.isHttps() == https && !target.lostAt && state
                    && state->proxyStatus == 407) {
                    m_queue.append(i);
                    m_askedBy.insert(i, target.order);
                }
            }
        }
        if (m_queue.isEmpty())
            return finish(StageStatus::Skipped, stagecode::notAsked);
        return next();
    }
    if (!m_waiting)
        return;
    TargetRun &target = run().targets[m_queue.first()];
    if (stateOf(target)->phase < OrderPhase::ProxyAnswered)
        return;
    m_waiting = false;
    evaluate(m_queue.takeFirst());
    next();
}

void SignInStage::next()
{
    ProbeSession &session = *run().session;
    while (!m_queue.isEmpty()) {
        TargetRun &target = run().targets[m_queue.first()];
        const OrderState &state = session.state(m_askedBy.value(m_queue.first()));
        const SchemeChoice choice = session.choose(state.challenges);
        if (choice.challenge && session.mayAnswer() && beginWithNewSpelling(*choice.challenge, target)) {
            m_scheme = choice.scheme;
            m_waiting = true;
            target.order = answer(target, *choice.challenge, &state);
            return;
        }
        m_queue.removeFirst();
        if (choice.challenge) {
            session.noteStopped();
            loseForm(target, stagecode::attemptLimit,
                     {{u"limit"_s, QString::number(session.attempts().limit)}});
        } else {
            loseForm(
                target, refusalCode(choice.reason),
                {{u"schemes"_s, choice.offered.join(u", "_s)}, {u"missing"_s, choice.missing}});
        }
    }
    if (signTheDroppedTunnel())
        return;
    conclude();
}

/// Some proxies close a CONNECT without credentials and never ask: whoever waits for the question does
/// not get through. Only Basic can be given unasked, and only what was accepted a moment ago.
bool SignInStage::signTheDroppedTunnel()
{
    if (std::exchange(m_droppedTried, true) || !m_accepted || !run().plain.challenge
        || !run().plain.challenge->is("Basic") || !run().session->mayAnswer()) {
        return false;
    }
    for (qsizetype i = 0; i < run().targets.size(); ++i) {
        TargetRun &target = run().targets[i];
        const OrderState *state = stateOf(target);
        const Exchange *asked = state ? state->proxyPart() : nullptr;
        if (!target.isHttps() || target.lostAt != StageId::Challenge || !asked
            || (asked->end != ExchangeEnd::ClosedByPeer && asked->end != ExchangeEnd::Reset)
            || !asked->response.head.isEmpty() || asked->response.bodyBytes > 0) {
            continue;
        }
        m_dropped = i;
        target.lostAt.reset();
        m_queue.append(i);
        m_waiting = true;
        target.order = answer(target, *run().plain.challenge, nullptr);
        return true;
    }
    return false;
}

/// What the proxy refused in an earlier run is not sent again: the first of the other spellings is.
/// False: there is none left.
bool SignInStage::beginWithNewSpelling(const Challenge &challenge, const TargetRun &target)
{
    if (m_spellingsRead || !run().record.input.refusedBefore.contains(asTyped))
        return true;
    readSpellings(challenge, target.isHttps());
    if (m_spellings.isEmpty())
        return false;
    run().session->use(m_spellings.takeFirst());
    return true;
}

void SignInStage::readSpellings(const Challenge &challenge, bool isConnect)
{
    m_spellingsRead = true;
    const QStringList &before = run().record.input.refusedBefore;
    const QList<Alternative> all = run().session->alternatives(challenge, isConnect);
    for (const Alternative &one : all) {
        if (!before.contains(one.id))
            m_spellings.append(one);
    }
}

/// The sign-in was refused as it was written: another spelling may pass, where one more attempt was
/// allowed. Once one has passed, the spelling is not what is refused.
bool SignInStage::takeNextSpelling(qsizetype index, const OrderState &state)
{
    ProbeSession &session = *run().session;
    if (m_accepted)
        return false;
    if (!m_spellingsRead)
        readSpellings(*state.order.answers, run().targets.at(index).isHttps());
    if (m_spellings.isEmpty()) {
        session.use({});
        return false;
    }
    if (!session.mayAnswer()) {
        QStringList untried;
        for (const Alternative &one : std::as_const(m_spellings))
            untried.append(one.id);
        session.noteStopped(untried);
        return false;
    }
    session.use(m_spellings.takeFirst());
    // The latest question is the one to answer, as a nonce may be good for once only.
    if (state.proxyStatus == 407)
        m_askedBy.insert(index, state.id);
    m_queue.prepend(index);
    return true;
}

/// A scheme turned out not to be possible here before anything was sent: the next one that is
/// offered may be.
bool SignInStage::takeNextScheme(qsizetype index, const OrderState &state)
{
    ProbeSession &session = *run().session;
    if (!state.exchanges.isEmpty() || !session.mayAnswer())
        return false;
    session.leaveOut(m_scheme, state.refusal);
    if (!session.choose(session.state(m_askedBy.value(index)).challenges).challenge)
        return false;
    m_queue.prepend(index);
    return true;
}

void SignInStage::evaluate(qsizetype index)
{
    TargetRun &target = run().targets[index];
    const OrderState &state = *stateOf(target);
    const Params who{{u"scheme"_s, m_scheme},
                     {u"user"_s, userInUse()},
                     {u"status"_s, QString::number(state.proxyStatus)},
                     {u"target"_s, target.url.toString(QUrl::FullyEncoded)}};
    // Only of Negotiate is not known beforehand whether it can be done.
    if (state.refusal.startsWith("kerberos."_L1) && takeNextScheme(index, state))
        return;
    if (index == m_dropped && (!state.refusal.isEmpty() || state.verdict == AnswerVerdict::Unknown)) {
        // Dropped again: it was not for want of a sign-in, and everything is as it was.
        target.lostAt = StageId::Challenge;
        return;
    }
    if (!state.refusal.isEmpty())
        return loseForm(target, refusalCode(state.refusal), who);
    switch (state.verdict) {
    case AnswerVerdict::Accepted: {
        m_accepted = true;
        FormRun &form = run().form(target);
        form.challenge = state.order.answers;
        form.voice = state.order.voice;
        return;
    }
    case AnswerVerdict::Rejected:
        if (takeNextSpelling(index, state))
            return;
        return loseForm(target, stagecode::rejected, who);
    case AnswerVerdict::Stale:
        // No answer will ever be in time, whatever it is for.
        loseForm(target, stagecode::nonceStale, who);
        for (const qsizetype waiting : std::exchange(m_queue, {}))
            loseForm(run().targets.at(waiting), stagecode::nonceStale, who);
        return;
    case AnswerVerdict::Unknown:
        return loseForm(target, stagecode::answerUnanswered, endParams(state, false));
    }
}

/// As it was last sent.
QString SignInStage::userInUse() const
{
    const Alternative &spelling = run().session->inUse();
    if (spelling.id.isEmpty())
        return run().record.input.user;
    return spelling.domain.isEmpty() ? spelling.user : spelling.domain + u'\\' + spelling.user;
}

void SignInStage::loseForm(const TargetRun &of, QLatin1StringView code, const Params &params)
{
    const bool https = of.isHttps();
    for (TargetRun &target : run().targets) {
        if (target.isHttps() == https && (&target == &of || target.order == 0))
            lose(target, code, params);
    }
}

void SignInStage::conclude()
{
    const Params who{{u"scheme"_s, m_scheme}, {u"user"_s, userInUse()}};
    if (lost() == 0)
        return finish(StageStatus::Passed, stagecode::signedIn, who);
    if (m_accepted && run().anyAlive()) {
        Params params = who;
        params.insert(u"target"_s, lossParams().value(u"target"_s));
        return finish(StageStatus::Warning, stagecode::signedInPartly, params);
    }
    finishWithLoss();
}

} // namespace pt
