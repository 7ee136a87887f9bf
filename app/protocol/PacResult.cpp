// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/PacResult.h"

#include "protocol/UserInfo.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostEntries = 16;

std::optional<ProxyScheme> schemeOf(QStringView keyword)
{
    const auto is = [&keyword](QLatin1StringView name) {
        return keyword.compare(name, Qt::CaseInsensitive) == 0;
    };
    if (is("PROXY"_L1) || is("HTTP"_L1))
        return ProxyScheme::Http;
    if (is("HTTPS"_L1))
        return ProxyScheme::Https;
    if (is("SOCKS5"_L1))
        return ProxyScheme::Socks5;
    if (is("SOCKS"_L1) || is("SOCKS4"_L1))
        return ProxyScheme::Socks4a;
    return std::nullopt;
}

int usualPort(ProxyScheme scheme)
{
    if (scheme == ProxyScheme::Http)
        return 80;
    return scheme == ProxyScheme::Https ? 443 : 1080;
}

} // namespace

std::optional<QList<PacEntry>> readPacResult(QStringView text)
{
    if (text.size() > longestPacResult)
        return std::nullopt;
    const bool odd = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x20 || c.unicode() > 0x7e || QStringView(u"<>/\\\"'`@?#").contains(c);
    });
    if (odd)
        return std::nullopt;
    QList<PacEntry> entries;
    const auto parts = text.split(u';');
    for (QStringView part : parts) {
        part = part.trimmed();
        if (part.isEmpty())
            continue;
        if (entries.size() == mostEntries)
            return std::nullopt;
        if (part.compare("DIRECT"_L1, Qt::CaseInsensitive) == 0) {
            entries.append(PacEntry{true, {}});
            continue;
        }
        const qsizetype blank = part.indexOf(u' ');
        const auto scheme = blank < 0 ? std::nullopt : schemeOf(part.first(blank));
        const QStringView address = blank < 0 ? QStringView() : part.sliced(blank).trimmed();
        QStringView port;
        if (!scheme || !startsWithHostPort(address, &port))
            return std::nullopt;
        PacEntry entry;
        entry.endpoint.scheme = *scheme;
        const qsizetype tail = port.isEmpty() ? 0 : port.size() + 1;
        entry.endpoint.host = address.chopped(tail).toString();
        if (entry.endpoint.host.startsWith(u'['))
            entry.endpoint.host = entry.endpoint.host.sliced(1, entry.endpoint.host.size() - 2);
        const uint number = port.isEmpty() ? uint(usualPort(*scheme)) : port.toUInt();
        if (number == 0 || number > 65535 || entry.endpoint.host.endsWith(u':'))
            return std::nullopt;
        entry.endpoint.port = quint16(number);
        entries.append(entry);
    }
    if (entries.isEmpty())
        return std::nullopt;
    return entries;
}

} // namespace pt
