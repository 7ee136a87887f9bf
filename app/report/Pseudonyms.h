// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QString>

namespace pt {

enum class PseudonymKind { User, Domain, Host, Realm, Name, Nonce, Opaque, Certificate };

/// Stand-ins for the names and addresses of one Case, equal for equal originals in any case of
/// letters: `user-1`, `domain-A`, `host-1.example`, and addresses that stay private or public, of
/// the same family and in the same net. Counters go by first appearance, so nothing can be guessed
/// back from them, and a text that holds stand-ins already is left as it is. Loopback addresses and
/// public example names stay.
class Pseudonyms
{
public:
    QString of(PseudonymKind kind, const QString &value);
    /// A host name or address, in brackets or not.
    QString host(const QString &value);
    /// host, host:port or [address]:port; the port stays.
    QString authority(const QString &value);
    /// A user as typed: the parts of DOMAIN\\user and user@domain get stand-ins of their own.
    QString user(const QString &value);
    /// A service of Kerberos: "HTTP@host", "HTTP/host" or "HTTP/host@REALM"; the class of service
    /// stays, the realm is a domain.
    QString service(const QString &value);
    /// A URL: scheme, port and the depth of its path stay; user info, query and fragment are
    /// withheld.
    QString url(const QString &value);
    /// The names of hosts in a PAC or NO_PROXY list.
    QString hostList(const QString &value);
    /// Text with every name known so far replaced, and all that has the shape of a host name or
    /// address.
    QString swept(const QString &text);

private:
    QString next(PseudonymKind kind);
    QString address4(const QString &value);
    QString address6(const QString &value);
    const QRegularExpression &pattern();

    QHash<QString, QString> m_known[8]; ///< per kind, by folded original
    int m_counter[8] = {};
    QHash<QString, QString> m_nets; ///< prefix of the original to prefix of the stand-in
    QHash<QString, QString> m_addresses;
    QMap<QString, int> m_netHosts; ///< by prefix of the stand-in
    int m_netCounter[4] = {};
    QRegularExpression m_pattern;
    bool m_patternStale = true;
};

/// Whether this is an IPv4 address in dotted form, or an IPv6 address without brackets and zone.
bool isIpv4(const QString &text);
bool isIpv6(const QString &text);
/// Matches what Pseudonyms gives for names, whole.
bool isPseudonym(const QString &text);

} // namespace pt
