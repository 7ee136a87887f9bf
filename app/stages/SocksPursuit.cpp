// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SocksPassword.h"
#include "stages/HttpStage.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumSideBySide = 3;

} // namespace

int HttpStage::answerSocks(const TargetRun &target, const OrderState *askedBy)
{
    Order order;
    order.form = target.isHttps() ? Order::Form::Tunnel : Order::Form::Plain;
    order.target = target.url;
    order.stage = id();
    order.answers = socksPasswordChallenge();
    if (const Exchange *exchange = askedBy ? askedBy->proxyPart() : nullptr)
        order.preferredConnection = exchange->connection;
    return run().session->submit(order);
}

/// As pursue(): each target has a connection of its own, on which a server that asks for a password
/// asks anew. It is sent only where it was accepted before, and never two at a time.
HttpStage::Progress HttpStage::pursueThroughSocks(TargetRun &target, bool untilDone)
{
    ProbeSession &session = *run().session;
    const Params which{{u"target"_s, target.url.toString(QUrl::FullyEncoded)}};
    const OrderState *state = stateOf(target);
    const bool asked = state && state->phase == OrderPhase::Done && state->socks
        && state->socks->method == socksmethod::password && !state->isSigned();
    if (!state || asked) {
        if (!state && session.ordersUnderWay() >= maximumSideBySide)
            return Progress::Going;
        if (!state && !run().socksSignedIn) {
            target.order = watch(target);
            return Progress::Going;
        }
        if (asked && !session.socksPasswordProblem().code.isEmpty()) {
            lose(target, stagecode::challengedLate, which);
            return Progress::Lost;
        }
        if (session.isAnswerUnderWay())
            return Progress::Going;
        if (!session.mayAnswer()) {
            session.noteStopped();
            lose(target, stagecode::notTriedLimit, which);
            return Progress::Lost;
        }
        target.order = answerSocks(target, state);
        return Progress::Going;
    }
    if (state->phase < (untilDone ? OrderPhase::Done : OrderPhase::TunnelSettled))
        return Progress::Going;
    return Progress::Settled;
}

} // namespace pt
