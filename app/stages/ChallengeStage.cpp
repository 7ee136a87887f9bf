// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/ChallengeStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int graceMs = 300;
constexpr int mostOtherAddresses = 3;

} // namespace

ChallengeStage::ChallengeStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Challenge, run, parent)
{
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        m_graceOver = true;
        if (!isOver())
            step();
    });
}

void ChallengeStage::begin()
{
    connect(&run().connector, &AddressConnector::attemptSettled, this, [this] {
        if (m_asked && !isOver())
            step();
    });
    HttpStage::begin();
}

QLatin1StringView ChallengeStage::lateCode() const
{
    return stagecode::noReply;
}

void ChallengeStage::step()
{
    if (!m_asked) {
        m_asked = true;
        // The two are asked at the same time; which comes first must not decide whether they share
        // a connection.
        bool beside = false;
        for (const bool https : {false, true}) {
            for (TargetRun &target : run().targets) {
                if (target.isHttps() == https) {
                    target.order = watch(target, beside);
                    beside = true;
                    break;
                }
            }
        }
        askOtherAddresses();
        return;
    }

    if (m_probing)
        return;
    askOtherAddresses();
    bool challengedAny = false;
    int status = 0;
    QStringList schemes;
    for (TargetRun &target : run().targets) {
        const OrderState *state = stateOf(target);
        if (!state)
            continue;
        if (state->phase < OrderPhase::ProxyAnswered)
            return;
        if (state->proxyStatus == 0)
            continue;
        if (status == 0)
            status = state->proxyStatus;
        challengedAny = challengedAny || state->proxyStatus == 407;
        for (const Challenge &challenge : state->challenges) {
            const QString scheme = QString::fromLatin1(challenge.scheme);
            if (!scheme.isEmpty() && !schemes.contains(scheme, Qt::CaseInsensitive))
                schemes.append(scheme);
        }
    }
    if (waitsForOtherAddresses())
        return;
    bool answered = false;
    for (TargetRun &target : run().targets) {
        const OrderState *state = stateOf(target);
        if (!state)
            continue;
        if (state->proxyStatus != 0) {
            answered = true;
            continue;
        }
        // Some bytes came, but no answer can be read from them.
        const Exchange *exchange = state->proxyPart();
        const bool bytes
            = exchange && (!exchange->response.head.isEmpty() || exchange->response.bodyBytes > 0);
        lose(target, bytes ? stagecode::notHttp : stagecode::noReply, endParams(*state, false));
    }
    if (!answered) {
        if (probeTls())
            return;
        return finish(StageStatus::Failed, lossCode(), lossParams());
    }
    if (lost() > 0)
        return finish(StageStatus::Warning, stagecode::partlyAnswered, lossParams());
    if (challengedAny)
        return finish(StageStatus::Passed, stagecode::challenged,
                      {{u"schemes"_s, schemes.join(u", "_s)}});
    finish(StageStatus::Passed, stagecode::notChallenged, {{u"status"_s, QString::number(status)}});
}

void ChallengeStage::askOtherAddresses()
{
    const TargetRun *asked = nullptr;
    for (const TargetRun &target : run().targets) {
        if (target.order != 0 && (!asked || asked->isHttps()))
            asked = &target;
    }
    if (!asked)
        return;
    // What the targets may need comes first: two questions and an answer for each, and one more.
    const int spare = run().limits.connections - 4 - int(run().targets.size());
    const int allowed = std::clamp(spare, 1, mostOtherAddresses);
    const QString inUse = run().connector.address().toString();
    for (const AddressAttempt &attempt : run().connector.attempts()) {
        if (attempt.outcome != ConnectOutcome::Connected || attempt.address == inUse
            || m_addressesAsked.contains(attempt.address) || m_otherOrders.size() >= allowed) {
            continue;
        }
        m_addressesAsked.append(attempt.address);
        Order order;
        order.form = asked->isHttps() ? Order::Form::ConnectOnly : Order::Form::Plain;
        order.target = asked->url;
        order.stage = id();
        order.control = true;
        order.address = QHostAddress(attempt.address);
        m_otherOrders.append(run().session->submit(order));
    }
}

bool ChallengeStage::waitsForOtherAddresses()
{
    for (const int order : std::as_const(m_otherOrders)) {
        if (run().session->state(order).phase != OrderPhase::Done)
            return true;
    }
    if (run().connector.undecided() == 0 || m_graceOver)
        return false;
    if (!m_grace.isActive())
        m_grace.start(graceMs);
    return true;
}

/// Nothing came at all: a ClientHello, and then a SOCKS greeting, tell a port that waits for one of
/// these from one that is dead.
bool ChallengeStage::probeTls()
{
    if (run().record.input.endpoint.scheme != ProxyScheme::Http)
        return false;
    for (const TargetRun &target : run().targets) {
        const OrderState *state = stateOf(target);
        const Exchange *exchange = state ? state->proxyPart() : nullptr;
        if (!exchange)
            continue;
        const Message &response = exchange->response;
        if (!response.head.isEmpty() || !response.body.isEmpty()
            || exchange->end == ExchangeEnd::ConnectFailed) {
            return false;
        }
    }
    m_probing = true;
    connect(run().session.get(), &ProbeSession::portProbed, this, [this] {
        if (isOver())
            return;
        // One thing at a time: what answers to TLS is not asked for SOCKS as well.
        if (!m_socksAsked && !run().session->portProbe()->spokeTls()) {
            m_socksAsked = true;
            return run().session->probePort(PortProbe::Kind::SocksControl, id());
        }
        finish(StageStatus::Failed, lossCode(), lossParams());
    });
    run().session->probePort(PortProbe::Kind::TlsControl, id());
    return true;
}

} // namespace pt
