// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "probe/AddressConnector.h"
#include "probe/ProbeSession.h"
#include "probe/RunClock.h"
#include "stages/RunRequest.h"
#include "stages/TargetRun.h"

#include <QHostAddress>
#include <QList>

#include <memory>
#include <optional>

namespace pt {

class HostResolver;
class RandomSource;

/// How requests of one form (plain, or CONNECT) were received by the proxy.
struct FormRun
{
    std::optional<Challenge> challenge; ///< the one that was answered and accepted
    ProxyVoice voice;
};

/// What the stages of one run share. Owned by the Runner, dies with the run.
struct RunState
{
    RunState(const Clock &systemClock, RandomSource &randomSource, HostResolver &hostResolver,
             quint64 run)
        : clock(systemClock)
        , random(randomSource)
        , resolver(hostResolver)
        , generation(run)
        , connector(clock)
    {
    }

    RunClock clock;
    RandomSource &random;
    HostResolver &resolver;
    quint64 generation;
    RunLimits limits;
    Credentials credentials; ///< until the session takes them
    QList<QSslCertificate> extraTrust;
    SettingsReader *settings = nullptr; ///< until the settings stage is over
    Case record;
    QList<TargetRun> targets;
    QList<QHostAddress> addresses;
    AddressConnector connector;
    std::unique_ptr<ProbeSession> session; ///< from the connect stage on
    FormRun plain;
    FormRun tunnel;

    FormRun &form(const TargetRun &target) { return target.isHttps() ? tunnel : plain; }
    /// A target that can still be reached.
    bool isAlive(const TargetRun &target) const
    {
        if (target.lostAt)
            return false;
        if (!target.isHttps() || target.order == 0)
            return true;
        const OrderState &state = session->state(target.order);
        return state.phase == OrderPhase::Waiting || state.tunnelEstablished()
            || state.proxyStatus == 407;
    }
    bool anyAlive() const
    {
        for (const TargetRun &target : targets) {
            if (isAlive(target))
                return true;
        }
        return false;
    }
};

} // namespace pt
