// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MessageRedaction.h"

#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"
#include "protocol/Masking.h"
#include "protocol/NtlmRenaming.h"
#include "protocol/NtlmToken.h"
#include "report/PublicWords.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

constexpr qsizetype bodyCharacters = 8 * 1024;

/// How the value of a field is treated. Withheld is for every field not named in fieldClass().
enum class FieldClass {
    Words,
    Swept,
    Code,
    Date,
    Number,
    Via,
    CacheNode,
    Url,
    Authority,
    Challenge,
    Credentials,
    Cookie,
    Withheld
};

FieldClass fieldClass(const QByteArray &name)
{
    static const QHash<QByteArray, FieldClass> classes = [] {
        QHash<QByteArray, FieldClass> table;
        const auto put = [&table](FieldClass kind, const char *names) {
            const QList<QByteArray> list = QByteArray(names).split(' ');
            for (const QByteArray &one : list)
                table.insert(one, kind);
        };
        put(FieldClass::Words,
            "connection proxy-connection keep-alive content-type transfer-encoding cache-control "
            "pragma "
            "accept accept-charset accept-encoding accept-language accept-ranges allow upgrade "
            "vary "
            "content-encoding content-language mime-version te trailer proxy-support expect range "
            "content-range upgrade-insecure-requests x-content-type-options x-frame-options "
            "x-xss-protection strict-transport-security proxy-status public");
        // Providers' own words on what is wrong; the codes are documented ones.
        put(FieldClass::Words,
            "x-brd-error x-luminati-error x-lpm-error x-hola-error x-error-description "
            "x-webshare-error-reason x-webshare-reason x-helodata-error-code x-thor-error-code "
            "x-crawlera-error aw-error-code");
        put(FieldClass::Code, "x-brd-err-code x-luminati-error-code");
        put(FieldClass::Swept, "server proxy-agent x-squid-error user-agent x-powered-by");
        put(FieldClass::Date, "date expires last-modified");
        put(FieldClass::Number, "content-length age retry-after max-forwards");
        put(FieldClass::Via, "via");
        put(FieldClass::CacheNode, "x-cache x-cache-lookup");
        put(FieldClass::Url, "location content-location referer origin");
        put(FieldClass::Authority, "host");
        put(FieldClass::Challenge, "proxy-authenticate www-authenticate");
        put(FieldClass::Credentials, "proxy-authorization authorization");
        put(FieldClass::Cookie, "cookie set-cookie");
        return table;
    }();
    return classes.value(name.toLower(), FieldClass::Withheld);
}

QString textOf(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return decoder.hasError() ? QString::fromLatin1(bytes) : text;
}

bool isWithheldMark(QByteArrayView bytes)
{
    static const QRegularExpression shape(u"\\A<\\d{1,10} bytes, (?:not parsed, )?withheld>\\z"_s);
    return bytes.size() < 64 && shape.match(QString::fromLatin1(bytes)).hasMatch();
}

QByteArray withheldMark(QByteArrayView bytes, bool parsed)
{
    if (bytes.isEmpty() || isWithheldMark(bytes))
        return bytes.toByteArray();
    return '<' + QByteArray::number(bytes.size())
        + (parsed ? " bytes, withheld>" : " bytes, not parsed, withheld>");
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || c == '.' || c == '~' || c == '+' || c == '/'
        || static_cast<unsigned char>(c) >= 0x80;
}

bool isChallengeWord(const QByteArray &word)
{
    static const QSet<QByteArray> words{"basic",       "digest",
                                        "ntlm",        "negotiate",
                                        "kerberos",    "bearer",
                                        "oauth",       "realm",
                                        "nonce",       "opaque",
                                        "qop",         "algorithm",
                                        "stale",       "true",
                                        "false",       "charset",
                                        "userhash",    "domain",
                                        "auth",        "auth-int",
                                        "md5",         "md5-sess",
                                        "sha-256",     "sha-256-sess",
                                        "sha-512-256", "sha-512-256-sess",
                                        "utf-8",       "withheld"};
    return words.contains(word.toLower());
}

/// What lies between the parts that were read, or could not be read at all: its punctuation says
/// what is wrong with it and stays, the words go.
QByteArray shapeOnly(QByteArrayView bytes)
{
    QByteArray result;
    for (qsizetype i = 0; i < bytes.size();) {
        if (!isWordByte(bytes[i])) {
            result.append(bytes[i++]);
            continue;
        }
        qsizetype end = i;
        while (end < bytes.size() && isWordByte(bytes[end]))
            ++end;
        const QByteArray word = bytes.sliced(i, end - i).toByteArray();
        result.append(isChallengeWord(word) ? word : "withheld"_ba);
        i = end;
    }
    return result;
}

QByteArray challengeValue(const QByteArray &name, const QByteArray &value, Pseudonyms *names)
{
    // Nothing but words of the protocol, among them what an earlier redaction left.
    if (shapeOnly(value) == value)
        return value;
    if (name == "realm")
        return redactedRealm(textOf(value), names).toUtf8();
    if (name == "nonce")
        return names->of(PseudonymKind::Nonce, textOf(value)).toUtf8();
    if (name == "opaque")
        return names->of(PseudonymKind::Opaque, textOf(value)).toUtf8();
    const QList<QByteArray> kept{"algorithm", "qop", "stale", "charset", "userhash", "nc"};
    if (kept.contains(name)) {
        const QList<QByteArray> tokens = value.split(',');
        if (std::all_of(tokens.cbegin(), tokens.cend(), [](const QByteArray &token) {
                return token.trimmed().isEmpty() || isChallengeWord(token.trimmed());
            })) {
            return value;
        }
    }
    return value.isEmpty() ? value : "withheld"_ba;
}

QByteArray redactedParam(const ChallengeParam &param, QByteArrayView raw, Pseudonyms *names)
{
    const QByteArray value = challengeValue(param.name, param.value, names);
    if (value == param.value)
        return raw.toByteArray();
    qsizetype from = raw.indexOf('=');
    if (from < 0)
        return shapeOnly(raw);
    ++from;
    while (from < raw.size() && (raw[from] == ' ' || raw[from] == '\t'))
        ++from;
    const QByteArray result = raw.first(from).toByteArray();
    if (!param.quoted)
        return result + value;
    QByteArray escaped = value;
    escaped.replace('\\', "\\\\").replace('"', "\\\"");
    const bool terminated = raw.size() > from + 1 && raw.endsWith('"');
    return result + '"' + escaped + (terminated ? "\"" : "");
}

/// The second message of NTLM names the proxy's computers and domains: what it says about itself is
/// what a diagnosis needs, so the names are replaced and it stays.
QByteArray redactedToken(const Challenge &challenge, Pseudonyms *names)
{
    if (!challenge.is("NTLM"))
        return "withheld"_ba;
    const auto renamed = renamedNtlmChallenge(
        readNtlmToken(*challenge.token68).bytes, [names](const QString &name, bool isDomain) {
            return isDomain ? names->of(PseudonymKind::Domain, name) : names->host(name);
        });
    return renamed ? renamed->toBase64() : "withheld"_ba;
}

QByteArray redactedChallenges(const QList<Challenge> &challenges, QByteArrayView head,
                              ByteSpan span, Pseudonyms *names)
{
    QByteArray result;
    qsizetype done = span.start;
    const auto gapTo = [&](qsizetype end) {
        if (end > done)
            result.append(shapeOnly(head.sliced(done, end - done)));
        done = std::max(done, end);
    };
    for (const Challenge &challenge : challenges) {
        if (challenge.span.start < done || challenge.span.end() > span.end())
            continue;
        gapTo(challenge.span.start);
        const QByteArrayView raw = challenge.span.in(head);
        static const QRegularExpression schemeName(u"\\A[A-Za-z][A-Za-z0-9-]{0,31}\\z"_s);
        if (!challenge.scheme.isEmpty() && raw.startsWith(challenge.scheme)
            && schemeName.match(QString::fromLatin1(challenge.scheme)).hasMatch()) {
            const QString scheme = QString::fromLatin1(challenge.scheme);
            result.append(names->swept(scheme) == scheme ? challenge.scheme : "withheld"_ba);
            done += challenge.scheme.size();
        }
        if (challenge.token68 && !challenge.token68->isEmpty()) {
            const qsizetype at = head.indexOf(*challenge.token68, done);
            if (at >= done && at + challenge.token68->size() <= challenge.span.end()) {
                gapTo(at);
                result.append(redactedToken(challenge, names));
                done = at + challenge.token68->size();
            }
        }
        for (const ChallengeParam &param : challenge.params) {
            if (param.span.start < done || param.span.end() > challenge.span.end())
                continue;
            gapTo(param.span.start);
            result.append(redactedParam(param, param.span.in(head), names));
            done = param.span.end();
        }
        gapTo(challenge.span.end());
    }
    gapTo(span.end());
    return result;
}

/// The bracketed part of a placeholder field by field (protocol/Masking.h); names get stand-ins,
/// what is not a known fact is withheld.
QByteArray redactedCredentials(const QByteArray &value, Pseudonyms *names)
{
    const std::optional<Placeholder> placeholder = readPlaceholder(value);
    const qsizetype open = value.indexOf('[');
    if (!placeholder || open < 0) {
        const qsizetype space = value.indexOf(' ');
        if (isWithheldMark(value.mid(space + 1)))
            return shapeOnly(value.first(std::max<qsizetype>(space, 0)))
                + value.mid(std::max<qsizetype>(space, 0));
        return withheldMark(value, false);
    }
    static const QSet<QString> users{u"user"_s, u"username"_s, u"username*"_s};
    static const QRegularExpression field(
        u"(?<= )(?<name>[A-Za-z*-]{1,32})=(?:\"(?<quoted>[^\"]*+)\"|(?<bare>[^\\s\"\\]]++))"_s);
    static const QRegularExpression fact(
        u"\\A(?:-?\\d{1,8}|0x[0-9a-f]{8}|\\d-\\d|\\d-\\d\\d|\\d\\d\\+|(?:yes|no|ascii|utf-8|latin-1|empty|"
        u"undecodable|no-colon|malformed"
        u"|unknown|ntlm|spnego|kerberos|ms-kerberos|kerberos-user-to-user|negoex|iakerb|auth|auth-int|edge-space|invisible|smart-quote|percent-"
        u"escape|control"
        u"|question-mark|true|false|MD5|MD5-sess|SHA-256|SHA-256-sess|SHA-512-256|\\+)+)\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = textOf(value.mid(open + 1));
    QString result = QString::fromLatin1(shapeOnly(value.first(open))) + u'['
        + QString::fromLatin1(placeholder->kind);
    for (auto it = field.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(u"name"_s);
        QString standIn = placeholder->fields.value(name);
        if (users.contains(name))
            standIn = names->user(standIn);
        else if (name == u"domain"_s)
            standIn = standIn.isEmpty() ? standIn : names->of(PseudonymKind::Domain, standIn);
        else if (name == u"workstation"_s)
            standIn = standIn == u"WORKSTATION"_s || standIn.isEmpty() ? standIn
                                                                     : names->host(standIn);
        else if (name == u"spn"_s)
            standIn = names->service(standIn);
        else if (name == u"realm"_s && placeholder->kind == "negotiate") // of Kerberos
            standIn = names->of(PseudonymKind::Domain, standIn);
        else if (name == u"realm"_s)
            standIn = redactedRealm(standIn, names);
        else if (name == u"nonce"_s)
            standIn = names->of(PseudonymKind::Nonce, standIn);
        else if (name == u"opaque"_s)
            standIn = names->of(PseudonymKind::Opaque, standIn);
        else if (name == u"uri"_s)
            standIn = names->url(standIn);
        else if (!fact.match(standIn).hasMatch())
            standIn = u"withheld"_s;
        standIn.replace(u'%', u"%25"_s).replace(u'"', u"%22"_s);
        result += u' ' + name + u'='
            + (match.hasCaptured(u"quoted"_s) ? u'"' + standIn + u'"' : standIn);
    }
    return result.toUtf8() + ']';
}

/// The names of cookies stay, and which attributes there are.
QByteArray redactedCookie(const QByteArray &value, bool set, Pseudonyms *names)
{
    static const QSet<QByteArray> attributes{"expires", "max-age",  "domain",   "path",
                                             "secure",  "httponly", "samesite", "partitioned"};
    const QList<QByteArray> parts = value.split(';');
    QList<QByteArray> result;
    for (qsizetype i = 0; i < parts.size() && i < 100; ++i) {
        const QByteArray part = parts.at(i).trimmed();
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.first(equals).trimmed();
        const QString text = textOf(name);
        if (set && i > 0 && attributes.contains(name.toLower()))
            result.append(name);
        else if (equals > 0 && names->swept(text) == text)
            result.append(name + "=[withheld]");
        else
            result.append("[withheld]");
    }
    return result.join("; ");
}

QByteArray redactedValue(const HttpField &field, Pseudonyms *names)
{
    const QString text = textOf(field.value);
    static const QRegularExpression via(u"(?<=[\\s])(?<node>[^\\s,(]+)(?=\\s*(?:\\(|,|$))"_s);
    static const QRegularExpression from(u"(?<=from )(?<node>[^\\s,]+)"_s);
    const auto nodes = [&](const QRegularExpression &shape) {
        QString result;
        qsizetype done = 0;
        for (auto it = shape.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            result += redactedWords(text.mid(done, match.capturedStart() - done), names);
            result += names->authority(match.captured(u"node"_s));
            done = match.capturedEnd();
        }
        return (result + redactedWords(text.mid(done), names)).toUtf8();
    };
    switch (fieldClass(field.name)) {
    case FieldClass::Words:
        return redactedWords(text, names).toUtf8();
    case FieldClass::Swept: {
        // What a product calls itself says much, whatever its words; anything longer is something
        // else.
        const bool plain = text.size() <= 128
            && std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x20; });
        return (plain ? names->swept(text) : redactedWords(text, names)).toUtf8();
    }
    case FieldClass::Code: {
        static const QRegularExpression code(u"\\A[a-z_]{1,32}\\d{0,5}\\z"_s);
        return code.match(text).hasMatch() ? field.value : redactedWords(text, names).toUtf8();
    }
    case FieldClass::Date: {
        static const QRegularExpression date(
            u"\\A[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\z"_s);
        return date.match(text).hasMatch() || text == u"0"_s || text == u"-1"_s
            ? field.value
            : withheldMark(field.value, true);
    }
    case FieldClass::Number: {
        static const QRegularExpression number(u"\\A\\d{1,15}\\z"_s);
        return number.match(text).hasMatch() ? field.value : redactedWords(text, names).toUtf8();
    }
    case FieldClass::Via:
        return nodes(via);
    case FieldClass::CacheNode:
        return nodes(from);
    case FieldClass::Url:
        return names->url(text).toUtf8();
    case FieldClass::Authority:
        return names->authority(text).toUtf8();
    case FieldClass::Credentials:
        return redactedCredentials(field.value, names);
    case FieldClass::Cookie:
        return redactedCookie(field.value,
                              field.name.compare("set-cookie", Qt::CaseInsensitive) == 0, names);
    case FieldClass::Challenge: // by its spans, see redactedHead()
    case FieldClass::Withheld:
        break;
    }
    const std::optional<Placeholder> placeholder = readPlaceholder(field.value);
    static const QRegularExpression masked(u"\\A\\[withheld(?: bytes=\\d{1,9})?\\]\\z"_s);
    return placeholder && masked.match(text).hasMatch() ? field.value
                                                        : withheldMark(field.value, true);
}

QByteArray redactedName(const QByteArray &name, Pseudonyms *names)
{
    if (fieldClass(name) != FieldClass::Withheld)
        return name;
    static const QRegularExpression shape(u"\\A[A-Za-z][A-Za-z0-9_-]{0,63}\\z"_s);
    const QString text = QString::fromLatin1(name);
    return shape.match(text).hasMatch() && names->swept(text) == text ? name : "X-Withheld-Name"_ba;
}

/// Lines that hold no field: their line ends stay.
QByteArray unparsedLines(QByteArrayView bytes, RedactionLog *log, const QString &part)
{
    QByteArray result;
    for (qsizetype i = 0; i < bytes.size();) {
        if (bytes[i] == '\r' || bytes[i] == '\n') {
            result.append(bytes[i++]);
            continue;
        }
        qsizetype end = i;
        while (end < bytes.size() && bytes[end] != '\n'
               && !(bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n'))
            ++end;
        const QByteArrayView line = bytes.sliced(i, end - i);
        if (!isWithheldMark(line))
            log->add(u"not-parsed"_s, part, line.size());
        result.append(withheldMark(line, false));
        i = end;
    }
    return result;
}

QByteArray redactedStartLine(const HttpHead &head, QByteArrayView line, Pseudonyms *names)
{
    if (head.isResponse) {
        const qsizetype reasonAt = head.reasonSpan.start - head.startLineSpan.start;
        // Where no status can be read, what stands in its place is text from outside.
        if (head.status == 0 || reasonAt < 0 || reasonAt > 64 || reasonAt > line.size())
            return redactedWords(textOf(line), names).toUtf8();
        return line.first(reasonAt).toByteArray()
            + redactedWords(textOf(head.reason), names).toUtf8();
    }
    static const QSet<QByteArray> methods{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                          "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    const QByteArray method = methods.contains(head.method) ? head.method : "OTHER"_ba;
    const QString target = textOf(head.requestTarget);
    const QString standIn
        = head.method == "CONNECT" ? names->authority(target) : names->url(target);
    return method + ' ' + standIn.toUtf8() + ' ' + head.version;
}

QByteArray redactedHead(const QByteArray &given, Pseudonyms *names, RedactionLog *log,
                        const QString &part)
{
    if (given.isEmpty())
        return given;
    const QByteArray bytes = maskedHead(given);
    const std::optional<HttpHead> head = parseHead(bytes);
    if (!head) {
        // Without a first line nothing says what the lines below it are.
        const qsizetype end = bytes.indexOf('\n') < 0 ? bytes.size() : bytes.indexOf('\n');
        qint64 withheld = 0;
        const QString words
            = redactedWords(textOf(QByteArrayView(bytes).first(end)), names, &withheld);
        if (withheld > 0)
            log->add(u"not-parsed"_s, part, withheld);
        return words.toUtf8() + unparsedLines(QByteArrayView(bytes).sliced(end), log, part);
    }
    const QByteArrayView all(bytes);
    QByteArray result = unparsedLines(all.first(head->startLineSpan.start), log, part);
    const QByteArray startLine = redactedStartLine(*head, head->startLineSpan.in(all), names);
    if (startLine != head->startLineSpan.in(all))
        log->add(u"start-line"_s, part, head->startLineSpan.length);
    result.append(startLine);
    qsizetype done = head->startLineSpan.end();

    QHash<QByteArray, QList<Challenge>> challenges;
    for (const QByteArray &name : {"proxy-authenticate"_ba, "www-authenticate"_ba})
        challenges.insert(name, parseChallenges(*head, all, name));
    for (const HttpField &field : head->fields) {
        if (field.lineSpan.start < done)
            continue;
        result.append(unparsedLines(all.sliced(done, field.lineSpan.start - done), log, part));
        const QByteArray name = redactedName(field.name, names);
        const qsizetype valueStart = std::max(field.valueSpan.start, field.nameSpan.end());
        const QByteArrayView between
            = all.sliced(field.nameSpan.end(), valueStart - field.nameSpan.end());
        const FieldClass kind = fieldClass(field.name);
        QByteArray value;
        if (kind == FieldClass::Challenge) {
            value = redactedChallenges(challenges.value(field.name.toLower()), all, field.valueSpan,
                                       names);
        } else {
            value = redactedValue(field, names);
            if (value == field.value)
                value = field.valueSpan.in(all).toByteArray(); // keeps its folds
        }
        if (name != field.name)
            log->add(u"field-name"_s, part, field.name.size());
        if (value != field.valueSpan.in(all)) {
            log->add(kind == FieldClass::Withheld ? u"unknown-field"_s : u"field-value"_s, part,
                     field.valueSpan.length);
        }
        result.append(name + between.toByteArray() + value);
        // Only white space can follow the value.
        done = std::max(field.lineSpan.end(), field.valueSpan.end());
    }
    result.append(unparsedLines(all.sliced(done), log, part));
    return result;
}

QString withoutElement(QString text, const QString &open, const QString &close)
{
    for (qsizetype start = text.indexOf(open, 0, Qt::CaseInsensitive); start >= 0;
         start = text.indexOf(open, start, Qt::CaseInsensitive)) {
        const qsizetype end = text.indexOf(close, start + open.size(), Qt::CaseInsensitive);
        text.remove(start, end < 0 ? text.size() - start : end + close.size() - start);
    }
    return text;
}

QByteArray redactedPage(const QByteArray &body, Pseudonyms *names, RedactionLog *log,
                        const QString &part)
{
    if (body.isEmpty() || isWithheldMark(body))
        return body;
    QString text = textOf(body);
    text = withoutElement(text, u"<style"_s, u"</style>"_s);
    text = withoutElement(text, u"<script"_s, u"</script>"_s);
    text = withoutElement(text, u"<!--"_s, u"-->"_s);
    QString result = redactedWords(text, names);
    if (result.size() > bodyCharacters) {
        const qsizetype space = result.lastIndexOf(u' ', bodyCharacters);
        result.truncate(space > 0 ? space : 0);
    }
    const QByteArray bytes = result.toUtf8();
    if (bytes != body)
        log->add(u"body"_s, part, std::max<qsizetype>(body.size() - bytes.size(), 0));
    return bytes;
}

/// The first bytes of something that is not HTTP: what names the protocol stays.
QByteArray redactedFirstBytes(const QByteArray &bytes, Pseudonyms *names, RedactionLog *log,
                              const QString &part)
{
    const auto keep = [&](qsizetype count) {
        if (bytes.size() > count)
            log->add(u"not-parsed"_s, part, bytes.size() - count);
        return bytes.first(std::min(count, bytes.size()));
    };
    if (bytes.size() >= 3 && bytes[1] == '\x03' && bytes[0] >= '\x14' && bytes[0] <= '\x17')
        return keep(bytes[0] == '\x15' ? 7 : 5); // a TLS record: its header, and an alert whole
    if (bytes.size() >= 2
        && (bytes[0] == '\x05' || (bytes[0] == '\0' && bytes[1] >= 'Z' && bytes[1] <= ']')))
        return keep(2); // a SOCKS reply
    const bool binary = std::any_of(bytes.cbegin(), bytes.cend(), [](char c) {
        return (c >= 0 && c < 0x20 && c != '\r' && c != '\n' && c != '\t') || c == 0x7F;
    });
    if (binary) {
        log->add(u"not-parsed"_s, part, bytes.size());
        return withheldMark(bytes, false);
    }
    return redactedPage(bytes, names, log, part);
}

} // namespace

QString redactedWords(const QString &text, Pseudonyms *names, qint64 *withheld)
{
    return publicWords(names->swept(text), withheld);
}

QString redactedRealm(const QString &realm, Pseudonyms *names)
{
    qint64 withheld = 0;
    const QString words = redactedWords(realm, names, &withheld);
    return withheld == 0 ? words : names->of(PseudonymKind::Realm, realm);
}

void collectNames(QByteArrayView maskedHead, Pseudonyms *names)
{
    const std::optional<HttpHead> head = parseHead(maskedHead);
    if (!head)
        return;
    if (!head->isResponse) {
        const QString target = textOf(head->requestTarget);
        if (head->method == "CONNECT")
            names->authority(target);
        else
            names->url(target);
    }
    for (const HttpField &field : head->fields) {
        switch (fieldClass(field.name)) {
        case FieldClass::Via:
        case FieldClass::CacheNode:
        case FieldClass::Url:
        case FieldClass::Authority:
        case FieldClass::Credentials:
            redactedValue(field, names);
            break;
        default:
            break;
        }
    }
}

Message redactedMessage(const Message &message, Pseudonyms *names, RedactionLog *log,
                        const QString &part)
{
    // A new member of Message does not compile here until it has a class.
    const auto &[head, body, bodyBytes, headComplete, bodyComplete] = message;
    Message result;
    result.head = redactedHead(head, names, log, part);
    const bool isRequest = part.endsWith(u"request"_s);
    if (isRequest) {
        result.body = withheldMark(body, true);
        if (result.body != body)
            log->add(u"body"_s, part, body.size());
    } else if (head.isEmpty()) {
        result.body = body.isEmpty() ? body : redactedFirstBytes(body, names, log, part);
    } else {
        result.body = redactedPage(body, names, log, part);
    }
    result.bodyBytes = bodyBytes;
    result.headComplete = headComplete;
    result.bodyComplete = bodyComplete;
    return result;
}

} // namespace pt
