// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TokenRedaction.h"

#include "advice/TokenTable.h"
#include "protocol/NtlmFlags.h"
#include "protocol/TlsNames.h"
#include "protocol/TokenSite.h"
#include "report/MessageRedaction.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

/// How the value of a field is treated. Words is for every field not named in fieldClass().
enum class FieldClass {
    Fact, ///< a number, or a name that a document gives to one
    User,
    Domain,
    Host,
    Service,
    Realm,
    Nonce,
    Opaque,
    Url,
    Withheld,
    Words
};

FieldClass fieldClass(const QString &id)
{
    static const QHash<QString, FieldClass> classes = [] {
        QHash<QString, FieldClass> table;
        const auto put = [&table](FieldClass kind, const char *ids) {
            const QStringList list = QString::fromLatin1(ids).split(u' ');
            for (const QString &one : list)
                table.insert(one, kind);
        };
        put(FieldClass::Fact,
            "basic.password basic.password-kind basic.password-facts basic.charset "
            "digest.response digest.cnonce digest.rspauth digest.qop digest.nc digest.stale "
            "digest.algorithm digest.userhash digest.charset "
            "spnego.mech spnego.state spnego.chosen-mech spnego.mech-token spnego.mic "
            "kerberos.mutual kerberos.ticket-etype kerberos.ticket-kvno kerberos.ticket-cipher "
            "kerberos.authenticator-etype kerberos.authenticator-cipher kerberos.proof-etype "
            "kerberos.proof-cipher kerberos.client-time kerberos.server-time "
            "kerberos.error-code kerberos.error-data "
            "socks.version socks.method-count socks.method socks.user-length "
            "socks.password-length socks.password socks.status socks.command socks.reserved "
            "socks.address-type socks.name-length socks.port socks.reply-code socks.end "
            "tls.record-version tls.version tls.session-id tls.cipher tls.alpn "
            "tls.supported-version tls.extension tls.alert-level tls.alert-description "
            "token.content ntlm.flags ntlm.flag ntlm.version ntlm.server-challenge "
            "ntlm.target-info ntlm.av-flags ntlm.timestamp ntlm.channel-bindings ntlm.av-other "
            "ntlm.lm-response ntlm.nt-response ntlm.nt-proof ntlm.answer-time "
            "ntlm.client-challenge ntlm.session-key ntlm.mic");
        put(FieldClass::User,
            "basic.user digest.username digest.username* kerberos.client socks.user "
            "socks.user-id ntlm.user");
        put(FieldClass::Domain,
            "kerberos.realm kerberos.client-realm ntlm.domain ntlm.nb-domain ntlm.target-name");
        put(FieldClass::Host,
            "socks.address socks.name tls.server-name ntlm.workstation ntlm.nb-computer "
            "ntlm.dns-computer ntlm.dns-domain ntlm.dns-tree");
        put(FieldClass::Service, "kerberos.service ntlm.service-name");
        put(FieldClass::Realm, "basic.realm digest.realm");
        put(FieldClass::Nonce, "digest.nonce digest.nextnonce");
        put(FieldClass::Opaque, "digest.opaque");
        put(FieldClass::Url, "digest.uri");
        put(FieldClass::Withheld, "basic.other digest.other digest.domain");
        return table;
    }();
    return classes.value(id, FieldClass::Words);
}

QString withheld(const QString &value)
{
    return value.isEmpty() ? value : u"withheld"_s;
}

/// A number, or what a document calls one; anything else in its place is text from outside.
bool isFact(const QString &value)
{
    static const QRegularExpression shape(
        u"\\A(?:-?\\d{1,12}|[0-9A-Fa-f]{8}|\\d{14}Z|\\d-\\d{1,2}|\\d\\d\\+|[0-2](?:\\.\\d{1,6}){2,"
        u"16}"
        u"|0x[0-9a-f]{1,8}|GREASE|SSL 3\\.0|TLS 1\\.[0-3]|TLS_[A-Z0-9_]{1,60}|warning|fatal"
        u"|h2|http/1\\.[01]|yes|no|none|true|false"
        u"|(?:auth|auth-int)(?: ?, ?(?:auth|auth-int))*|utf-8|ascii|latin-1|empty"
        u"|(?:edge-space|invisible|smart-quote|percent-escape|control|question-mark|\\+)+"
        u"|md5|md5-sess|sha-256|sha-256-sess|sha-512-256|sha-512-256-sess"
        u"|spnego|kerberos|ms-kerberos|kerberos-user-to-user|ntlm|negoex|iakerb"
        u"|none|present|bit-\\d{1,2}|\\d{1,3}\\.\\d{1,3}\\.\\d{1,6}"
        u"|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,7})?Z|accept-completed|accept-incomplete|reject|request-mic)\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (value.isEmpty() || shape.match(value).hasMatch()
        || ntlmflag::names(0xffffffff).contains(value))
        return true;
    const qsizetype space = value.indexOf(u" ("_s);
    const QString number = value.mid(space + 2).chopped(value.endsWith(u')') ? 1 : 0);
    return space > 0 && value.endsWith(u')') && tlsAlertName(number.toInt()) == value.left(space);
}

QString redactedField(const DecodedField &field, Pseudonyms *names)
{
    const QString &value = field.value;
    switch (fieldClass(field.id)) {
    case FieldClass::Fact:
        return isFact(value) ? value : redactedWords(value, names);
    case FieldClass::User:
        return names->user(value);
    case FieldClass::Domain:
        return names->of(PseudonymKind::Domain, value);
    case FieldClass::Host:
        return names->host(value);
    case FieldClass::Service:
        return names->service(value);
    case FieldClass::Realm:
        return redactedRealm(value, names);
    case FieldClass::Nonce:
        return names->of(PseudonymKind::Nonce, value);
    case FieldClass::Opaque:
        return names->of(PseudonymKind::Opaque, value);
    case FieldClass::Url:
        return names->url(value);
    case FieldClass::Withheld:
        return withheld(value);
    case FieldClass::Words:
        break;
    }
    return redactedWords(value, names);
}

bool isKnown(TokenRows rows, const QString &id)
{
    return std::any_of(rows.begin(), rows.end(),
                       [&id](const TokenRow &row) { return id == QLatin1StringView(row.id); });
}

/// Where the token that stands at `span` of one head is found in the other.
ByteSpan movedSpan(const ByteSpan &span, const QByteArray &before, const QByteArray &after)
{
    const QList<TokenSite> from = tokenSites(before);
    const QList<TokenSite> to = tokenSites(after);
    if (from.size() != to.size())
        return {};
    for (qsizetype i = 0; i < from.size(); ++i) {
        if (from.at(i).place() == span && from.at(i).kind == to.at(i).kind)
            return to.at(i).place();
    }
    return {};
}

/// The same for a body: of one that is no text the begin is kept or nothing, and a SOCKS message,
/// which is all there is, was made anew.
ByteSpan keptSpan(const DecodedToken &token, const QByteArray &before, const QByteArray &after)
{
    const ByteSpan span{token.start, token.length};
    if (token.what.startsWith("socks"_L1) && span.start == 0 && span.length == before.size())
        return {0, after.size()};
    if (!before.startsWith(after) || span.start < 0 || span.start >= after.size())
        return {};
    return {span.start, std::clamp<qsizetype>(span.length, 0, after.size() - span.start)};
}

ByteSpan spanAfter(const DecodedToken &token, const Exchange &before, const Exchange &after)
{
    const ByteSpan span{token.start, token.length};
    switch (token.place) {
    case TokenPlace::RequestHead:
        return movedSpan(span, before.request.head, after.request.head);
    case TokenPlace::ResponseHead:
        return movedSpan(span, before.response.head, after.response.head);
    case TokenPlace::RequestBody:
        return keptSpan(token, before.request.body, after.request.body);
    case TokenPlace::ResponseBody:
        break;
    }
    return keptSpan(token, before.response.body, after.response.body);
}

} // namespace

void collectNames(const DecodedToken &token, Pseudonyms *names)
{
    for (const DecodedField &field : token.fields) {
        switch (fieldClass(field.id)) {
        case FieldClass::User:
        case FieldClass::Domain:
        case FieldClass::Host:
        case FieldClass::Service:
            redactedField(field, names);
            break;
        default:
            break;
        }
    }
}

QList<DecodedToken> redactedTokens(const Exchange &before, const Exchange &after, Pseudonyms *names,
                                   RedactionLog *log, const QString &part)
{
    QList<DecodedToken> result;
    for (const DecodedToken &token : before.decoded) {
        // A new member of a token or field does not compile here until it has a class.
        const auto &[what, place, start, length, bytes, fields, problems, octets] = token;
        const ByteSpan span = spanAfter(token, before, after);
        DecodedToken one;
        one.what = isKnown(tokenRows(), what) ? what : u"token.unknown"_s;
        one.place = place;
        one.start = span.start;
        one.length = span.length;
        one.bytes = bytes;
        for (const DecodedField &field : fields) {
            const auto &[id, value, fieldStart, fieldLength, depth, secret] = field;
            DecodedField kept;
            kept.id = isKnown(tokenFieldRows(), id) ? id : u"token.content"_s;
            kept.value = redactedField(field, names);
            kept.start = fieldStart;
            kept.length = fieldLength;
            kept.depth = depth;
            kept.secret = secret;
            if (kept.value != value)
                log->add(u"token"_s, part, value.size());
            one.fields.append(kept);
        }
        for (const QString &problem : problems) {
            if (isKnown(tokenProblemRows(), problem))
                one.problems.append(problem);
        }
        if (!octets.isEmpty())
            log->add(u"token"_s, part, octets.size());
        result.append(one);
    }
    return result;
}

} // namespace pt
