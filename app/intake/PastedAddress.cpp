// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/PastedAddress.h"

#include "intake/FieldProblems.h"
#include "protocol/UserInfo.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 4096;
constexpr QLatin1StringView stars = "***"_L1;

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Spaces, line ends, quotes and what is not seen: comes along with a paste, and never begins or ends an address.
bool isWrapping(QChar c)
{
    return c.isSpace() || c == u'"' || c == u'\'' || c == u'`' || c == u'<' || c == u'>'
        || findInvisible(QStringView(&c, 1)) >= 0;
}

bool isHidden(QChar c)
{
    return c != u' ' && findInvisible(QStringView(&c, 1)) >= 0;
}

std::optional<ProxyScheme> schemeOf(const QString &name)
{
    static const QMap<QString, ProxyScheme> known{
        {u"http"_s, ProxyScheme::Http},      {u"https"_s, ProxyScheme::Https},
        {u"socks5"_s, ProxyScheme::Socks5},  {u"socks5h"_s, ProxyScheme::Socks5},
        {u"socks"_s, ProxyScheme::Socks5},   {u"socks4"_s, ProxyScheme::Socks4a},
        {u"socks4a"_s, ProxyScheme::Socks4a}};
    const auto it = known.find(name.toLower());
    return it == known.end() ? std::nullopt : std::optional(*it);
}

/// RFC 4291 section 2.2; a zone may follow "%".
bool isIpv6(QStringView text)
{
    const qsizetype zone = text.indexOf(u'%');
    if (zone >= 0)
        text = text.first(zone);
    if (text.size() < 2 || text.size() > 45)
        return false;
    int groups = 0;
    bool gap = false;
    qsizetype i = 0;
    if (text.startsWith("::"_L1)) {
        gap = true;
        i = 2;
    } else if (text.startsWith(u':')) {
        return false;
    }
    while (i < text.size()) {
        qsizetype end = i;
        while (end < text.size() && isHexDigit(text[end]))
            ++end;
        if (end < text.size() && text[end] == u'.') {
            static const QRegularExpression dotted(u"^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$"_s);
            groups += 2;
            return dotted.match(text.sliced(i).toString()).hasMatch() && (gap ? groups < 8 : groups == 8);
        }
        if (end == i || end - i > 4)
            return false;
        ++groups;
        i = end;
        if (i == text.size())
            break;
        if (text[i] != u':')
            return false;
        ++i;
        if (i < text.size() && text[i] == u':') {
            if (gap)
                return false;
            gap = true;
            ++i;
        } else if (i == text.size()) {
            return false;
        }
    }
    return gap ? groups < 8 : groups == 8;
}

std::optional<quint16> portOf(QStringView digits)
{
    if (digits.isEmpty() || digits.size() > 5
        || !std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return std::nullopt;
    const uint value = digits.toUInt();
    return value >= 1 && value <= 65535 ? std::optional(quint16(value)) : std::nullopt;
}

QString percentDecoded(QStringView text)
{
    QByteArray bytes;
    const QByteArray utf8 = text.toUtf8();
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        if (utf8[i] == '%' && i + 2 < utf8.size() && isHexDigit(QLatin1Char(utf8[i + 1]))
            && isHexDigit(QLatin1Char(utf8[i + 2]))) {
            bytes.append(char(utf8.mid(i + 1, 2).toInt(nullptr, 16)));
            i += 2;
        } else {
            bytes.append(utf8[i]);
        }
    }
    QString decoded = bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
    wipeMemory(bytes.data(), bytes.size());
    return decoded;
}

/// The part of a pasted text that is the address, and what the words around it say.
struct Located
{
    qsizetype start = 0;
    qsizetype length = 0;
    std::optional<ProxyScheme> scheme; ///< said outside the address
};

Located located(QStringView text)
{
    Located found;
    const auto trim = [&] {
        while (found.length > 0 && isWrapping(text[found.start])) {
            ++found.start;
            --found.length;
        }
        while (found.length > 0 && isWrapping(text[found.start + found.length - 1]))
            --found.length;
    };
    const auto take = [&](const QRegularExpressionMatch &match, int group) {
        found.length = match.capturedLength(group);
        found.start += match.capturedStart(group);
        trim();
    };
    const auto current = [&] { return text.sliced(found.start, found.length).toString(); };
    found.length = text.size();
    trim();

    // What a PAC file answers.
    static const QRegularExpression pac(u"^(PROXY|HTTPS?|SOCKS[45]?)[ \\t]+([^;\\s]+)[ \\t]*(?:;.*)?$"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = pac.match(current()); match.hasMatch()) {
        const QString word = match.captured(1).toUpper();
        found.scheme = word == u"HTTPS"_s ? ProxyScheme::Https
            : word == u"SOCKS5"_s         ? ProxyScheme::Socks5
            : word.startsWith(u"SOCKS"_s) ? ProxyScheme::Socks4a
                                          : ProxyScheme::Http;
        take(match, 2);
        return found;
    }
    // The Windows settings: one proxy for each kind of URL.
    static const QRegularExpression windows(u"^(?:(?:https?|ftp|socks)=[^;]*;?)+$"_s);
    if (windows.match(current()).hasMatch()) {
        const QString list = current();
        for (const QString &kind : {u"http"_s, u"https"_s, u"socks"_s, u"ftp"_s}) {
            const QRegularExpression entry(u"(?:^|;)"_s + kind + u"=([^;]+)"_s);
            if (const auto match = entry.match(list); match.hasMatch()) {
                if (kind == u"socks"_s)
                    found.scheme = ProxyScheme::Socks4a;
                take(match, 1);
                return found;
            }
        }
        return found;
    }
    // A line of a shell or a configuration file, or an option on a command line.
    static const QRegularExpression assignment(
        u"(?:^|[\\s;])(?:\\$env:)?(?:[a-z.]*[_-]?proxy(?:\\s*=\\s*|\\s*:\\s+)|acquire::https?::proxy\\s+)(?=\\S)(.+)$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression option(u"(?:^|\\s)(?:--?proxy(?:-server)?|-x)(?:=|\\s+)(.+)$"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    for (const QRegularExpression *form : {&option, &assignment}) {
        const QString whole = current();
        const auto match = form->match(whole);
        if (!match.hasMatch())
            continue;
        // Inside an address "proxy" is just a name.
        const qsizetype mark = whole.indexOf("://"_L1);
        if (mark >= 0 && mark < match.capturedStart(1))
            continue;
        take(match, 1);
        // The rest of the line belongs to it only if there is no address without it.
        const QStringView value = text.sliced(found.start, found.length);
        const auto blank = std::find_if(value.begin(), value.end(), [](QChar c) {
            return c.isSpace() || c == u';' || c == u'"' || c == u'\'';
        });
        const QStringView word = value.first(blank - value.begin());
        if (word.size() < value.size()
            && (findUserInfo(word) || startsWithHostPort(word.sliced(schemeEnd(word)))))
            found.length = word.size();
        trim();
        break;
    }
    return found;
}

/// One reading of one text.
class Reading
{
public:
    explicit Reading(const QString &text) : m_text(text) { }

    PastedAddress run()
    {
        if (m_text.size() > longestText) {
            m_out.given = maskedUrlText(m_text.left(longestText));
            unparsable(u"too-long"_s, -1, 0);
            return std::move(m_out);
        }
        const Located where = located(m_text);
        m_base = where.start;
        m_end = where.start + where.length;
        m_passwordStart = m_passwordEnd = m_end;
        if (where.scheme) {
            m_out.endpoint.scheme = *where.scheme;
            m_out.schemeGiven = true;
        }
        const QStringView address = QStringView(m_text).sliced(m_base, m_end - m_base);
        qsizetype rest = 0;
        QString badScheme;
        // "http:/host" and "http:\\host" are slips of the same thing.
        static const QRegularExpression scheme(u"^([a-z][a-z0-9+.-]*):(?:/+|\\\\{2})"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        if (const auto match = scheme.match(address.toString()); match.hasMatch()) {
            rest = match.capturedLength();
            if (const auto known = schemeOf(match.captured(1))) {
                m_out.endpoint.scheme = *known;
                m_out.schemeGiven = true;
            } else {
                badScheme = match.captured(1).toLower();
            }
        } else if (address.startsWith("//"_L1)) {
            rest = 2;
        }
        m_rest = m_base + rest;
        const QStringView body = address.sliced(rest);
        readUserInfo(body);
        makeGiven();
        notePaste();

        if (!badScheme.isEmpty()) {
            if (badScheme == u"file"_s && looksLikePac(body)) {
                note(InputProblemKind::PacUrl, m_base, m_end - m_base);
            } else {
                unparsable(u"scheme"_s, m_base, badScheme.size());
                m_out.problems.last().params.insert(u"scheme"_s, badScheme);
            }
            return std::move(m_out);
        }
        readHostPort(QStringView(m_text).sliced(m_hostStart, m_end - m_hostStart));
        noteUserInfo();
        return std::move(m_out);
    }

private:
    /// From a position in the text to one in `given`.
    qsizetype shown(qsizetype position) const
    {
        qsizetype at = m_shownBase + (position - m_base);
        if (position > m_passwordStart && m_passwordEnd > m_passwordStart) {
            if (position < m_passwordEnd)
                at = m_shownBase + (m_passwordStart - m_base);
            else
                at += stars.size() - (m_passwordEnd - m_passwordStart);
        }
        return at;
    }
    bool inPassword(qsizetype position) const { return position >= m_passwordStart && position < m_passwordEnd; }

    InputProblem &note(InputProblemKind kind, qsizetype position, qsizetype length)
    {
        InputProblem problem;
        problem.kind = kind;
        problem.field = u"url"_s;
        if (position >= 0) {
            problem.position = position < m_base || position >= m_end ? -1 : shown(position);
            problem.length = inPassword(position) ? stars.size() : length;
        }
        m_out.problems.append(problem);
        return m_out.problems.last();
    }

    void unparsable(const QString &reason, qsizetype position, qsizetype length)
    {
        note(InputProblemKind::Unparsable, position, length).params.insert(u"reason"_s, reason);
    }

    void readUserInfo(QStringView body)
    {
        m_hostStart = m_rest;
        // A scheme inside the rest would be taken for the address's own.
        if (schemeEnd(body) > 0)
            return;
        const std::optional<UserInfoSpan> found = findUserInfo(body);
        if (!found)
            return;
        m_out.hasUserInfo = true;
        m_at = m_rest + found->at;
        m_hostStart = m_at + 1;
        m_userEnd = found->colon < 0 ? m_at : m_rest + found->colon;
        const QStringView all = m_text;
        m_out.credentials.user = percentDecoded(all.sliced(m_rest, m_userEnd - m_rest));
        if (found->colon >= 0) {
            m_passwordStart = m_userEnd + 1;
            m_passwordEnd = m_at;
            m_out.credentials.password = Secret::takeText(
                percentDecoded(all.sliced(m_passwordStart, m_passwordEnd - m_passwordStart)));
        }
    }

    void makeGiven()
    {
        const QString before = maskedUrlText(m_text.left(m_base));
        m_shownBase = before.size();
        m_out.given = before;
        if (m_passwordEnd > m_passwordStart) {
            m_out.given += QStringView(m_text).sliced(m_base, m_passwordStart - m_base);
            m_out.given += stars;
            m_out.given += QStringView(m_text).sliced(m_passwordEnd, m_end - m_passwordEnd);
        } else {
            m_out.given += QStringView(m_text).sliced(m_base, m_end - m_base);
        }
        m_out.given += maskedUrlText(m_text.mid(m_end));
    }

    /// What came along at the ends of the text.
    void notePaste()
    {
        const auto check = [&](qsizetype from, qsizetype to, bool before) {
            for (qsizetype i = from; i < to; ++i) {
                const QChar c = m_text[i];
                if (!c.isSpace() && findInvisible(QStringView(&c, 1)) < 0)
                    continue;
                InputProblem &problem = note(InputProblemKind::InvisibleCharacter, -1, 1);
                problem.position = before ? i : m_out.given.size() - (m_text.size() - i);
                problem.length = 1;
                problem.params.insert(u"character"_s, codePointName(c.unicode()));
                return;
            }
        };
        // Only what touches the ends: the words of a command are not part of what was meant.
        qsizetype lead = 0;
        while (lead < m_base && isWrapping(m_text[lead]))
            ++lead;
        check(0, lead, true);
        qsizetype tail = m_text.size();
        while (tail > m_end && isWrapping(m_text[tail - 1]))
            --tail;
        check(tail, m_text.size(), false);
    }

    static bool looksLikePac(QStringView text)
    {
        const auto end = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'?' || c == u'#'; });
        const QStringView path = text.first(end - text.begin());
        return path.endsWith(".pac"_L1, Qt::CaseInsensitive) || path.endsWith("wpad.dat"_L1, Qt::CaseInsensitive);
    }

    void readHostPort(QStringView text)
    {
        const auto pathStart = std::find_if(text.begin(), text.end(), [](QChar c) {
            return c == u'/' || c == u'?' || c == u'#' || c == u'\\';
        });
        QStringView authority = text.first(pathStart - text.begin());
        const QStringView path = text.sliced(authority.size());
        const qsizetype pathAt = m_hostStart + authority.size();

        qsizetype portAt = -1; // in authority
        QString host;
        if (authority.startsWith(u'[')) {
            const qsizetype close = authority.indexOf(u']');
            if (close < 0 || !isIpv6(authority.sliced(1, close - 1))) {
                unparsable(u"bracket"_s, m_hostStart, authority.size());
                return;
            }
            host = authority.sliced(1, close - 1).toString();
            if (close + 1 < authority.size()) {
                if (authority[close + 1] != u':') {
                    unparsable(u"bracket"_s, m_hostStart + close + 1, 1);
                    return;
                }
                portAt = close + 2;
            }
        } else if (authority.count(u':') >= 2) {
            const qsizetype last = authority.lastIndexOf(u':');
            const bool alone = isIpv6(authority);
            const bool withPort = isIpv6(authority.first(last)) && portOf(authority.sliced(last + 1));
            if (!alone && !withPort) {
                unparsable(u"colons"_s, m_hostStart, authority.size());
                return;
            }
            host = (alone ? authority : authority.first(last)).toString();
            if (!alone) {
                portAt = last + 1;
            } else if (withPort) {
                // 2001:db8::1:8080 is an address, and may be meant as one with a port.
                m_otherHost = authority.first(last).toString();
                m_otherPort = authority.sliced(last + 1).toString();
            }
        } else {
            const qsizetype colon = authority.indexOf(u':');
            host = (colon < 0 ? authority : authority.first(colon)).toString();
            if (colon >= 0)
                portAt = colon + 1;
        }

        if (!takeHost(host))
            return;
        if (portAt >= 0 && portAt < authority.size()) {
            const QStringView digits = authority.sliced(portAt);
            if (const auto port = portOf(digits)) {
                m_out.endpoint.port = *port;
                m_out.portGiven = true;
            } else {
                const bool number = std::all_of(digits.begin(), digits.end(),
                                                [](QChar c) { return c >= u'0' && c <= u'9'; });
                unparsable(number ? u"port-out-of-range"_s : u"port-not-a-number"_s, m_hostStart + portAt, digits.size());
                m_out.problems.last().params.insert(u"port"_s, digits.left(20).toString());
                return;
            }
        }
        const bool bareRoot = path.isEmpty() || path == u"/";
        if (!bareRoot && (looksLikePac(text) || (m_out.schemeGiven && !m_out.portGiven && !m_out.hasUserInfo
                                                 && (m_out.endpoint.scheme == ProxyScheme::Http
                                                     || m_out.endpoint.scheme == ProxyScheme::Https)))) {
            note(InputProblemKind::PacUrl, m_base, m_end - m_base);
            return;
        }
        if (!bareRoot)
            note(InputProblemKind::PathIgnored, pathAt, path.size());
        if (!m_out.portGiven) {
            InputProblem &problem = note(InputProblemKind::PortMissing, -1, 0);
            if (!m_otherHost.isEmpty()) {
                problem.params.insert(u"otherHost"_s, m_otherHost);
                problem.params.insert(u"otherPort"_s, m_otherPort);
            }
        }
    }

    bool takeHost(const QString &host)
    {
        QString kept;
        qsizetype noted = -1;
        for (qsizetype i = 0; i < host.size(); ++i) {
            const QChar c = host[i];
            if (isHidden(c)) {
                if (std::exchange(noted, i) < 0) {
                    note(InputProblemKind::InvisibleCharacter, m_hostStart + i, 1)
                        .params.insert(u"character"_s, codePointName(c.unicode()));
                }
                continue;
            }
            const bool ipv6 = c == u':' || (c == u'%' && host.contains(u':'));
            const bool name = c.unicode() >= 0x80
                ? c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == QChar(0x3002)
                : c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_';
            if (!name && !ipv6) {
                unparsable(u"host"_s, m_hostStart + i, 1);
                m_out.problems.last().params.insert(u"character"_s, QString(c));
                return false;
            }
            kept.append(c);
        }
        if (kept.isEmpty() || kept == u"." || kept.startsWith(u'.') || kept.contains(".."_L1)) {
            unparsable(u"no-host"_s, m_hostStart < m_end ? m_hostStart : -1, host.size());
            return false;
        }
        m_out.endpoint.host = kept.toLower();
        return true;
    }

    /// The faults inside user and password, and what RFC 3986 makes of the whole.
    void noteUserInfo()
    {
        if (!m_out.hasUserInfo)
            return;
        const qsizetype firstSplit = findSplit();
        bool correct = firstSplit >= 0;
        readAsParser(firstSplit);

        const QList<InputProblem> before = std::exchange(m_out.problems, {});
        notePart(m_rest, m_userEnd, u"user"_s, correct);
        notePart(m_passwordStart, m_passwordEnd, u"password"_s, correct);
        if (correct && !m_out.endpoint.host.isEmpty())
            m_out.correctedMasked = corrected();
        for (InputProblem &problem : m_out.problems) {
            if (problem.kind != InputProblemKind::ReservedCharacter && problem.kind != InputProblemKind::MalformedEscape)
                continue;
            if (!m_out.correctedMasked.isEmpty())
                problem.params.insert(u"encoded"_s, m_out.correctedMasked);
            problem.params.insert(u"meantHost"_s, m_out.endpoint.host);
            if (m_out.parserReads) {
                problem.params.insert(u"readHost"_s, m_out.parserReads->host);
                problem.params.insert(u"readPort"_s,
                                      m_out.parserReads->port ? QString::number(m_out.parserReads->port) : QString());
            }
        }
        m_out.problems.append(before);
    }

    static bool endsAuthority(QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u'\\' || c.isSpace(); }

    /// The first character in user or password at which a parser splits.
    qsizetype findSplit() const
    {
        for (qsizetype i = m_rest; i < m_at; ++i) {
            const QChar c = m_text[i];
            // "[" begins an IPv6 literal to a parser, wherever the authority's host may begin.
            if (endsAuthority(c) || c == u'@' || c == u'[' || c == u']')
                return i;
        }
        return -1;
    }

    /// RFC 3986 section 3.2: the authority ends at the first "/", "?" or "#" ("\" counts as "/" in browsers and
    /// Node), the userinfo at its first "@", as that character cannot be part of it. A piece of the
    /// password is never told: it stands as "***".
    void readAsParser(qsizetype split)
    {
        if (split < 0)
            return;
        m_out.splitAt = shown(split);
        const QStringView all = m_text;
        const auto stop = std::find_if(all.begin() + m_rest, all.begin() + m_end, endsAuthority);
        const qsizetype end = stop - all.begin();
        const qsizetype at = all.sliced(m_rest, end - m_rest).indexOf(u'@');
        const qsizetype hostStart = at < 0 ? m_rest : m_rest + at + 1;
        const qsizetype colon = all.sliced(hostStart, end - hostStart).indexOf(u':');
        const qsizetype hostEnd = colon < 0 ? end : hostStart + colon;
        ProxyEndpoint read;
        read.scheme = m_out.endpoint.scheme;
        const bool secret = hostEnd > m_passwordStart && hostStart < m_passwordEnd;
        read.host = secret ? QString(stars) : all.sliced(hostStart, hostEnd - hostStart).toString().toLower();
        if (colon >= 0 && hostEnd + 1 >= m_passwordEnd)
            read.port = portOf(all.sliced(hostEnd + 1, end - hostEnd - 1)).value_or(quint16(0));
        if (read.host != m_out.endpoint.host || read.port != m_out.endpoint.port)
            m_out.parserReads = read;
    }

    void notePart(qsizetype start, qsizetype end, const QString &part, bool &correct)
    {
        QString told;
        bool malformed = false;
        bool twice = false;
        bool invisible = false;
        for (qsizetype i = start; i < end; ++i) {
            const QChar c = m_text[i];
            const auto escapeAt = [&](qsizetype k) {
                return k + 2 < end && m_text[k] == u'%' && isHexDigit(m_text[k + 1]) && isHexDigit(m_text[k + 2]);
            };
            if (c == u'%') {
                if (!escapeAt(i)) {
                    correct = true;
                    if (!std::exchange(malformed, true))
                        note(InputProblemKind::MalformedEscape, i, 1).params.insert(u"part"_s, part);
                } else if (m_text[i + 1] == u'2' && m_text[i + 2] == u'5' && i + 4 < end && isHexDigit(m_text[i + 3])
                           && isHexDigit(m_text[i + 4]) && !std::exchange(twice, true)) {
                    InputProblem &problem = note(InputProblemKind::EncodedTwice, i, 5);
                    problem.params.insert(u"part"_s, part);
                    if (part == u"user"_s)
                        problem.params.insert(u"escape"_s, m_text.mid(i, 5));
                }
                continue;
            }
            if (isHidden(c)) {
                correct = true;
                if (!std::exchange(invisible, true)) {
                    InputProblem &problem = note(InputProblemKind::InvisibleCharacter, i, 1);
                    problem.params.insert(u"part"_s, part);
                    problem.params.insert(u"character"_s, codePointName(c.unicode()));
                }
                continue;
            }
            static constexpr QStringView reserved = u"@/?#[]\\";
            if ((reserved.contains(c) || c == u' ') && !told.contains(c)) {
                told.append(c);
                correct = true;
                InputProblem &problem = note(InputProblemKind::ReservedCharacter, i, 1);
                problem.params.insert(u"part"_s, part);
                problem.params.insert(u"character"_s, c == u' ' ? codePointName(c.unicode()) : QString(c));
            }
        }
    }

    QString corrected() const
    {
        const QString user = QString::fromLatin1(QUrl::toPercentEncoding(m_out.credentials.user));
        return toString(m_out.endpoint.scheme) + u"://"_s + user
            + (m_out.credentials.password ? u":***"_s : QString()) + u'@' + m_out.endpoint.authority();
    }

    const QString m_text;
    PastedAddress m_out;
    qsizetype m_base = 0; ///< the address in m_text
    qsizetype m_end = 0;
    qsizetype m_rest = 0; ///< behind the scheme
    qsizetype m_userEnd = 0;
    qsizetype m_passwordStart = 0; ///< both m_end where there is none
    qsizetype m_passwordEnd = 0;
    qsizetype m_at = 0;
    qsizetype m_hostStart = 0;
    qsizetype m_shownBase = 0; ///< where the address begins in `given`
    QString m_otherHost;
    QString m_otherPort;
};

} // namespace

PastedAddress readPastedAddress(const QString &text)
{
    return Reading(text).run();
}

Secret encodedProxyUrl(const ProxyEndpoint &endpoint, const Credentials &credentials)
{
    QByteArray before = toString(endpoint.scheme).toUtf8() + "://";
    const QByteArray after = endpoint.authority().toUtf8();
    const QString login = credentials.domain.isEmpty() ? credentials.user
                                                       : credentials.domain + u'\\' + credentials.user;
    before += QUrl::toPercentEncoding(login);
    if (credentials.password)
        return credentials.password->percentEncodedBetween(before + ':', '@' + after);
    if (!login.isEmpty())
        before += '@';
    return Secret().percentEncodedBetween(before, after);
}

} // namespace pt
