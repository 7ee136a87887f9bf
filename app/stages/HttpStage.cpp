// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/HttpStage.h"

#include "auth/SchemeChoice.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

#include <array>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumSideBySide = 3;

} // namespace

HttpStage::HttpStage(StageId id, RunState &run, QObject *parent)
    : Stage(id, run, parent)
{
}

void HttpStage::begin()
{
    // Every order has its own deadlines; this one holds where all of them fail, one after the
    // other.
    const RunLimits &limits = run().limits;
    const int one = limits.connectMs + limits.tlsMs + 2 * limits.exchangeMs + limits.bodyReadMs;
    setDeadline(one * int(run().targets.size() + 2));
    connect(run().session.get(), &ProbeSession::advanced, this, [this] {
        if (!isOver())
            step();
    });
    step();
}

void HttpStage::stop()
{
    run().session->cancelAll();
}

void HttpStage::expire()
{
    run().session->cancelAll();
    finish(StageStatus::Failed, lateCode(), {{u"end"_s, toString(ExchangeEnd::TotalTimeout)}});
}

const OrderState *HttpStage::stateOf(const TargetRun &target) const
{
    return target.order == 0 ? nullptr : &run().session->state(target.order);
}

int HttpStage::watch(const TargetRun &target, bool newConnection)
{
    Order order;
    order.form = target.isHttps() ? Order::Form::Tunnel : Order::Form::Plain;
    order.target = target.url;
    order.stage = id();
    order.newConnection = newConnection;
    return run().session->submit(order);
}

int HttpStage::answer(const TargetRun &target, const Challenge &challenge,
                      const OrderState *challengedBy)
{
    Order order;
    order.form = target.isHttps() ? Order::Form::Tunnel : Order::Form::Plain;
    order.target = target.url;
    order.stage = id();
    order.answers = challenge;
    if (challengedBy) {
        order.voice = challengedBy->voice;
        if (const Exchange *exchange = challengedBy->proxyPart())
            order.preferredConnection = exchange->connection;
    } else {
        order.voice = run().form(target).voice;
    }
    return run().session->submit(order);
}

void HttpStage::lose(TargetRun &target, QLatin1StringView code, const Params &params)
{
    if (target.lostAt)
        return;
    target.lostAt = id();
    if (m_lost++ == 0) {
        m_lossCode = code;
        m_lossParams = params;
    }
}

void HttpStage::finishWithLoss()
{
    finish(run().anyAlive() ? StageStatus::Warning : StageStatus::Failed, m_lossCode, m_lossParams);
}

HttpStage::Progress HttpStage::pursue(TargetRun &target, bool untilDone)
{
    if (target.lostAt)
        return Progress::Lost;
    if (run().usesSocks())
        return pursueThroughSocks(target, untilDone);
    ProbeSession &session = *run().session;
    FormRun &form = run().form(target);
    if (target.order == 0) {
        // Side by side, but so that kept connections are used again before the limit is reached.
        if (session.ordersUnderWay() >= maximumSideBySide)
            return Progress::Going;
        if (!form.challenge) {
            target.order = watch(target);
            return Progress::Going;
        }
        // The form is known to be challenged, and its answer was accepted: given unasked, as a
        // browser does.
        if (session.isAnswerUnderWay())
            return Progress::Going;
        if (!session.mayAnswer()) {
            session.noteStopped();
            lose(target, stagecode::notTriedLimit,
                 {{u"target"_s, target.url.toString(QUrl::FullyEncoded)}});
            return Progress::Lost;
        }
        target.order = answer(target, *form.challenge, nullptr);
        return Progress::Going;
    }
    const OrderState &state = session.state(target.order);
    const OrderPhase wanted = untilDone ? OrderPhase::Done : OrderPhase::TunnelSettled;
    if (state.phase < wanted)
        return Progress::Going;
    if (state.proxyStatus == 407 && !state.isSigned())
        return answerLateChallenge(target, state);
    if (!state.refusal.isEmpty()) {
        const QLatin1StringView code = refusalCode(state.refusal);
        const QString scheme = QString::fromLatin1(state.order.answers->scheme);
        lose(target, code == stagecode::attemptLimit ? stagecode::notTriedLimit : code,
             {{u"target"_s, target.url.toString(QUrl::FullyEncoded)}, {u"scheme"_s, scheme}});
        return Progress::Lost;
    }
    // The latest: a nonce may have been renewed.
    if (state.isSigned() && state.verdict == AnswerVerdict::Accepted) {
        form.challenge = state.order.answers;
        form.voice = state.order.voice;
    }
    return Progress::Settled;
}

/// A challenge for this target only, behind others that were let through without one.
HttpStage::Progress HttpStage::answerLateChallenge(TargetRun &target, const OrderState &state)
{
    ProbeSession &session = *run().session;
    const SchemeChoice choice = session.choose(state.challenges);
    if (!choice.challenge) {
        lose(target, stagecode::challengedLate,
             {{u"target"_s, target.url.toString(QUrl::FullyEncoded)}});
        return Progress::Lost;
    }
    if (session.isAnswerUnderWay())
        return Progress::Going;
    if (!session.mayAnswer()) {
        session.noteStopped();
        lose(target, stagecode::notTriedLimit,
             {{u"target"_s, target.url.toString(QUrl::FullyEncoded)}});
        return Progress::Lost;
    }
    target.order = answer(target, *choice.challenge, &state);
    return Progress::Going;
}

Stage::Params HttpStage::endParams(const OrderState &state, bool inside)
{
    Params params{{u"target"_s, state.order.target.toString(QUrl::FullyEncoded)}};
    const Exchange *exchange = inside ? state.insidePart() : state.proxyPart();
    if (exchange) {
        params.insert(u"end"_s, toString(exchange->end));
        params.insert(u"detail"_s, exchange->endDetail);
        params.insert(u"seconds"_s, QString::number((exchange->durationMs + 500) / 1000));
    }
    return params;
}

QLatin1StringView HttpStage::refusalCode(const QString &reason)
{
    using namespace stagecode;
    static constexpr std::array codes{noCredentials,    incomplete,         schemeUnknown,
                                      challengeMissing, challengeMalformed, attemptLimit,
                                      colonInUserName,  controlCharacter,   digestAlgorithm,
                                      digestQop,        notWeaker,          firstMessageRefused,
                                      connectionNotKept, tooManyLegs,        ntlmMalformed,
                                      ntlmLabel, ntlmVersion1Demanded,
                                      kerberosNoTicket,
                                      kerberosTicketExpired,
                                      kerberosByAddress,
                                      kerberosServiceUnknown,
                                      kerberosClockSkew,
                                      kerberosKdcUnreachable,
                                      kerberosUnavailable,
                                      kerberosPasswordRefused,
                                      kerberosTicketRejected,
                                      negotiateUnreadable, socksCredentialEmpty,
                                      socksCredentialTooLong};
    for (const QLatin1StringView code : codes) {
        if (reason == code)
            return code;
    }
    return challengeMalformed;
}

} // namespace pt
