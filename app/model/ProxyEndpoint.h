// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxyScheme.h"

#include <QString>

namespace pt {

/// Where the proxy is. `host` is a name or an address literal, an IPv6 one without brackets.
struct ProxyEndpoint
{
    ProxyScheme scheme = ProxyScheme::Http;
    QString host;
    quint16 port = 0; ///< 0: not known

    bool operator==(const ProxyEndpoint &) const = default;

    /// host:port, an IPv6 literal in brackets.
    QString authority() const
    {
        const QString name = host.contains(u':') ? u'[' + host + u']' : host;
        return port == 0 ? name : name + u':' + QString::number(port);
    }
};

} // namespace pt
