// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NoProxy.h"

#include <array>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestList = 64 * 1024;

QString bareHost(const QString &host)
{
    QString bare = host.toLower();
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.sliced(1, bare.size() - 2);
    while (bare.endsWith(u'.'))
        bare.chop(1);
    return bare;
}

/// An address as 16 bytes, an IPv4 one mapped (RFC 4291 section 2.5.5.2). nullopt: it is a name.
std::optional<std::array<quint8, 16>> addressOf(QStringView text, bool *isV4)
{
    std::array<quint8, 16> bytes{};
    const auto readV4 = [](QStringView part, quint8 *out) {
        const auto numbers = part.split(u'.');
        if (numbers.size() != 4)
            return false;
        for (qsizetype i = 0; i < 4; ++i) {
            bool ok = false;
            const uint number = numbers.at(i).toUInt(&ok);
            if (!ok || number > 255 || numbers.at(i).size() > 3)
                return false;
            out[i] = quint8(number);
        }
        return true;
    };
    *isV4 = false;
    if (!text.contains(u':')) {
        if (!readV4(text, bytes.data() + 12))
            return std::nullopt;
        bytes[10] = bytes[11] = 0xff;
        *isV4 = true;
        return bytes;
    }
    const qsizetype gap = text.indexOf("::"_L1);
    const auto readGroups = [&](QStringView part, QList<quint8> *out) {
        if (part.isEmpty())
            return true;
        const auto groups = part.split(u':');
        for (qsizetype i = 0; i < groups.size(); ++i) {
            quint8 v4[4];
            if (i == groups.size() - 1 && groups.at(i).contains(u'.')) {
                if (!readV4(groups.at(i), v4))
                    return false;
                out->append({v4[0], v4[1], v4[2], v4[3]});
                continue;
            }
            bool ok = false;
            const uint number = groups.at(i).toUInt(&ok, 16);
            if (!ok || number > 0xffff || groups.at(i).size() > 4)
                return false;
            out->append({quint8(number >> 8), quint8(number & 0xff)});
        }
        return true;
    };
    QList<quint8> head;
    QList<quint8> tail;
    if (gap < 0) {
        if (!readGroups(text, &head) || head.size() != 16)
            return std::nullopt;
    } else if (!readGroups(text.first(gap), &head) || !readGroups(text.sliced(gap + 2), &tail)
               || head.size() + tail.size() > 14) {
        return std::nullopt;
    }
    std::copy(head.cbegin(), head.cend(), bytes.begin());
    std::copy(tail.cbegin(), tail.cend(), bytes.end() - tail.size());
    return bytes;
}

bool isInNet(const QString &host, QStringView net)
{
    const qsizetype slash = net.indexOf(u'/');
    bool hostV4 = false;
    bool netV4 = false;
    const auto address = addressOf(host, &hostV4);
    const auto base = addressOf(net.first(slash), &netV4);
    bool ok = false;
    uint bits = net.sliced(slash + 1).toUInt(&ok);
    if (!address || !base || hostV4 != netV4 || !ok || bits > (netV4 ? 32u : 128u))
        return false;
    if (netV4)
        bits += 96;
    for (uint bit = 0; bit < bits; ++bit) {
        const quint8 mask = quint8(0x80 >> (bit % 8));
        if ((address->at(bit / 8) & mask) != (base->at(bit / 8) & mask))
            return false;
    }
    return true;
}

bool isAddress(const QString &host)
{
    bool isV4 = false;
    return addressOf(host, &isV4).has_value();
}

bool matches(QStringView entry, const QString &host, int port, const NoProxyDialect &dialect)
{
    QString wanted = entry.toString().toLower();
    if (wanted.contains(u'/'))
        return dialect.cidr && isInNet(host, wanted);

    // A port behind a name, or behind an address in brackets.
    const qsizetype colon = wanted.lastIndexOf(u':');
    const bool bracketed = wanted.startsWith(u'[');
    if (colon > 0 && (wanted.count(u':') == 1 || (bracketed && wanted.at(colon - 1) == u']'))) {
        bool ok = false;
        const int number = wanted.sliced(colon + 1).toInt(&ok);
        if (!dialect.ports || !ok || number != port)
            return false;
        wanted.truncate(colon);
    }
    wanted = bareHost(wanted);
    if (wanted.isEmpty())
        return false;
    if (wanted == host)
        return true;
    if (isAddress(host))
        return false;
    if (wanted.startsWith("*."_L1))
        return dialect.starDot && host.endsWith(wanted.sliced(1));
    if (wanted.startsWith(u'*'))
        return dialect.starDot && dialect.partialLabels && host.endsWith(wanted.sliced(1));
    if (wanted.startsWith(u'.'))
        return host.endsWith(wanted) || (dialect.dotIsApex && host == wanted.sliced(1));
    if (dialect.partialLabels && host.endsWith(wanted))
        return true;
    return dialect.subdomains && host.endsWith(u'.' + wanted);
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    const QString bare = bareHost(host);
    return bare == "localhost"_L1 || bare.endsWith(".localhost"_L1) || bare == "::1"_L1
        || isInNet(bare, u"127.0.0.0/8");
}

std::optional<NoProxyMatch> noProxyMatch(QStringView list, const QUrl &target,
                                         const NoProxyDialect &dialect)
{
    const QString host = bareHost(target.host());
    const int port = target.port(target.scheme() == "https"_L1 ? 443 : 80);
    if (host.isEmpty())
        return std::nullopt;
    if (dialect.loopback && isLoopbackHost(host))
        return NoProxyMatch{host, -1};

    list = list.first(qMin(list.size(), longestList));
    using Star = NoProxyDialect::Star;
    if (dialect.star == Star::WholeList && list.trimmed() == "*"_L1)
        return NoProxyMatch{u"*"_s, list.indexOf(u'*')};
    qsizetype start = 0;
    for (qsizetype i = 0; i <= list.size(); ++i) {
        const bool ends = i == list.size() || list.at(i) == u',' || list.at(i) == u';'
            || (dialect.blanks && list.at(i).isSpace());
        if (!ends)
            continue;
        const QStringView entry = list.sliced(start, i - start);
        const bool all = dialect.star == Star::Anywhere && entry == "*"_L1;
        if (all || (!entry.isEmpty() && matches(entry, host, port, dialect)))
            return NoProxyMatch{entry.toString(), start};
        start = i + 1;
    }
    return std::nullopt;
}

} // namespace pt
