// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/ProxyValue.h"

#include "protocol/UserInfo.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

ProxyScheme schemeOf(QStringView text)
{
    if (text.startsWith("https:"_L1, Qt::CaseInsensitive))
        return ProxyScheme::Https;
    if (text.startsWith("socks4"_L1, Qt::CaseInsensitive))
        return ProxyScheme::Socks4a;
    if (text.startsWith("socks"_L1, Qt::CaseInsensitive))
        return ProxyScheme::Socks5;
    return ProxyScheme::Http;
}

} // namespace

ProxyEndpoint endpointOfValue(QStringView value)
{
    value = value.trimmed();
    ProxyEndpoint endpoint;
    if (value.size() > 2048)
        return endpoint;
    const qsizetype start = schemeEnd(value);
    endpoint.scheme = schemeOf(value.first(start));
    const auto user = findUserInfo(value);
    QString rest = value.sliced(user ? user->at + 1 : start).toString();
    // KDE writes "http://proxy.example 3128".
    if (const qsizetype blank = rest.indexOf(u' '); blank > 0 && !rest.first(blank).contains(u'/'))
        rest[blank] = u':';
    QStringView port;
    if (!startsWithHostPort(rest, &port))
        return endpoint;
    const qsizetype close = rest.startsWith(u'[') ? rest.indexOf(u']') : -1;
    qsizetype end = close > 0 ? close + 1 : 0;
    while (close <= 0 && end < rest.size() && !QStringView(u":/?#").contains(rest.at(end)))
        ++end;
    endpoint.host = close > 0 ? rest.sliced(1, close - 1) : rest.first(end);
    const uint number = port.toUInt();
    endpoint.port = number <= 65535 ? quint16(number) : quint16(0);
    return endpoint;
}

bool holdsUser(QStringView value)
{
    const auto user = findUserInfo(value.trimmed());
    return user && user->at > user->start;
}

bool isSameProxy(const ProxyEndpoint &a, const ProxyEndpoint &b)
{
    const auto bare = [](QString host) {
        while (host.endsWith(u'.'))
            host.chop(1);
        return host.toLower();
    };
    return a.port != 0 && a.port == b.port && bare(a.host) == bare(b.host) && !a.host.isEmpty();
}

} // namespace pt
