// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/UserInfo.h"

#include <QRegularExpression>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHostChar(QChar c)
{
    if (c.unicode() >= 0x80)
        return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
    return isAsciiLetter(c) || isAsciiDigit(c) || c == u'-' || c == u'.' || c == u'_';
}

bool endsAuthority(QChar c)
{
    return c == u'/' || c == u'?' || c == u'#';
}

/// Nothing more is needed to make an address of it.
bool isWholeAddress(QStringView text)
{
    return findUserInfo(text) || startsWithHostPort(text.sliced(schemeEnd(text)));
}

/// Ends before white space, a quote or a separator, where what stands before is an address already; else it
/// is taken that the character is part of a password.
qsizetype addressEnd(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!(c.isSpace() || c == u'"' || c == u'\'' || c == u';' || c == u',' || c == u'<' || c == u'>'))
            continue;
        // The first separator decides, or a long text would be looked at again and again.
        return isWholeAddress(text.first(i)) ? i : text.size();
    }
    return text.size();
}

qsizetype schemeStart(QStringView text, qsizetype separator, qsizetype from)
{
    qsizetype start = separator;
    while (start > from
           && (isAsciiLetter(text[start - 1]) || isAsciiDigit(text[start - 1]) || text[start - 1] == u'+'
               || text[start - 1] == u'-' || text[start - 1] == u'.'))
        --start;
    return start;
}

void appendMasked(QString &out, QStringView address)
{
    const std::optional<UserInfoSpan> found = findUserInfo(address);
    if (!found || found->colon < 0) {
        out.append(address);
        return;
    }
    out.append(address.first(found->colon + 1));
    out.append("***"_L1);
    out.append(address.sliced(found->at));
}

/// Words with a password but no scheme, such as "dev:secret@proxy:3128".
void appendPlain(QString &out, QStringView text)
{
    while (!text.isEmpty()) {
        const auto blank = std::find_if(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
        const qsizetype word = blank - text.begin();
        appendMasked(out, text.first(word));
        qsizetype next = word;
        while (next < text.size() && text[next].isSpace())
            ++next;
        out.append(text.sliced(word, next - word));
        text = text.sliced(next);
    }
}

} // namespace

qsizetype schemeEnd(QStringView address)
{
    if (address.isEmpty() || !isAsciiLetter(address[0]))
        return 0;
    qsizetype i = 1;
    while (i < address.size()
           && (isAsciiLetter(address[i]) || isAsciiDigit(address[i]) || address[i] == u'+' || address[i] == u'-'
               || address[i] == u'.'))
        ++i;
    return address.sliced(i).startsWith("://"_L1) ? i + 3 : 0;
}

bool startsWithHostPort(QStringView text, QStringView *port)
{
    if (port)
        *port = {};
    qsizetype i = 0;
    if (text.startsWith(u'[')) {
        // An IPv6 literal with a zone is short; a bound keeps the search over many "@[" linear.
        const qsizetype close = text.first(std::min<qsizetype>(text.size(), 80)).indexOf(u']');
        if (close < 3)
            return false;
        for (const QChar c : text.sliced(1, close - 1)) {
            if (!isHostChar(c) && c != u':' && c != u'%')
                return false;
        }
        i = close + 1;
    } else {
        while (i < text.size() && isHostChar(text[i]))
            ++i;
        if (i == 0)
            return false;
    }
    if (i < text.size() && text[i] == u':') {
        const qsizetype start = ++i;
        while (i < text.size() && isAsciiDigit(text[i]))
            ++i;
        if (i - start > 5)
            return false;
        if (port)
            *port = text.sliced(start, i - start);
    }
    return i == text.size() || endsAuthority(text[i]);
}

std::optional<UserInfoSpan> findUserInfo(QStringView address)
{
    const qsizetype start = schemeEnd(address);
    const QStringView rest = address.sliced(start);
    const auto authorityEnd = std::find_if(rest.begin(), rest.end(), endsAuthority);
    const qsizetype strict = authorityEnd - rest.begin();

    qsizetype withPort = -1;  // the last "@" before host:port
    qsizetype inStrict = -1;  // the last "@" of the authority as RFC 3986 reads it
    qsizetype last = -1;
    for (qsizetype i = rest.lastIndexOf(u'@'); i >= 0; i = i > 0 ? rest.lastIndexOf(u'@', i - 1) : -1) {
        QStringView port;
        if (!startsWithHostPort(rest.sliced(i + 1), &port))
            continue;
        if (last < 0)
            last = i;
        if (i < strict && inStrict < 0)
            inStrict = i;
        if (!port.isEmpty()) {
            withPort = i;
            break;
        }
    }
    if (last < 0) {
        // No host behind any "@". What stands before may still be meant as a sign-in.
        last = rest.lastIndexOf(u'@');
        if (last < 0 || (startsWithHostPort(rest) && rest.first(last).indexOf(u':', strict) < 0))
            return std::nullopt;
    }
    qsizetype at = last;
    if (withPort >= 0) {
        at = withPort;
    } else if (inStrict >= 0) {
        at = inStrict;
    } else if (startsWithHostPort(rest)) {
        // "proxy.host/a@b" is a path; "dev/x:secret@proxy" is a sign-in with a raw slash.
        const bool wholeTail = std::none_of(rest.begin() + last, rest.end(), endsAuthority);
        if (!wholeTail || rest.first(last).lastIndexOf(u':') < strict)
            return std::nullopt;
    }
    UserInfoSpan found;
    found.start = start;
    found.at = start + at;
    const qsizetype colon = rest.first(at).indexOf(u':');
    found.colon = colon < 0 ? -1 : start + colon;
    return found;
}

namespace {

QString maskedOnce(const QString &text)
{
    QString out;
    const QStringView all = text;
    qsizetype done = 0;
    while (done < all.size()) {
        const qsizetype separator = all.indexOf("://"_L1, done);
        if (separator < 0) {
            appendPlain(out, all.sliced(done));
            break;
        }
        const qsizetype start = schemeStart(all, separator, done);
        appendPlain(out, all.sliced(done, start - done));
        // A second address in the text begins at its scheme.
        const qsizetype next = all.indexOf("://"_L1, separator + 3);
        const qsizetype limit = next < 0 ? all.size() : schemeStart(all, next, separator + 3);
        const QStringView part = all.sliced(start, limit - start);
        const qsizetype end = addressEnd(part);
        appendMasked(out, part.first(end));
        done = start + std::max<qsizetype>(end, 1);
        if (end == 0)
            out.append(all[start]);
    }
    // Credentials on a command line, and a credentials field quoted in a text.
    static const QRegularExpression option(
        u"((?:^|[\\s\"'])(?:--proxy-user|--user|-U|-u)(?:\\s+|=)[\"']?[^\\s:\"']*:)(?!\\*\\*\\*(?:[\\s\"']|$))[^\\s\"']+"_s);
    out.replace(option, u"\\1***"_s);
    static const QRegularExpression field(
        u"((?:proxy-)?authorization\\s*:\\s*(?:[a-z][a-z0-9-]*[ \\t]+)?+)(?!\\[|\\*\\*\\*)[^\\s\"']+"_s,
        QRegularExpression::CaseInsensitiveOption);
    out.replace(field, u"\\1***"_s);
    return out;
}

} // namespace

QString maskedUrlText(const QString &text)
{
    // What is masked can turn what stands around it into an address with a password: once more then, until
    // nothing changes. A text made to go on for ever is given up whole.
    constexpr int rounds = 8;
    QString masked = text;
    for (int i = 0; i < rounds; ++i) {
        const QString next = maskedOnce(masked);
        if (next == masked)
            return masked;
        masked = next;
    }
    return u"***"_s;
}

} // namespace pt
