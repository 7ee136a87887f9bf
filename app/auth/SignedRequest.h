// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace pt {

/// What an answer is bound to, besides the challenge. Digest hashes method and uri.
struct SignedRequest
{
    QByteArray method;
    QByteArray
        uri; ///< path and query of a plain request, as most programs do; host:port of a CONNECT
    QString proxyHost{}; ///< as it was typed: names the service of Negotiate
    /// The proxy's certificate where it is spoken to over TLS: its hash as in "tls-server-end-point"
    /// (RFC 5929 section 4.1), without that prefix. Empty: in clear.
    QByteArray channelBinding{};
    QDateTime now{}; ///< NTLM puts the time into its answer where the challenge has none
    QByteArray absoluteUri{}; ///< the whole URL of a plain request; empty: there is none

    bool operator==(const SignedRequest &) const = default;
};

} // namespace pt
