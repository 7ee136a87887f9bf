// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Evidence.h"

#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace pt::test {

/// What the shown bytes, or the shown value of the Case, must hold for a sentence to be true.
struct EvidenceClaim
{
    QStringList literal;  ///< params whose value must be there, in one of the ways of holds()
    QString pattern = {}; ///< must match; the text is the bytes as Latin-1
    bool message = true;  ///< must be bytes of a message, not a value of the Case
};

/// By id of an evidence word; each has one.
inline const QHash<QString, EvidenceClaim> &evidenceClaims()
{
    using namespace Qt::StringLiterals;
    const auto status = [](const QString &codes) {
        return EvidenceClaim{{u"status"_s, u"reason"_s},
                             u"^(HTTP|ICY)\\S* +"_s + codes + u"(\\D|$)"_s};
    };
    const QString any = u"[1-9]\\d\\d"_s;
    const QString not407 = u"(?!407)[1-9]\\d\\d"_s;
    const QString proxyAuthorization = u"(?i)^Proxy-Authorization\\s*:"_s;
    static const QHash<QString, EvidenceClaim> table{
        {u"status.asks-for-sign-in"_s, status(u"(407|401)"_s)},
        {u"status.asks-again"_s, status(u"407"_s)},
        {u"status.first-message-refused"_s, status(u"[4-9]\\d\\d"_s)},
        {u"status.refused-with-401"_s, status(u"401"_s)},
        {u"status.401-by-proxy"_s, status(u"401"_s)},
        {u"status.401-by-target"_s, status(u"401"_s)},
        {u"status.accepted"_s, status(not407)},
        {u"status.not-asked"_s, status(not407)},
        {u"status.tunnel-open"_s, status(u"2\\d\\d"_s)},
        {u"status.target-answered"_s, status(not407)},
        {u"status.forbidden-by-proxy"_s, status(u"[3-9]\\d\\d"_s)},
        {u"status.port-refused"_s, status(u"[4-9]\\d\\d"_s)},
        {u"status.other-port-not-refused"_s, status(any)},
        {u"status.connect-unsupported"_s, status(u"[4-9]\\d\\d"_s)},
        {u"status.plain-works"_s, status(not407)},
        {u"status.plain-accepted"_s, status(not407)},
        {u"status.connect-accepted"_s, status(not407)},
        {u"status.proxy-cannot-reach"_s, status(u"[4-9]\\d\\d"_s)},
        // A number beyond 599 counts as 5xx (RFC 9110 section 15).
        {u"status.proxy-failed"_s, status(u"[5-9]\\d\\d"_s)},
        {u"status.refused-by-target"_s, status(u"[4-9]\\d\\d"_s)},
        {u"status.not-found-at-target"_s, status(u"(404|410)"_s)},
        {u"status.target-failed"_s, status(u"[5-9]\\d\\d"_s)},
        {u"status.407-inside-tunnel"_s, status(u"407"_s)},
        {u"status.web-server-answer"_s, status(not407)},
        {u"status.answers-in-clear"_s, status(any)},
        {u"status.unreadable"_s, {{}, u"^(?!HTTP/\\d\\.\\d [1-9]\\d\\d( |$))."_s}},
        {u"status.407-by-another"_s, status(u"407"_s)},
        // One provider has a number of its own for that.
        {u"status.upstream-refused"_s, status(u"(407|597)"_s)},
        {u"status.seen"_s, status(any)},
        {u"field.challenge"_s, {{u"scheme"_s, u"realm"_s}}},
        {u"field.challenge-of-target"_s, {{u"scheme"_s}}},
        {u"field.challenge-unreadable"_s, {{}, u"."_s}},
        {u"field.challenge-lacks"_s, {{u"scheme"_s}}},
        {u"field.kerberos-error"_s, {{}, u"(?i)\\bNegotiate +[A-Za-z0-9+/]{8,}"_s}},
        {u"field.scheme-unknown"_s, {{u"scheme"_s}}},
        {u"field.digest-algorithm"_s, {{u"algorithm"_s}, u"(?i)algorithm"_s}},
        {u"field.digest-qop"_s, {{u"qop"_s}, u"(?i)qop"_s}},
        {u"field.proof-verified"_s, {{}, u"(?i)^(Proxy-)?Authentication-Info\\s*:.*rspauth"_s}},
        {u"field.proof-wrong"_s, {{}, u"(?i)^(Proxy-)?Authentication-Info\\s*:.*rspauth"_s}},
        {u"field.ntlm-challenge"_s, {{u"node"_s, u"domain"_s}, u"[A-Za-z0-9+/]{16,}"_s}},
        {u"field.ntlm-bare"_s, {{}, u"(?i)\\b(NTLM|Negotiate)\\s*$"_s}},
        {u"field.ntlm-malformed"_s, {{}, u"(?i)\\b(NTLM|Negotiate) +\\S"_s}},
        {u"field.ntlm-version-1"_s, {{}, u"(?i)\\b(NTLM|Negotiate) +TlRMTVNTUA"_s}},
        {u"field.other-token"_s, {{u"label"_s}, u"(?i)\\b(NTLM|Negotiate) +\\S"_s}},
        {u"field.connection-close"_s, {{}, u"(?i)^(Proxy-)?Connection\\s*:.*\\bclose\\b"_s}},
        {u"field.via-of-leg"_s, {{u"value"_s}, u"(?i)^Via\\s*:"_s}},
        {u"field.scheme-not-usable"_s, {{u"scheme"_s}}},
        {u"field.proxy-error"_s, {{u"name"_s, u"value"_s}}},
        {u"field.via"_s, {{u"value"_s}, u"(?i)^Via\\s*:"_s}},
        {u"field.server"_s, {{u"value"_s}, u"(?i)^Server\\s*:"_s}},
        {u"field.location"_s, {{u"value"_s}, u"(?i)^(Content-)?Location\\s*:"_s}},
        {u"field.pac-type"_s, {{u"value"_s}, u"(?i)^Content-Type\\s*:.*proxy-autoconfig"_s}},
        {u"field.field-unreadable"_s, {{}, u"."_s}},
        {u"product.mark"_s, {{}, u"."_s}},
        {u"product.answer"_s, {{u"text"_s}}},
        {u"request.ticket-sent"_s, {{u"spn"_s, u"realm"_s, u"etype"_s, u"kvno"_s}, proxyAuthorization}},
        {u"request.no-credentials"_s, {{u"method"_s}, u"^\\S+ +\\S+"_s}},
        {u"request.credentials"_s, {{u"scheme"_s, u"user"_s}, proxyAuthorization}},
        {u"request.credentials-in-clear"_s, {{u"scheme"_s, u"user"_s}, proxyAuthorization}},
        {u"request.credentials-for-target"_s, {{u"scheme"_s}, u"(?i)^Authorization\\s*:"_s}},
        {u"request.credentials-for-proxy"_s, {{u"scheme"_s}, proxyAuthorization}},
        {u"request.digest-part"_s, {{u"sent"_s}, proxyAuthorization}},
        {u"request.other-spelling"_s, {{u"user"_s}, proxyAuthorization}},
        {u"request.ntlm-domain"_s, {{u"domain"_s}, proxyAuthorization}},
        {u"request.ntlm-version-1"_s, {{}, u"(?i)^Proxy-Authorization\\s*:.*nt-bytes=24\\b"_s}},
        {u"request.client-named"_s, {{}, u"(?i)^(User-Agent|X-[\\w-]+)\\s*:"_s}},
        {u"request.other-token"_s, {{u"label"_s}, proxyAuthorization}},
        {u"request.other-connection"_s, {{}, u"(?i)^(Proxy-Authorization\\s*:|\\S+ +\\S+)"_s}},
        {u"request.connect"_s, {{u"targetHost"_s, u"targetPort"_s}, u"^CONNECT "_s}},
        {u"request.plain"_s, {{u"target"_s}, u"^\\S+ +\\S+"_s}},
        {u"body.reason"_s, {{u"text"_s}}},
        {u"body.pac"_s, {{}, u"(?i)FindProxyForURL"_s}},
        {u"body.page-in-tunnel"_s, {{}, u"(?i)<(!doctype html|html)"_s}},
        {u"body.tls-needed"_s, {{}, u"(?i)(https|ssl|tls)"_s}},
        {u"bytes.greeting"_s, {{u"text"_s}}},
        {u"bytes.tls"_s, {{}, u"^[\\x14-\\x17]"_s}},
        {u"bytes.not-tls"_s, {{u"text"_s}, u"^[^\\x14-\\x17]"_s}},
        {u"bytes.socks"_s, {{}, u"^[\\x00\\x04\\x05]"_s}},
        {u"bytes.http"_s, {{u"text"_s}, u"^HTTP/"_s}},
        {u"bytes.not-socks"_s, {{u"text"_s}}},
        {u"bytes.html-without-head"_s, {{}, u"<"_s}},
        {u"bytes.broken-off"_s, {{}, u"."_s}},
        {u"socks.greeting"_s, {{}, u"^\\x05"_s}},
        {u"socks.method"_s, {{}, u"^\\x05.$"_s}},
        {u"socks.password-sent"_s, {{u"user"_s}, u"."_s}},
        {u"socks.password-in-clear"_s, {{u"user"_s}, u"."_s}},
        {u"socks.sign-in-accepted"_s, {{}, u"\\x00$"_s}},
        {u"socks.sign-in-refused"_s, {{}, u"[^\\x00]$"_s}},
        {u"socks.request"_s, {{u"targetHost"_s}, u"."_s}},
        {u"socks.reply"_s, {{}, u"^.$"_s}},
        {u"socks.broken-off"_s, {{}, u"."_s}},
        {u"socks.unreadable"_s, {{}, u"."_s}},
        {u"exchange.closed-without-answer"_s, {{}, u"^closed"_s, false}},
        {u"exchange.ended-before-request"_s, {{u"end"_s}, {}, false}},
        {u"body.broken-off"_s, {{}, u"."_s, false}},
        {u"exchange.reset-without-answer"_s, {{}, u"^reset"_s, false}},
        {u"exchange.no-answer-in-clear"_s, {{u"end"_s}, {}, false}},
        {u"exchange.silent"_s, {{}, u"^(idle-timeout|total-timeout)"_s, false}},
        {u"exchange.broken-off"_s, {{u"end"_s}, {}, false}},
        {u"exchange.limit"_s, {{u"detail"_s}, {}, false}},
        {u"exchange.tunnel-died"_s, {{}, u"^(closed|reset|idle|total|limit|tls-failed|cancelled|connect|complete)"_s, false}},
        {u"input.problem"_s, {{}, {}, false}},
        {u"input.secret-facts"_s, {{u"fact"_s}, {}, false}},
        {u"input.no-credentials"_s, {{}, u"^none$"_s, false}},
        {u"input.user-without-password"_s, {{u"user"_s}, {}, false}},
        {u"input.password-without-user"_s, {{}, {}, false}},
        {u"input.socks-length"_s, {{}, {}, false}},
        {u"input.auth-choice"_s, {{u"choice"_s}, {}, false}},
        {u"input.keychain"_s, {{}, {}, false}},
        {u"environment.proxy"_s, {{}, {}, false}},
        {u"environment.no-user"_s, {{}, {}, false}},
        {u"environment.other-sign-in"_s, {{}, {}, false}},
        {u"environment.exception"_s, {{u"entry"_s}, {}, false}},
        {u"environment.capitals"_s, {{}, {}, false}},
        {u"environment.pac-address"_s, {{}, {}, false}},
        {u"environment.pac-fault"_s, {{}, {}, false}},
        {u"environment.pac-answer"_s, {{}, {}, false}},
        {u"input.given"_s, {{u"given"_s}, {}, false}},
        {u"input.endpoint"_s, {{u"proxy"_s}, {}, false}},
        {u"resolution.failed"_s, {{u"name"_s}, {}, false}},
        {u"resolution.resolved"_s, {{u"addresses"_s}, {}, false}},
        {u"connect.attempt"_s, {{u"address"_s}, {}, false}},
        {u"address.answered"_s, {{u"status"_s, u"reason"_s}, {}, false}},
        {u"address.no-answer"_s, {{u"end"_s}, {}, false}},
        {u"connect.local-address"_s, {{u"address"_s}, {}, false}},
        {u"attempts.limit"_s, {{u"limit"_s}, {}, false}},
        {u"attempts.refused-before"_s, {{}, {}, false}},
        {u"attempts.count"_s, {{u"rejected"_s}, {}, false}},
        {u"tls.problem"_s, {{u"problem"_s}, {}, false}},
        {u"tls.handshake-detail"_s, {{u"detail"_s}, {}, false}},
        {u"tls.established"_s, {{u"version"_s}, {}, false}},
        {u"tls.proxy-certificate"_s, {{u"subject"_s}, {}, false}},
        {u"tls.handshake-ended"_s, {{u"end"_s}, {}, false}},
        {u"tls.client-certificate-asked"_s, {{}, {}, false}},
        {u"tls.port-answers"_s, {{u"version"_s}, {}, false}},
        {u"tls.issuer"_s, {{u"issuer"_s}, {}, false}},
        {u"kerberos.asked"_s, {{u"canonical"_s}, {}, false}},
        {u"kerberos.ticket"_s, {{u"principal"_s}, {}, false}},
        {u"kerberos.failure"_s, {{}, {}, false}},
        {u"kerberos.password-refused"_s, {{}, {}, false}},
        {u"kerberos.clocks"_s, {{}, {}, false}},
        {u"environment.other-password"_s, {{}, {}, false}},
        {u"environment.password-used"_s, {{}, {}, false}},
        {u"environment.time-of-run"_s, {{}, {}, false}},
        {u"input.from-keychain"_s, {{}, {}, false}},
        {u"input.client-message"_s, {{u"text"_s}, {}, false}},
        {u"memory.accepted-before"_s, {{u"time"_s}, {}, false}},
        {u"memory.accepted-otherwise"_s, {{u"time"_s}, {}, false}},
        {u"memory.other-accepted"_s, {{u"time"_s}, {}, false}},
        {u"memory.copy-saved"_s, {{u"time"_s}, {}, false}},
        {u"memory.copy-differs"_s, {{u"time"_s}, {}, false}},
        {u"stage.failed"_s, {{u"stage"_s, u"code"_s}, {}, false}},
        {u"case.empty"_s, {{}, {}, false}},
    };
    return table;
}

/// Whether the value is in the bytes: as it is, in UTF-8 or Latin-1; in a page with its markup and entities
/// read; in a quoted string with its escapes read (RFC 9110 section 5.6.4); or inside a token in base64,
/// there in UTF-16 as well; or as the octets of an address, or a time in
/// the way of ISO 8601.
inline bool holds(const QString &text, const QString &value)
{
    using namespace Qt::StringLiterals;
    const QString wanted = value.simplified();
    if (wanted.isEmpty())
        return true;
    const QByteArray bytes = text.toLatin1();
    const auto in = [&wanted](const QString &where) {
        return where.simplified().contains(wanted, Qt::CaseInsensitive);
    };
    for (QString read : {text, QString::fromUtf8(bytes)}) {
        if (in(read))
            return true;
        QString unquoted = read;
        unquoted.replace(QRegularExpression(u"\\\\(.)"_s), u"\\1"_s);
        if (in(unquoted))
            return true;
        read.replace(QRegularExpression(u"<[^>]*>"_s), u" "_s);
        if (in(read))
            return true;
        const std::pair<QString, QString> entities[]
            = {{u"&lt;"_s, u"<"_s},   {u"&gt;"_s, u">"_s},   {u"&quot;"_s, u"\""_s},
               {u"&#39;"_s, u"'"_s},  {u"&nbsp;"_s, u" "_s}, {u"&amp;"_s, u"&"_s}};
        for (const auto &[entity, character] : entities)
            read.replace(entity, character);
        if (in(read))
            return true;
    }
    // A time of the Case is worded shorter than it is written there.
    static const QRegularExpression time(u"^(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d) UTC$"_s);
    if (const auto match = time.match(wanted); match.hasMatch())
        return text.contains(match.captured(1) + u'T' + match.captured(2));
    if (bytes.size() == 4) { // an address of IPv4, as SOCKS has it
        QStringList octets;
        for (const char octet : bytes)
            octets.append(QString::number(uchar(octet)));
        if (octets.join(u'.') == wanted)
            return true;
    }
    static const QRegularExpression base64(u"[A-Za-z0-9+/]{16,}={0,2}"_s);
    for (auto it = base64.globalMatch(text); it.hasNext();) {
        const QByteArray token = QByteArray::fromBase64(it.next().captured().toLatin1());
        if (token.contains(value.toUtf8()) || token.contains(value.toLatin1()))
            return true;
        QByteArray wide;
        for (const QChar c : value) {
            wide.append(char(c.unicode() & 0xff));
            wide.append(char(c.unicode() >> 8));
        }
        if (token.contains(wide))
            return true;
    }
    return false;
}

/// An empty text: the bytes say what the sentence claims.
inline QString claimFault(const Case &value, const Evidence &evidence)
{
    using namespace Qt::StringLiterals;
    const auto it = evidenceClaims().constFind(evidence.says.id);
    if (it == evidenceClaims().constEnd())
        return evidence.says.id + u" has no claim"_s;
    const bool message = evidence.source == EvidenceSource::RequestHead
        || evidence.source == EvidenceSource::RequestBody
        || evidence.source == EvidenceSource::ResponseHead
        || evidence.source == EvidenceSource::ResponseBody;
    const QString shown = evidence.says.id + u": "_s + evidence.text;
    if (it->message && !message)
        return shown + u" are no bytes of a message"_s;
    for (const QString &param : it->literal) {
        if (!holds(evidence.text, evidence.says.params.value(param)))
            return shown + u" lacks "_s + param + u' ' + evidence.says.params.value(param);
    }
    if (!it->pattern.isEmpty()
        && !QRegularExpression(it->pattern, QRegularExpression::DotMatchesEverythingOption)
                .match(evidence.text)
                .hasMatch()) {
        return shown + u" does not match "_s + it->pattern;
    }
    // An octet that a sentence names as a number.
    static const QStringList octets{u"socks.method"_s, u"socks.reply"_s, u"socks.sign-in-refused"_s};
    if (octets.contains(evidence.says.id)) {
        const QString name = evidence.says.id == "socks.method"_L1 ? u"method"_s : u"code"_s;
        if (QString::number(evidence.text.back().unicode()) != evidence.says.params.value(name))
            return shown + u" is not octet "_s + evidence.says.params.value(name);
    }
    // That something is not there is a claim about the whole head.
    if (evidence.says.id == "request.no-credentials"_L1) {
        const Exchange *exchange = value.exchange(evidence.exchange);
        if (exchange && exchange->request.head.toLower().contains("\nproxy-authorization:"))
            return shown + u", but it carried some"_s;
    }
    return {};
}

} // namespace pt::test
