// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"
#include "model/Case.h"
#include "probe/AddressConnector.h"
#include "probe/ProbeSession.h"
#include "probe/RunClock.h"
#include "protocol/SocksKind.h"
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
    QList<QHostAddress> addresses; ///< of the proxy; filled in before only where they are given
    std::optional<ResolveOutcome> nameFails; ///< filled in before only
    AddressConnector connector;
    std::unique_ptr<NegotiateMechanism> negotiate; ///< nullptr: none; outlives the session
    std::unique_ptr<ProbeSession> session; ///< from the connect stage on
    FormRun plain;
    FormRun tunnel;

    bool socksSignedIn = false; ///< a SOCKS server asked for the password and took it

    bool usesSocks() const
    {
        const ProxyScheme scheme = record.input.endpoint.scheme;
        return scheme == ProxyScheme::Socks5 || scheme == ProxyScheme::Socks4a;
    }
    FormRun &form(const TargetRun &target) { return target.isHttps() ? tunnel : plain; }
    /// A target that can still be reached.
    bool isAlive(const TargetRun &target) const
    {
        if (target.lostAt)
            return false;
        if (usesSocks())
            return target.order == 0 || isAliveInSocks(session->state(target.order));
        if (!target.isHttps() || target.order == 0)
            return true;
        const OrderState &state = session->state(target.order);
        return state.phase == OrderPhase::Waiting || state.tunnelEstablished()
            || state.proxyStatus == 407;
    }
    static bool isAliveInSocks(const OrderState &state)
    {
        return state.phase == OrderPhase::Waiting || state.tunnelEstablished()
            || (state.socks && state.socks->method == socksmethod::password && !state.isSigned());
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
