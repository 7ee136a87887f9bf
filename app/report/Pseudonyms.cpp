// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Pseudonyms.h"

#include "report/PublicWords.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

constexpr qsizetype longestText = 256 * 1024;

QString domainLetters(int number)
{
    QString letters;
    for (int rest = number; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(u'A' + (rest - 1) % 26));
    return letters;
}

QLatin1StringView prefixOf(PseudonymKind kind)
{
    switch (kind) {
    case PseudonymKind::User:
        return "user-"_L1;
    case PseudonymKind::Domain:
        return "domain-"_L1;
    case PseudonymKind::Host:
        return "host-"_L1;
    case PseudonymKind::Realm:
        return "realm-"_L1;
    case PseudonymKind::Name:
        return "name-"_L1;
    case PseudonymKind::Nonce:
        return "nonce-"_L1;
    case PseudonymKind::Opaque:
        return "opaque-"_L1;
    case PseudonymKind::Certificate:
        return "certificate-"_L1;
    }
    return "name-"_L1;
}

/// Names that belong to nobody, or that every computer has.
bool isPublicHost(const QString &folded)
{
    static const QSet<QString> names{u"example.com"_s,     u"example.net"_s,     u"example.org"_s,
                                     u"www.example.com"_s, u"www.example.org"_s, u"localhost"_s,
                                     u"wpad.dat"_s,        u"proxy.pac"_s,       u"index.html"_s};
    return names.contains(folded);
}

QList<int> octetsOf(const QString &text)
{
    const QStringList parts = text.split(u'.');
    QList<int> octets;
    for (const QString &part : parts) {
        bool ok = false;
        const int octet = part.toInt(&ok);
        if (!ok || part.size() > 3 || octet < 0 || octet > 255 || part.startsWith(u'+'))
            return {};
        octets.append(octet);
    }
    return octets.size() == 4 ? octets : QList<int>();
}

using Words6 = std::array<quint16, 8>;

std::optional<Words6> words6Of(const QString &text)
{
    if (text.size() < 2 || text.size() > 45 || text.count(u':') < 2 || text.contains(u":::"_s))
        return std::nullopt;
    const qsizetype gap = text.indexOf(u"::"_s);
    if (gap >= 0 && text.indexOf(u"::"_s, gap + 1) >= 0)
        return std::nullopt;
    const auto groups = [](const QString &part) -> std::optional<QList<quint16>> {
        QList<quint16> list;
        if (part.isEmpty())
            return list;
        const QStringList pieces = part.split(u':');
        for (const QString &piece : pieces) {
            if (piece == pieces.last() && piece.contains(u'.')) {
                const QList<int> octets = octetsOf(piece);
                if (octets.isEmpty())
                    return std::nullopt;
                list << quint16(octets[0] * 256 + octets[1])
                     << quint16(octets[2] * 256 + octets[3]);
                continue;
            }
            bool ok = false;
            const ushort group = piece.toUShort(&ok, 16);
            if (!ok || piece.size() > 4)
                return std::nullopt;
            list.append(group);
        }
        return list;
    };
    const auto before = groups(gap < 0 ? text : text.left(gap));
    const auto after = gap < 0 ? std::optional(QList<quint16>()) : groups(text.mid(gap + 2));
    if (!before || !after)
        return std::nullopt;
    const qsizetype count = before->size() + after->size();
    if (gap < 0 ? count != 8 : count > 7)
        return std::nullopt;
    Words6 result{};
    std::copy(before->cbegin(), before->cend(), result.begin());
    std::copy(after->cbegin(), after->cend(), result.end() - after->size());
    return result;
}

} // namespace

bool isIpv4(const QString &text)
{
    return !octetsOf(text).isEmpty();
}

bool isIpv6(const QString &text)
{
    return words6Of(text).has_value();
}

bool isPseudonym(const QString &text)
{
    static const QRegularExpression shape(u"\\A(?:(?:user|realm|name|nonce|opaque|certificate)-[1-"
                                          u"9]\\d{0,6}|host-[1-9]\\d{0,6}\\.example"
                                          u"|domain-[A-Z]{1,4})\\z"_s);
    return shape.match(text).hasMatch();
}

QString Pseudonyms::next(PseudonymKind kind)
{
    const int number = ++m_counter[int(kind)];
    if (kind == PseudonymKind::Domain)
        return u"domain-"_s + domainLetters(number);
    const QString name = prefixOf(kind) + QString::number(number);
    return kind == PseudonymKind::Host ? name + u".example"_s : name;
}

QString Pseudonyms::of(PseudonymKind kind, const QString &value)
{
    if (value.isEmpty() || (isPseudonym(value) && value.startsWith(prefixOf(kind))))
        return value;
    const bool exact = kind == PseudonymKind::Nonce || kind == PseudonymKind::Opaque;
    const QString folded = exact ? value : value.toCaseFolded();
    QHash<QString, QString> &known = m_known[int(kind)];
    const auto it = known.constFind(folded);
    if (it != known.cend())
        return *it;
    const QString name = next(kind);
    known.insert(folded, name);
    m_patternStale = true;
    return name;
}

QString Pseudonyms::address4(const QString &value)
{
    static const QSet<QString> wellKnown{u"8.8.8.8"_s, u"8.8.4.4"_s, u"1.1.1.1"_s, u"9.9.9.9"_s};
    const QList<int> o = octetsOf(value);
    if (o[0] == 127 || o[0] == 0 || o[0] == 255 || wellKnown.contains(value))
        return value;
    const bool linkLocal = o[0] == 169 && o[1] == 254;
    const bool isPrivate = o[0] == 10 || (o[0] == 172 && o[1] >= 16 && o[1] < 32)
        || (o[0] == 192 && o[1] == 168) || (o[0] == 100 && o[1] >= 64 && o[1] < 128);
    const auto it = m_addresses.constFind(value);
    if (it != m_addresses.cend())
        return *it;

    const QString net = value.left(value.lastIndexOf(u'.') + 1);
    QString standIn = m_nets.value(net);
    if (standIn.isEmpty()) {
        if (linkLocal) {
            standIn = u"169.254.%1."_s.arg(++m_netCounter[2]);
        } else if (isPrivate) {
            const int number = ++m_netCounter[0];
            standIn = u"10.%1.%2."_s.arg(number / 250).arg(number % 250);
        } else {
            // Addresses for documentation (RFC 5737), then those for benchmarks (RFC 2544).
            const int number = m_netCounter[1]++;
            static constexpr const char *documentation[]
                = {"192.0.2.", "198.51.100.", "203.0.113."};
            standIn = number < 3 ? QString::fromLatin1(documentation[number])
                                 : u"198.%1.%2."_s.arg(18 + number / 250 % 2).arg(number % 250);
        }
        m_nets.insert(net, standIn);
    }
    const QString address = standIn + QString::number(1 + m_netHosts[standIn]++ % 254);
    m_addresses.insert(value, address);
    return address;
}

QString Pseudonyms::address6(const QString &value)
{
    const Words6 w = *words6Of(value);
    const bool zeroes
        = std::all_of(w.begin(), w.begin() + 7, [](quint16 word) { return word == 0; });
    if (zeroes && w[7] <= 1)
        return value;
    QString key;
    QString net;
    for (int i = 0; i < 8; ++i) {
        key += QString::number(w[std::size_t(i)], 16) + u':';
        if (i == 3)
            net = key;
    }
    const auto it = m_addresses.constFind(key);
    if (it != m_addresses.cend())
        return *it;
    QString standIn = m_nets.value(net);
    if (standIn.isEmpty()) {
        const int number = ++m_netCounter[3];
        if ((w[0] & 0xFFC0) == 0xFE80)
            standIn = u"fe80::"_s;
        else if ((w[0] & 0xFE00) == 0xFC00)
            standIn = u"fd00:0:0:%1::"_s.arg(number, 0, 16);
        else
            standIn = u"2001:db8:0:%1::"_s.arg(number, 0, 16);
        m_nets.insert(net, standIn);
    }
    const QString address = standIn + QString::number(++m_netHosts[standIn], 16);
    m_addresses.insert(key, address);
    return address;
}

QString Pseudonyms::host(const QString &value)
{
    if (value.isEmpty())
        return value;
    if (value.startsWith(u'[') && value.endsWith(u']'))
        return u'[' + host(value.mid(1, value.size() - 2)) + u']';
    const QString withoutZone = value.section(u'%', 0, 0);
    if (isIpv6(withoutZone))
        return address6(withoutZone);
    if (isIpv4(value))
        return address4(value);
    const bool absolute = value.size() > 1 && value.endsWith(u'.');
    const QString name = absolute ? value.chopped(1) : value;
    if (isPublicHost(name.toCaseFolded()))
        return value;
    return of(PseudonymKind::Host, name);
}

QString Pseudonyms::authority(const QString &value)
{
    static const QRegularExpression shape(
        u"\\A(?<host>\\[[^\\]]*\\]|[^:\\[\\]]*|[^\\[\\]]*:[^\\[\\]]*:[^\\[\\]]*)(?<port>:\\d{0,5})?\\z"_s);
    if (isIpv6(value))
        return host(value);
    const QRegularExpressionMatch match = shape.match(value);
    if (!match.hasMatch())
        return value.isEmpty() ? value : host(value);
    return host(match.captured(u"host"_s)) + match.captured(u"port"_s);
}

QString Pseudonyms::user(const QString &value)
{
    const qsizetype backslash = value.indexOf(u'\\');
    if (backslash > 0 && backslash + 1 < value.size()) {
        return of(PseudonymKind::Domain, value.left(backslash)) + u'\\'
            + of(PseudonymKind::User, value.mid(backslash + 1));
    }
    const qsizetype at = value.lastIndexOf(u'@');
    if (at > 0 && at + 1 < value.size()) {
        return of(PseudonymKind::User, value.left(at)) + u'@'
            + of(PseudonymKind::Domain, value.mid(at + 1));
    }
    return of(PseudonymKind::User, value);
}

QString Pseudonyms::service(const QString &value)
{
    static const QRegularExpression shape(
        u"\\A(?<class>[A-Za-z]{1,12})(?<mark>[@/])(?<host>[^@/]+)(?<instance>/[^@]*)?"
        u"(?:@(?<realm>.*))?\\z"_s,
        QRegularExpression::DotMatchesEverythingOption);
    if (value.isEmpty() || value == u"withheld"_s)
        return value;
    const QRegularExpressionMatch match = shape.match(value);
    if (!match.hasMatch() || !match.captured(u"instance"_s).isEmpty()
        || match.captured(u"class"_s) != u"HTTP"_s)
        return u"withheld"_s;
    QString result = match.captured(u"class"_s) + match.captured(u"mark"_s)
        + host(match.captured(u"host"_s));
    if (match.hasCaptured(u"realm"_s))
        result += u'@' + of(PseudonymKind::Domain, match.captured(u"realm"_s));
    return result;
}

QString Pseudonyms::url(const QString &value)
{
    static const QRegularExpression shape(
        u"\\A(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,15}):)?(?<slashes>//)?(?<authority>[^/?#]*)"
        u"(?<path>[^?#]*)(?<query>\\?[^#]*)?(?<fragment>#.*)?\\z"_s,
        QRegularExpression::DotMatchesEverythingOption);
    if (value.isEmpty() || value == u"withheld"_s)
        return value;
    const QRegularExpressionMatch match = shape.match(value);
    if (!match.hasMatch())
        return u"withheld"_s;
    QString authorityPart = match.captured(u"authority"_s);
    QString path = match.captured(u"path"_s);
    QString result;
    if (!match.captured(u"slashes"_s).isEmpty()) {
        const QString scheme = match.captured(u"scheme"_s);
        static const QSet<QString> schemes{u"http"_s,  u"https"_s,  u"ftp"_s,    u"file"_s,
                                           u"ws"_s,    u"wss"_s,    u"socks5"_s, u"socks4a"_s,
                                           u"socks"_s, u"socks4"_s, u"socks5h"_s};
        if (!scheme.isEmpty())
            result = (schemes.contains(scheme.toLower()) ? scheme : u"other"_s) + u':';
        const qsizetype at = authorityPart.lastIndexOf(u'@');
        result += at < 0 ? u"//"_s : u"//***@"_s;
        result += authority(authorityPart.mid(at + 1));
    } else if (authorityPart.isEmpty() && match.captured(u"scheme"_s).isEmpty()) {
        // A path alone, as in Location or in a request inside the tunnel.
    } else {
        // host:port, or something that is no URL; never a path that could be told apart safely.
        static const QRegularExpression hostPort(u"\\A[^:/@]+:\\d{1,5}\\z"_s);
        if (hostPort.match(value).hasMatch() || isIpv4(value) || isIpv6(value))
            return authority(value);
        return value.contains(u'/') || value.contains(u'?') || value.contains(u'@') ? u"withheld"_s
                                                                                    : host(value);
    }
    static const QSet<QString> keptSegments{u""_s, u"p"_s, u"wpad.dat"_s, u"proxy.pac"_s};
    const QStringList segments = path.split(u'/');
    QStringList standIns;
    for (const QString &segment : segments.mid(0, 64)) {
        if (keptSegments.contains(segment))
            standIns.append(segment);
        else
            standIns.append(segment.endsWith(u".pac"_s) ? u"proxy.pac"_s : u"p"_s);
    }
    result += standIns.join(u'/');
    if (!match.captured(u"query"_s).isEmpty())
        result += u"?withheld"_s;
    if (!match.captured(u"fragment"_s).isEmpty())
        result += u"#withheld"_s;
    return result;
}

QString Pseudonyms::hostList(const QString &value)
{
    static const QRegularExpression separators(u"[\\s,;|]+"_s);
    QString result;
    qsizetype done = 0;
    const auto one = [this](const QString &item) -> QString {
        if (item.isEmpty() || item == u"*"_s)
            return item;
        const QString star = item.startsWith(u"*."_s) ? u"*."_s
            : item.startsWith(u'.')                   ? u"."_s
                                                      : QString();
        const QString rest = item.mid(star.size());
        const qsizetype slash = rest.indexOf(u'/');
        if (slash > 0 && (isIpv4(rest.left(slash)) || isIpv6(rest.left(slash)))) {
            bool ok = false;
            const int bits = rest.mid(slash + 1).toInt(&ok);
            return star + host(rest.left(slash))
                + (ok ? u'/' + QString::number(bits) : u"/withheld"_s);
        }
        if (rest.contains(u"://"_s))
            return star + url(rest);
        return star + authority(rest);
    };
    for (auto it = separators.globalMatch(value); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += one(value.mid(done, match.capturedStart() - done)) + match.captured();
        done = match.capturedEnd();
    }
    return result + one(value.mid(done));
}

const QRegularExpression &Pseudonyms::pattern()
{
    if (!m_patternStale)
        return m_pattern;
    QStringList known;
    for (const auto kind : {PseudonymKind::User, PseudonymKind::Domain, PseudonymKind::Host}) {
        const QStringList originals = m_known[int(kind)].keys();
        for (const QString &original : originals) {
            // A word that everybody uses says nothing about anybody, and replacing it would make
            // the rest unreadable; where it stands for a user or host by its place, it was replaced
            // there.
            if (!isPublicWord(original))
                known.append(original);
        }
    }
    std::sort(known.begin(), known.end(), [](const QString &a, const QString &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    QStringList alternatives;
    for (const QString &original : std::as_const(known)) {
        // Short names only as whole words: "al" must not be found in "algorithm".
        const QString escaped = QRegularExpression::escape(original);
        alternatives.append(original.size() < 6 ? u"(?<![^\\W_])"_s + escaped + u"(?![^\\W_])"_s
                                                : escaped);
    }
    const QString names = alternatives.isEmpty() ? u"(?!)"_s : alternatives.join(u'|');
    // Each alternative takes a bounded number of steps for a character, so hostile text costs no
    // more.
    m_pattern.setPattern(
        u"(?<pseudonym>\\b(?:(?:user|realm|name|nonce|opaque|certificate)-[1-9]\\d{0,6}\\b"
        u"|host-[1-9]\\d{0,6}\\.example\\b|domain-[A-Z]{1,4}\\b))"
        u"|(?<six>(?<![\\w:])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:.]{2,45}+(?![\\w:]))"
        u"|(?<four>(?<![\\w.])\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?![\\w]|\\.\\d))"
        u"|(?<dotted>(?<![\\w-])(?:[\\w-]{1,255}+\\.){1,20}[^\\W\\d_][\\w-]{1,255}+)"
        u"|(?<known>"_s
        + names + u')');
    m_pattern.setPatternOptions(QRegularExpression::CaseInsensitiveOption
                                | QRegularExpression::UseUnicodePropertiesOption);
    m_patternStale = false;
    return m_pattern;
}

QString Pseudonyms::swept(const QString &given)
{
    // A lone surrogate, or a text without measure, would end the matching before the end.
    const QString text = QString::fromUtf8(given.left(longestText).toUtf8());
    const auto knownFor = [this](const QString &original) {
        const QString folded = original.toCaseFolded();
        for (const auto kind : {PseudonymKind::User, PseudonymKind::Domain, PseudonymKind::Host}) {
            const auto it = m_known[int(kind)].constFind(folded);
            if (it != m_known[int(kind)].cend())
                return *it;
        }
        return QString();
    };
    QString result;
    qsizetype done = 0;
    const QRegularExpression current = pattern();
    for (auto it = current.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString found = match.captured();
        result += QStringView(text).sliced(done, match.capturedStart() - done);
        done = match.capturedEnd();
        if (match.hasCaptured(u"pseudonym"_s)) {
            result += found;
        } else if (match.hasCaptured(u"six"_s)) {
            result += isIpv6(found) ? address6(found) : found;
        } else if (match.hasCaptured(u"four"_s)) {
            result += isIpv4(found) ? address4(found) : found;
        } else {
            const QString known = knownFor(found);
            const QString standIn = known.isEmpty() ? host(found) : known;
            // A stand-in that grew together with its neighbours would be read as another name.
            const auto joins
                = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; };
            if (standIn != found && !result.isEmpty() && joins(result.back()))
                result += u'|';
            result += standIn;
            if (standIn != found && done < text.size() && joins(text.at(done))
                && text.at(done) != u'-')
                result += u'|';
        }
    }
    result += QStringView(text).sliced(done);
    return result;
}

} // namespace pt
