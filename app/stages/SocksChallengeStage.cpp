// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SocksChallengeStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

SocksChallengeStage::SocksChallengeStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Challenge, run, parent)
{
}

QLatin1StringView SocksChallengeStage::lateCode() const
{
    return stagecode::noReply;
}

void SocksChallengeStage::step()
{
    if (m_probing)
        return;
    TargetRun &target = run().targets.first();
    if (!m_asked) {
        m_asked = true;
        // One connection tells: whatever the target, the server is greeted alike.
        target.order = watch(target);
        return;
    }
    const OrderState &state = *stateOf(target);
    if (state.phase == OrderPhase::Done || (state.socks && state.socks->isHeard()))
        concludeWith(state);
}

void SocksChallengeStage::concludeWith(const OrderState &state)
{
    using Kind = PortProbe::Kind;
    const SocksOutcome outcome = state.socks.value_or(SocksOutcome());
    const bool version4 = run().record.input.endpoint.scheme == ProxyScheme::Socks4a;
    if (version4 && (outcome.reply >= 0 || !state.refusal.isEmpty()))
        return finish(StageStatus::Passed, stagecode::socks4Answered);
    if (outcome.method == socksmethod::none)
        return finish(StageStatus::Passed, stagecode::socksNoSignIn);
    if (outcome.method == socksmethod::password)
        return finish(StageStatus::Passed, stagecode::socksSignInAsked);
    TargetRun &target = run().targets.first();
    if (outcome.method >= 0) {
        lose(target, stagecode::socksMethodRefused,
             {{u"method"_s, QString::number(outcome.method)}});
        return probe({Kind::GssapiControl});
    }
    const Exchange *exchange = state.proxyPart();
    const bool bytes = exchange && exchange->response.bodyBytes > 0;
    lose(target, bytes ? stagecode::notSocks : stagecode::noReply, endParams(state, false));
    if (bytes || !exchange || exchange->end == ExchangeEnd::ConnectFailed)
        return finish(StageStatus::Failed, lossCode(), lossParams());
    // What is most often there instead comes first.
    if (version4)
        probe({Kind::ClearControl, Kind::SocksControl, Kind::TlsControl});
    else
        probe({Kind::ClearControl, Kind::TlsControl});
}

void SocksChallengeStage::probe(QList<PortProbe::Kind> kinds)
{
    m_probing = true;
    m_probes = std::move(kinds);
    connect(run().session.get(), &ProbeSession::portProbed, this, [this] {
        if (!isOver())
            onProbed();
    });
    run().session->probePort(m_probes.takeFirst(), id());
}

void SocksChallengeStage::onProbed()
{
    const PortProbe &last = *run().session->portProbe();
    const bool told = last.spokeHttp() || last.spokeTls() || last.socksMethod() >= 0;
    if (told || m_probes.isEmpty())
        return finish(StageStatus::Failed, lossCode(), lossParams());
    run().session->probePort(m_probes.takeFirst(), id());
}

} // namespace pt
