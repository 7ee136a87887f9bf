// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/SecretSweep.h"
#include "auth/SignIn.h"
#include "model/ProxyScheme.h"
#include "model/RunLimits.h"
#include "probe/ConnectionPool.h"
#include "probe/RunClock.h"

#include <QList>
#include <QSslCertificate>
#include <QString>

#include <memory>

namespace pt {

/// What the orders of one run share. Owned by ProbeSession and outlives its journeys.
struct ProbeContext
{
    ProbeContext(const RunLimits &bounds, const RunClock &runClock,
                 const QList<const Secret *> &secrets, const QHostAddress &address, quint16 port)
        : limits(bounds)
        , clock(runClock)
        , sweep(secrets)
        , pool(address, port, bounds.connections)
    {
    }

    RunLimits limits;
    RunClock clock;
    std::unique_ptr<SignIn> signIn; ///< the one owner of the credentials
    SecretSweep sweep; ///< of the credentials, for what the proxy echoes
    ConnectionPool pool;
    QList<QSslCertificate> extraTrust;
    ProxyScheme scheme = ProxyScheme::Http; ///< how the proxy is spoken to
    QString proxyHost; ///< as it was typed
    QString tlsName; ///< the proxy is spoken to over TLS under this name; empty: in clear
    int lastExchangeId = 0;
};

} // namespace pt
