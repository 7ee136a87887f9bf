// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/TunnelStage.h"

#include "protocol/HttpHead.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

TunnelStage::TunnelStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Tunnel, run, parent)
{
}

QLatin1StringView TunnelStage::lateCode() const
{
    return stagecode::tunnelNoAnswer;
}

void TunnelStage::step()
{
    int https = 0;
    int untried = 0;
    int up = 0;
    bool going = false;
    for (TargetRun &target : run().targets) {
        if (!target.isHttps())
            continue;
        ++https;
        if (target.lostAt && target.lostAt != id()) {
            ++untried;
            continue;
        }
        const Progress progress = pursue(target, false);
        going = going || progress == Progress::Going;
        if (progress == Progress::Settled) {
            judge(target);
            if (!target.lostAt)
                ++up;
        }
    }
    if (https == 0) {
        if (!m_controlDecided) {
            m_controlDecided = true;
            if (askForTunnel())
                return;
        }
        if (m_control != 0 && run().session->state(m_control).phase != OrderPhase::Done)
            return;
        return finish(StageStatus::Skipped, stagecode::noTunnelNeeded);
    }
    if (untried == https)
        return finish(StageStatus::NotTested, stagecode::earlierFailed);
    if (going)
        return;
    if (!m_controlDecided) {
        m_controlDecided = true;
        if (askControl())
            return;
    }
    if (m_control != 0 && run().session->state(m_control).phase != OrderPhase::Done)
        return;
    if (lost() > 0)
        return finishWithLoss();
    finish(StageStatus::Passed, stagecode::tunnelUp, {{u"count"_s, QString::number(up)}});
}

void TunnelStage::judge(TargetRun &target)
{
    const OrderState &state = *stateOf(target);
    if (state.tunnelEstablished()) {
        const Exchange *inside = state.insidePart();
        if (!inside || inside->end != ExchangeEnd::TlsFailed)
            return;
        Params params = endParams(state, true);
        if (inside->tls && !inside->tls->problems.isEmpty()) {
            params.insert(u"problems"_s, inside->tls->problems.join(u", "_s));
            return lose(target, stagecode::tunnelUntrusted, params);
        }
        return lose(target, stagecode::tunnelBroken, params);
    }
    Params params = endParams(state, false);
    if (state.proxyStatus == 0)
        return lose(target, stagecode::tunnelNoAnswer, params);
    params.insert(u"status"_s, QString::number(state.proxyStatus));
    lose(target, stagecode::tunnelRefused, params);
}

/// A web server that answers whatever it is asked looks like a proxy that asks for no sign-in, until
/// it is asked for a tunnel.
bool TunnelStage::askForTunnel()
{
    // Never at the cost of a target.
    if (run().targets.size() + 4 > run().limits.connections)
        return false;
    const TargetRun *answered = nullptr;
    for (const TargetRun &target : run().targets) {
        const OrderState *state = stateOf(target);
        if (!state || state->proxyStatus == 0)
            continue;
        const Exchange *exchange = state->proxyPart();
        const auto head = exchange ? parseHead(exchange->response.head) : std::nullopt;
        if (state->isSigned() || state->proxyStatus == 407 || !head || head->has("Via")
            || head->has("Proxy-Agent") || head->has("X-Squid-Error")) {
            return false; // no doubt that it is a proxy
        }
        if (!answered)
            answered = &target;
    }
    if (!answered)
        return false;
    Order order;
    order.stage = id();
    order.control = true;
    order.form = Order::Form::ConnectOnly;
    order.newConnection = true; // the kept ones are for the targets
    order.target.setScheme(u"https"_s);
    order.target.setHost(answered->url.host());
    order.target.setPath(u"/"_s);
    m_control = run().session->submit(order);
    return true;
}

bool TunnelStage::askControl()
{
    ProbeSession &session = *run().session;
    const TargetRun *otherPort = nullptr; // refused on a port that is not 443
    const TargetRun *refusedMethod = nullptr;
    bool askedPort443 = false;
    bool plainAsked = false;
    bool allRefusedAsMethod = true;
    for (const TargetRun &target : run().targets) {
        const OrderState *state = stateOf(target);
        if (!target.isHttps()) {
            plainAsked = plainAsked || state;
            continue;
        }
        if (!state)
            continue;
        const int status = state->proxyStatus;
        const bool is443 = target.url.port(443) == 443;
        askedPort443 = askedPort443 || (is443 && status != 0);
        if (!is443 && status >= 400 && status != 407 && !otherPort)
            otherPort = &target;
        const bool asMethod
            = status == 400 || status == 404 || status == 405 || status == 500 || status == 501;
        allRefusedAsMethod = allRefusedAsMethod && asMethod;
        if (asMethod && !refusedMethod)
            refusedMethod = &target;
    }
    Order order;
    order.stage = id();
    order.control = true;
    if (otherPort && !askedPort443) {
        order.form = Order::Form::ConnectOnly;
        order.target = otherPort->url;
        order.target.setPort(443);
    } else if (refusedMethod && allRefusedAsMethod && !plainAsked) {
        order.form = Order::Form::Plain;
        order.target.setScheme(u"http"_s);
        order.target.setHost(refusedMethod->url.host());
        order.target.setPath(u"/"_s);
    } else {
        return false;
    }
    m_control = session.submit(order);
    return true;
}

} // namespace pt
