// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SocksTunnelStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

SocksTunnelStage::SocksTunnelStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Tunnel, run, parent)
{
}

QLatin1StringView SocksTunnelStage::lateCode() const
{
    return stagecode::tunnelNoAnswer;
}

void SocksTunnelStage::step()
{
    int up = 0;
    bool going = false;
    for (TargetRun &target : run().targets) {
        const Progress progress = pursue(target, false);
        going = going || progress == Progress::Going;
        if (progress == Progress::Settled) {
            judge(target);
            if (!target.lostAt)
                ++up;
        }
    }
    if (going)
        return;
    if (lost() > 0)
        return finishWithLoss();
    finish(StageStatus::Passed, stagecode::tunnelUp, {{u"count"_s, QString::number(up)}});
}

void SocksTunnelStage::judge(TargetRun &target)
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
    if (!state.refusal.isEmpty())
        return lose(target, stagecode::socksAddressUnsupported, params);
    if (state.socks && state.socks->reply >= 0) {
        params.insert(u"reply"_s, QString::number(state.socks->reply));
        return lose(target, stagecode::socksRefused, params);
    }
    lose(target, stagecode::tunnelNoAnswer, params);
}

} // namespace pt
