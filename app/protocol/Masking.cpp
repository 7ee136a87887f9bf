// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Masking.h"

#include "model/Secret.h"
#include "protocol/AsciiChars.h"
#include "protocol/Challenge.h"
#include "protocol/ChallengeProblems.h"
#include "protocol/NegotiateToken.h"
#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmToken.h"

#include <QList>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;
using namespace ascii;

namespace {

constexpr qsizetype cookieNamesKept = 16;
constexpr qsizetype negotiateNamesKept = 512; ///< bytes of SPN and realm together
constexpr qsizetype ntlmNameKept = 512; ///< bytes of a user, domain or workstation
constexpr qsizetype shownGrowth = 96; ///< how much longer than the credentials the shown text may get

QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    QByteArray out;
    for (const QByteArrayView part : parts)
        out.append(part);
    return out;
}

bool isPlainFieldValue(QByteArrayView value)
{
    return !value.isEmpty() && value.size() <= 96
        && std::all_of(value.begin(), value.end(), [](char c) {
               return isDigit(c) || isAlpha(c) || c == '-' || c == '+' || c == '.' || c == '_';
           });
}

/// Writes "[kind name=value name="value"]". Quoted values have `"`, `%` and controls percent-escaped, so
/// that the end is unambiguous.
class Writer
{
public:
    explicit Writer(QByteArrayView kind) : m_out('[' + kind.toByteArray()) { }

    void plain(QByteArrayView name, QByteArrayView value)
    {
        m_out.append(' ').append(name).append('=').append(value);
    }

    /// False: the text was cut to `budget` bytes.
    bool quoted(QByteArrayView name, QByteArrayView value, qsizetype budget)
    {
        m_out.append(' ').append(name).append("=\"");
        const qsizetype limit = m_out.size() + std::max<qsizetype>(0, budget);
        bool whole = true;
        for (const char c : value) {
            const bool escape = isControl(c) || c == '\t' || c == '"' || c == '%';
            if (m_out.size() + (escape ? 3 : 1) > limit) {
                whole = false;
                break;
            }
            if (escape) {
                static constexpr char hex[] = "0123456789ABCDEF";
                const auto u = static_cast<unsigned char>(c);
                m_out.append('%').append(hex[u >> 4]).append(hex[u & 15]);
            } else {
                m_out.append(c);
            }
        }
        m_out.append('"');
        return whole;
    }

    QByteArray take() { return std::move(m_out.append(']')); }

private:
    QByteArray m_out;
};

QByteArray withheld(qsizetype bytes)
{
    Writer writer("withheld");
    writer.plain("bytes", QByteArray::number(bytes));
    return writer.take();
}

std::optional<QByteArray> decodeBase64(QByteArrayView text)
{
    const QByteArray own = text.toByteArray();
    for (const QByteArray::Base64Options alphabet :
         {QByteArray::Base64Options(QByteArray::Base64Encoding),
          QByteArray::Base64Options(QByteArray::Base64UrlEncoding)}) {
        const auto result = QByteArray::fromBase64Encoding(own, alphabet | QByteArray::AbortOnBase64DecodingErrors);
        if (result)
            return *result;
    }
    return std::nullopt;
}

bool isAllAscii(QByteArrayView bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), isNonAscii);
}

QByteArrayView kindOf(QByteArrayView bytes)
{
    return isAllAscii(bytes) ? "ascii" : bytes.isValidUtf8() ? "utf-8" : "latin-1";
}

/// RFC 7617 section 2: user-id ":" password; the first colon splits.
QByteArray basicPlaceholder(QByteArrayView token)
{
    std::optional<QByteArray> decoded = decodeBase64(token);
    Writer writer("basic");
    if (!decoded) {
        writer.plain("format", "undecodable");
        return writer.take();
    }
    const qsizetype colon = decoded->indexOf(':');
    if (colon < 0) {
        // It may be the password alone.
        writer.plain("format", "no-colon");
        wipeMemory(decoded->data(), decoded->size());
        return writer.take();
    }
    const QByteArrayView user = QByteArrayView(*decoded).first(colon);
    const QByteArrayView password = QByteArrayView(*decoded).sliced(colon + 1);
    const qsizetype colons = decoded->count(':');
    if (!writer.quoted("user", user, token.size() + shownGrowth))
        writer.plain("user-cut", "yes");
    if (!isAllAscii(user))
        writer.plain("user-kind", kindOf(user));
    const Secret secret = Secret::takeUtf8(password.toByteArray());
    const SecretFacts facts = secret.facts();
    writer.plain("password-length", facts.lengthClass.toLatin1());
    writer.plain("password-kind", password.isEmpty() ? QByteArrayView("empty") : kindOf(password));
    if (colons > 1)
        writer.plain("colons", QByteArray::number(colons));
    QByteArray list;
    const auto add = [&list](bool is, const char *fact) {
        if (is)
            list.append(list.isEmpty() ? "" : "+").append(fact);
    };
    add(facts.leadingOrTrailingSpace, "edge-space");
    add(facts.invisible, "invisible");
    add(facts.smartQuote, "smart-quote");
    add(facts.percentEscape, "percent-escape");
    add(facts.control, "control");
    add(password.contains('?'), "question-mark");
    if (!list.isEmpty())
        writer.plain("password-facts", list);
    wipeMemory(decoded->data(), decoded->size());
    return writer.take();
}

/// RFC 7616 section 3.4. The response can be guessed against off-line, so it and the cnonce go.
QByteArray digestPlaceholder(QByteArrayView params, qsizetype wholeSize)
{
    const QByteArray value = joined({"Digest ", params});
    const QList<Challenge> read = parseChallengeValue(value);
    if (read.size() != 1 || !read.first().readable || read.first().params.isEmpty()
        || std::any_of(read.first().problems.begin(), read.first().problems.end(), challengeproblem::isError))
        return withheld(wholeSize);
    Writer writer("digest");
    qsizetype budget = params.size();
    for (const char *name : {"username", "username*", "realm", "nonce", "uri", "opaque"}) {
        const std::optional<QByteArray> text = read.first().param(name);
        if (!text)
            continue;
        writer.quoted(name, *text, budget);
        budget -= std::min(budget, text->size());
    }
    for (const char *name : {"qop", "nc", "algorithm", "userhash"}) {
        const std::optional<QByteArray> text = read.first().param(name);
        if (text && isPlainFieldValue(*text))
            writer.plain(name, *text);
    }
    for (const char *name : {"response", "cnonce"}) {
        const std::optional<QByteArray> text = read.first().param(name);
        if (text)
            writer.plain(QByteArray(name) + "-length", QByteArray::number(text->size()));
    }
    return writer.take();
}

/// The names of an answer (MS-NLMP section 2.2.1.3) and how long its proof is: 24 bytes in version 1.
void writeNtlmAnswer(Writer &writer, QByteArrayView message, qsizetype budget)
{
    const NtlmAuthenticate read = readNtlmAuthenticate(message);
    bool whole = true;
    const auto name = [&](const char *field, const QString &text) {
        const QByteArray utf8 = text.toUtf8();
        const qsizetype room = std::min(budget, ntlmNameKept);
        whole = writer.quoted(field, utf8, room) && whole;
        budget -= std::min(room, 3 * utf8.size());
    };
    name("user", read.user);
    name("domain", read.domain);
    name("workstation", read.workstation);
    if (!whole)
        writer.plain("names-cut", "yes");
    writer.plain("flags", ntlmflag::text(read.flags).toLatin1());
    writer.plain("nt-bytes", QByteArray::number(read.ntResponse.length));
    if (!read.problems.isEmpty())
        writer.plain("format", "malformed");
}

QByteArray ntlmPlaceholder(QByteArrayView token)
{
    Writer writer("ntlm");
    NtlmToken read = readNtlmToken(token);
    const int type = ntlmMessageType(read.bytes);
    const QByteArray message = type > 0 ? QByteArray::number(type)
        : looksLikeSpnego(read.bytes)   ? "spnego"_ba
                                        : "unknown"_ba;
    writer.plain("message", message);
    writer.plain("bytes", QByteArray::number(read.bytes.size()));
    if (type == 3)
        writeNtlmAnswer(writer, read.bytes, token.size());
    wipeMemory(read.bytes.data(), read.bytes.size());
    return writer.take();
}

QByteArray negotiatePlaceholder(QByteArrayView token)
{
    Writer writer("negotiate");
    const QByteArray bytes = decodeBase64(token).value_or(QByteArray());
    const NegotiateToken read = readNegotiateToken(bytes);
    writer.plain("token", read.kindName().toLatin1());
    writer.plain("bytes", QByteArray::number(bytes.size()));
    const QByteArray mech = read.mech().toLatin1();
    if (read.spnego && !mech.isEmpty())
        writer.plain("mech", mech);
    if (read.request) {
        const KerberosApReq &request = *read.request;
        // Names of a service are in clear in every ticket; of the ciphers nothing is kept.
        qsizetype budget = std::min(token.size(), negotiateNamesKept);
        const auto name = [&](const char *field, const std::optional<Spanned<QString>> &text) {
            if (!text)
                return;
            const QByteArray utf8 = text->value.toUtf8();
            if (!writer.quoted(field, utf8, budget))
                writer.plain(QByteArray(field) + "-cut", "yes");
            budget -= std::min(budget, utf8.size());
        };
        name("spn", request.service);
        name("realm", request.realm);
        if (request.ticket.etype)
            writer.plain("etype", QByteArray::number(request.ticket.etype->value));
        if (request.ticket.kvno)
            writer.plain("kvno", QByteArray::number(request.ticket.kvno->value));
    }
    return writer.take();
}

/// Raw bytes of the lines of one field, or of a start line, without the last line end.
struct LineGroup
{
    QByteArrayView text;
    QByteArrayView end; ///< the line end, "" where the head stops without one
};

LineGroup takeLine(QByteArrayView head, qsizetype &at, bool folds)
{
    const qsizetype start = at;
    LineGroup group;
    while (true) {
        const qsizetype lf = head.indexOf('\n', at);
        if (lf < 0) {
            at = head.size();
            group.text = head.sliced(start);
            group.end = {};
            return group;
        }
        const bool cr = lf > at && head[lf - 1] == '\r';
        at = lf + 1;
        const qsizetype end = cr ? lf - 1 : lf;
        group.text = head.sliced(start, end - start);
        group.end = head.sliced(end, at - end);
        if (!folds || group.text.isEmpty() || at >= head.size() || !isSpace(head[at]))
            return group;
    }
}

/// A value with its folds as one SP.
QByteArray unfolded(QByteArrayView value)
{
    QByteArray out;
    out.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c != '\n') {
            out.append(c);
            continue;
        }
        if (out.endsWith('\r'))
            out.chop(1);
        while (!out.isEmpty() && isSpace(out.back()))
            out.chop(1);
        out.append(' ');
        while (i + 1 < value.size() && isSpace(value[i + 1]))
            ++i;
    }
    return trimmed(out).toByteArray();
}

bool isUrlEnd(char c)
{
    return isControl(c) || isSpace(c) || c == '"' || c == '\'' || c == '<' || c == '>';
}

/// Replaces the userinfo of each URL in a line by "***". Reads as RFC 3986 does; where the authority cannot
/// be host[:port], everything up to the last "@" goes.
QByteArray withoutUserInfo(QByteArrayView line)
{
    if (!line.contains('@'))
        return line.toByteArray();
    QByteArray out;
    qsizetype copied = 0;
    qsizetype from = 0;
    while (true) {
        const qsizetype mark = line.indexOf("://", from);
        if (mark < 0)
            break;
        const qsizetype start = mark + 3;
        qsizetype authority = start;
        while (authority < line.size() && !isUrlEnd(line[authority]) && line[authority] != '/'
               && line[authority] != '?' && line[authority] != '#')
            ++authority;
        const QByteArrayView strict = line.sliced(start, authority - start);
        qsizetype at = strict.lastIndexOf('@');
        qsizetype urlEnd = authority;
        if (at < 0) {
            while (urlEnd < line.size() && !isUrlEnd(line[urlEnd]))
                ++urlEnd;
            const qsizetype colon = strict.startsWith('[') ? strict.indexOf(':', std::max<qsizetype>(0, strict.indexOf(']')))
                                                           : strict.indexOf(':');
            const bool portBroken = colon >= 0
                && !std::all_of(strict.begin() + colon + 1, strict.end(), isDigit);
            if (portBroken)
                at = line.sliced(start, urlEnd - start).lastIndexOf('@');
        }
        if (at >= 0) {
            out.append(line.sliced(copied, start - copied)).append("***");
            copied = start + at;
        }
        from = std::max(urlEnd, start + std::max<qsizetype>(at, 0));
    }
    out.append(line.sliced(copied));
    return out;
}

/// "CONNECT user:secret@host:443": authority-form has no userinfo, but people paste it.
QByteArray maskedStartLine(QByteArrayView line)
{
    if (line.size() > 8 && line.first(8).compare("CONNECT ", Qt::CaseInsensitive) == 0) {
        const qsizetype at = line.lastIndexOf('@');
        if (at > 8)
            return joined({line.first(8), "***", line.sliced(at)});
        return line.toByteArray();
    }
    return withoutUserInfo(line);
}

QByteArray maskedCookies(QByteArrayView value, bool set)
{
    static constexpr const char *attributes[] = {"expires", "max-age", "domain", "path", "secure",
                                                 "httponly", "samesite", "partitioned"};
    QByteArray out;
    qsizetype start = 0;
    for (qsizetype count = 0; start <= value.size(); ++count) {
        if (count > 0)
            out.append("; ");
        if (count == cookieNamesKept) {
            out.append("[withheld]");
            break;
        }
        qsizetype end = value.indexOf(';', start);
        if (end < 0)
            end = value.size();
        const QByteArrayView part = trimmed(value.sliced(start, end - start));
        start = end + 1;
        const qsizetype equals = part.indexOf('=');
        const QByteArrayView name = trimmed(equals < 0 ? part : part.first(equals));
        const bool attribute = set && count > 0
            && std::any_of(std::begin(attributes), std::end(attributes), [&](const char *a) {
                   return name.compare(QByteArrayView(a), Qt::CaseInsensitive) == 0;
               });
        if (attribute)
            out.append(part);
        else if (equals > 0 && isToken(name))
            out.append(name).append("=[withheld]");
        else if (!part.isEmpty())
            out.append("[withheld]");
    }
    return out;
}

/// rspauth and cnonce of RFC 7616 section 3.5 can be guessed against like a response.
QByteArray maskedAuthenticationInfo(QByteArrayView value)
{
    if (readPlaceholder(value))
        return value.toByteArray();
    const QByteArray list = joined({"X ", value});
    const QList<Challenge> read = parseChallengeValue(list);
    if (read.size() != 1 || !read.first().readable || read.first().token68
        || std::any_of(read.first().problems.begin(), read.first().problems.end(), challengeproblem::isError))
        return withheld(value.size());
    QByteArray out;
    qsizetype copied = 2;
    for (const ChallengeParam &p : read.first().params) {
        if (p.name != "rspauth" && p.name != "cnonce")
            continue;
        out.append(list.mid(copied, p.span.start - copied)).append(p.name).append("=\"[withheld]\"");
        copied = p.span.end();
    }
    out.append(list.mid(copied));
    return out;
}

enum class Kind { Plain, Credentials, Cookie, SetCookie, AuthenticationInfo, Token };

Kind kindOfField(QByteArrayView name)
{
    const QByteArray lower = name.toByteArray().toLower();
    if (lower.endsWith("authorization"))
        return Kind::Credentials;
    if (lower == "cookie" || lower == "cookie2")
        return Kind::Cookie;
    if (lower == "set-cookie" || lower == "set-cookie2")
        return Kind::SetCookie;
    if (lower == "proxy-authentication-info" || lower == "authentication-info")
        return Kind::AuthenticationInfo;
    for (const char *ending : {"-token", "api-key", "apikey", "-auth-key", "-secret", "-password", "-auth"}) {
        if (lower.endsWith(ending))
            return Kind::Token;
    }
    return Kind::Plain;
}

Kind kindOfLine(QByteArrayView line)
{
    return kindOfField(trimmed(line.first(std::max<qsizetype>(0, line.indexOf(':')))));
}

QByteArray maskedField(QByteArrayView text);

/// What is left when a user and a password are gone from a line can begin as a field that is to be
/// masked.
QByteArray maskedAgain(const QByteArray &line)
{
    return kindOfLine(line) == Kind::Plain ? line : maskedField(line);
}

QByteArray maskedField(QByteArrayView text)
{
    const qsizetype colon = text.indexOf(':');
    if (colon < 0) {
        // Credentials behind a forgotten colon are credentials all the same.
        qsizetype end = 0;
        while (end < text.size() && isTokenChar(text[end]))
            ++end;
        if (kindOfField(text.first(end)) == Kind::Plain)
            return withoutUserInfo(text);
        const QByteArray rest = unfolded(text.sliced(end));
        if (rest.isEmpty() || readPlaceholder(rest))
            return text.toByteArray();
        return joined({text.first(end), " ", withheld(rest.size())});
    }
    const Kind kind = kindOfField(trimmed(text.first(colon)));
    if (kind == Kind::Plain)
        return maskedAgain(withoutUserInfo(text));
    qsizetype start = colon + 1;
    while (start < text.size() && isSpace(text[start]))
        ++start;
    const QByteArray value = unfolded(text.sliced(start));
    QByteArray out = text.first(start).toByteArray();
    if (value.isEmpty())
        return out;
    switch (kind) {
    case Kind::Credentials:
        out.append(maskedCredentials(value));
        break;
    case Kind::Cookie:
    case Kind::SetCookie:
        out.append(maskedCookies(value, kind == Kind::SetCookie));
        break;
    case Kind::AuthenticationInfo:
        out.append(maskedAuthenticationInfo(value));
        break;
    case Kind::Token:
        out.append(readPlaceholder(value) ? value : withheld(value.size()));
        break;
    case Kind::Plain:
        break;
    }
    return out;
}

QString unescaped(QByteArrayView text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            bytes.append(char(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
        } else {
            bytes.append(text[i]);
        }
    }
    return bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

} // namespace

QByteArray maskedUrls(QByteArrayView text)
{
    return withoutUserInfo(text);
}

QByteArray maskedCredentials(QByteArrayView fieldValue)
{
    if (readPlaceholder(fieldValue))
        return fieldValue.toByteArray();
    qsizetype end = 0;
    while (end < fieldValue.size() && isTokenChar(fieldValue[end]))
        ++end;
    const QByteArrayView scheme = fieldValue.first(end);
    const QByteArrayView rest = trimmed(fieldValue.sliced(end));
    // Without a scheme the word is the secret. A scheme's name is short and has no digits worth keeping.
    if (rest.isEmpty() || end == 0 || !isSpace(fieldValue[end]) || scheme.size() > 24)
        return withheld(fieldValue.size());
    const auto is = [&](QByteArrayView name) { return scheme.compare(name, Qt::CaseInsensitive) == 0; };
    QByteArray placeholder;
    if (is("basic"))
        placeholder = basicPlaceholder(rest);
    else if (is("digest"))
        placeholder = digestPlaceholder(rest, rest.size());
    else if (is("ntlm"))
        placeholder = ntlmPlaceholder(rest);
    else if (is("negotiate") || is("kerberos"))
        placeholder = negotiatePlaceholder(rest);
    else
        placeholder = withheld(rest.size());
    return joined({scheme, " ", placeholder});
}

QByteArray maskedHead(QByteArrayView head)
{
    QByteArray out;
    out.reserve(head.size());
    qsizetype at = 0;
    bool start = true;
    while (at < head.size()) {
        const LineGroup group = takeLine(head, at, !start);
        if (start && !group.text.isEmpty()) {
            // A text may begin with a field, where the start line was left out.
            out.append(kindOfLine(group.text) == Kind::Plain ? maskedAgain(maskedStartLine(group.text))
                                                             : maskedField(group.text));
            start = false;
        } else {
            out.append(maskedField(group.text));
        }
        out.append(group.end);
    }
    return out;
}

std::optional<Placeholder> readPlaceholder(QByteArrayView fieldValue)
{
    const QByteArrayView value = trimmed(fieldValue);
    const qsizetype open = value.indexOf('[');
    if (open < 0 || !value.endsWith(']') || open > 32)
        return std::nullopt;
    const QByteArrayView scheme = trimmed(value.first(open));
    if (!scheme.isEmpty() && !isToken(scheme))
        return std::nullopt;
    const QByteArrayView text = value.sliced(open + 1, value.size() - open - 2);
    qsizetype i = 0;
    while (i < text.size() && isAlpha(text[i]))
        ++i;
    Placeholder placeholder;
    placeholder.kind = text.first(i).toByteArray();
    static constexpr const char *kinds[] = {"basic", "digest", "ntlm", "negotiate", "withheld"};
    if (std::none_of(std::begin(kinds), std::end(kinds), [&](const char *k) { return placeholder.kind == k; }))
        return std::nullopt;
    while (i < text.size()) {
        if (text[i] != ' ')
            return std::nullopt;
        const qsizetype name = ++i;
        while (i < text.size() && (isAlpha(text[i]) || text[i] == '-' || text[i] == '*'))
            ++i;
        if (i == name || i >= text.size() || text[i] != '=')
            return std::nullopt;
        const QString key = QString::fromLatin1(text.sliced(name, i - name));
        ++i;
        if (i < text.size() && text[i] == '"') {
            const qsizetype from = ++i;
            i = text.indexOf('"', from);
            if (i < 0)
                return std::nullopt;
            placeholder.fields.insert(key, unescaped(text.sliced(from, i - from)));
            ++i;
        } else {
            const qsizetype from = i;
            while (i < text.size() && text[i] != ' ')
                ++i;
            const QByteArrayView plain = text.sliced(from, i - from);
            if (!isPlainFieldValue(plain))
                return std::nullopt;
            placeholder.fields.insert(key, QString::fromLatin1(plain));
        }
    }
    return placeholder;
}

} // namespace pt
