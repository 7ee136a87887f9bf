// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/ChallengeStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

ChallengeStage::ChallengeStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Challenge, run, parent)
{
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
        return;
    }

    if (m_probing)
        return;
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
