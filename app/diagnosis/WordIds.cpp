// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/WordIds.h"

#include <QHash>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QStringList names(std::initializer_list<QLatin1StringView> list)
{
    QStringList result;
    for (const QLatin1StringView name : list)
        result.append(name);
    return result;
}

QList<WordId> makeEvidenceWords()
{
    QList<WordId> rows;
    const auto add = [&rows](QLatin1StringView id,
                             std::initializer_list<QLatin1StringView> params = {}) {
        rows.append({id, names(params)});
    };
    // Status lines of answers
    add("status.asks-for-sign-in"_L1, {"status"_L1, "reason"_L1}); // 407: the proxy asks; the site was not contacted
    add("status.asks-again"_L1, {"status"_L1, "reason"_L1}); // after our answer the proxy asks again: refused
    add("status.first-message-refused"_L1, {"status"_L1, "reason"_L1}); // after the first message of NTLM, which proves nothing
    add("status.refused-with-401"_L1, {"status"_L1, "reason"_L1}); // after our answer a 401, by the proxy itself: refused
    add("status.401-by-proxy"_L1, {"status"_L1, "reason"_L1}); // a 401 where a proxy has to say 407
    add("status.401-by-target"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // the site asks for its own sign-in
    add("status.accepted"_L1, {"status"_L1, "reason"_L1}); // no longer 407: the proxy accepted the sign-in
    add("status.not-asked"_L1, {"status"_L1, "reason"_L1}); // answered without asking for a sign-in
    add("status.tunnel-open"_L1, {"status"_L1, "reason"_L1}); // the proxy says the tunnel is open
    add("status.target-answered"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // the site answered
    add("status.forbidden-by-proxy"_L1, {"status"_L1, "reason"_L1}); // the proxy refuses this request
    add("status.port-refused"_L1, {"status"_L1, "reason"_L1, "targetPort"_L1}); // refused for this port
    add("status.other-port-not-refused"_L1, {"status"_L1, "reason"_L1, "port"_L1}); // the control question to the other port was not refused so
    add("status.connect-unsupported"_L1, {"status"_L1, "reason"_L1}); // CONNECT is refused as an unknown or forbidden method
    add("status.plain-works"_L1, {"status"_L1, "reason"_L1}); // a plain request is passed on by this proxy
    add("status.plain-accepted"_L1, {"status"_L1, "reason"_L1}); // the plain request with the same sign-in was accepted
    add("status.connect-accepted"_L1, {"status"_L1, "reason"_L1}); // CONNECT with the same sign-in was accepted
    add("status.proxy-cannot-reach"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // the proxy could not reach the site
    add("status.proxy-failed"_L1, {"status"_L1, "reason"_L1}); // the proxy itself failed
    add("status.refused-by-target"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // 403, 429, 451 by the site
    add("status.not-found-at-target"_L1, {"status"_L1, "reason"_L1, "target"_L1});
    add("status.target-failed"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // 5xx by the site
    add("status.407-inside-tunnel"_L1, {"status"_L1, "reason"_L1, "target"_L1}); // not the proxy's: sent through the tunnel
    add("status.web-server-answer"_L1, {"status"_L1, "reason"_L1}); // how a web server, not a proxy, answers
    add("status.answers-in-clear"_L1, {"status"_L1, "reason"_L1}); // the control question without TLS was answered
    add("status.unreadable"_L1, {"problem"_L1}); // the first line is not a status line that can be read
    add("status.407-by-another"_L1, {"status"_L1, "reason"_L1}); // not in the proxy's voice: asked by something behind it
    add("status.upstream-refused"_L1, {"status"_L1, "reason"_L1}); // the proxy behind this one refused its sign-in
    add("status.seen"_L1, {"status"_L1, "reason"_L1}); // what the answer was, without a judgement
    // Fields of answers
    add("field.challenge"_L1, {"scheme"_L1, "realm"_L1}); // the sign-in scheme offered here
    add("field.challenge-of-target"_L1, {"scheme"_L1, "target"_L1}); // the site's own question
    add("field.challenge-unreadable"_L1, {"problems"_L1}); // cannot be read as a challenge; problems: ids of ChallengeProblems.h, comma separated
    add("field.challenge-lacks"_L1, {"scheme"_L1, "lacks"_L1}); // Basic without realm, Digest without nonce
    add("field.kerberos-error"_L1, {"error"_L1, "detail"_L1}); // the proxy's answer holds a Kerberos error
    add("field.scheme-unknown"_L1, {"scheme"_L1}); // a scheme outside Basic, Digest, NTLM, Negotiate
    add("field.digest-algorithm"_L1, {"algorithm"_L1}); // a Digest algorithm nobody here knows
    add("field.digest-qop"_L1, {"qop"_L1}); // Digest offers only auth-int
    add("field.proof-verified"_L1); // rspauth: the proxy knows the password too
    add("field.proof-wrong"_L1); // rspauth does not fit the password
    add("field.ntlm-challenge"_L1, {"node"_L1, "domain"_L1}); // the second message of NTLM, and whom it names
    add("field.ntlm-bare"_L1); // NTLM offered anew, without the message that should have come
    add("field.ntlm-malformed"_L1, {"problem"_L1}); // an NTLM message that cannot be read; problem: id of NtlmProblems.h
    add("field.ntlm-version-1"_L1); // an NTLM message that version 2 cannot answer
    add("field.other-token"_L1, {"label"_L1, "token"_L1}); // a token of another method under this name
    add("field.connection-close"_L1); // announces that the connection ends with this answer
    add("field.via-of-leg"_L1, {"value"_L1}); // the node that wrote this part of a sign-in
    add("field.scheme-not-usable"_L1, {"scheme"_L1}); // known, but not usable here
    add("field.proxy-error"_L1, {"name"_L1, "value"_L1}); // the proxy's own error field, e.g. X-Squid-Error
    add("field.via"_L1, {"value"_L1}); // a proxy adds its name here when it passes an answer on
    add("field.server"_L1, {"value"_L1}); // what answered, in its own words
    add("field.location"_L1, {"value"_L1}); // where the answer sends the program
    add("field.pac-type"_L1, {"value"_L1}); // Content-Type of a proxy configuration script
    add("field.field-unreadable"_L1, {"problem"_L1}); // a line of the head that breaks the rules of HTTP
    add("product.mark"_L1, {"product"_L1}); // answers of this product look like that
    add("product.answer"_L1, {"product"_L1, "text"_L1}); // the product's own way to say why it refuses
    // Requests
    add("request.ticket-sent"_L1, {"spn"_L1, "realm"_L1, "etype"_L1, "kvno"_L1}); // the request carried this Kerberos ticket
    add("request.no-credentials"_L1, {"method"_L1}); // this request carried no sign-in
    add("request.client-named"_L1, {"client"_L1}); // the program names itself
    add("request.credentials"_L1, {"scheme"_L1, "user"_L1}); // this request carried this sign-in (the password itself is not recorded)
    add("request.credentials-in-clear"_L1, {"scheme"_L1, "user"_L1}); // readable by anybody on the way to the proxy
    add("request.credentials-for-target"_L1, {"scheme"_L1}); // Authorization: for the site, the proxy does not look at it
    add("request.credentials-for-proxy"_L1, {"scheme"_L1}); // Proxy-Authorization where the site asked for Authorization
    add("request.digest-part"_L1, {"part"_L1, "sent"_L1, "expected"_L1}); // part: as in digest.answer-inconsistent
    add("request.other-spelling"_L1, {"spelling"_L1, "user"_L1}); // this request carried the sign-in in another spelling than typed; spelling: Exchange::alternative
    add("request.ntlm-domain"_L1, {"domain"_L1}); // the domain that the NTLM answer names
    add("request.ntlm-version-1"_L1); // an NTLM answer of version 1
    add("request.other-token"_L1, {"label"_L1, "token"_L1}); // as field.other-token
    add("request.other-connection"_L1, {"from"_L1, "to"_L1}); // sent on another connection than the question came on
    add("request.connect"_L1, {"targetHost"_L1, "targetPort"_L1}); // asks the proxy for a tunnel to there
    add("request.plain"_L1, {"target"_L1}); // asks the proxy to fetch this
    // Bodies
    add("body.reason"_L1, {"text"_L1}); // the reason the page itself gives
    add("body.pac"_L1); // a proxy configuration script (PAC), not a proxy's answer
    add("body.page-in-tunnel"_L1); // a page came where the tunnel was to begin
    add("body.tls-needed"_L1); // the server says plain HTTP came to its TLS port
    // Bytes that are no HTTP
    add("bytes.greeting"_L1, {"protocol"_L1, "text"_L1}); // protocol: "SSH", "SMTP", "FTP", "IMAP", "POP3", "MySQL", "VNC", "HTTP/2", "" (not recognised)
    add("bytes.tls"_L1, {"alert"_L1}); // TLS records; alert: number of the alert or empty
    add("bytes.not-tls"_L1, {"text"_L1}); // what came instead of TLS
    add("bytes.socks"_L1, {"version"_L1}); // a SOCKS server's refusal; version "4" or "5"
    add("bytes.http"_L1, {"text"_L1}); // an HTTP answer where SOCKS was spoken
    add("bytes.not-socks"_L1, {"text"_L1}); // what came instead of SOCKS
    add("bytes.html-without-head"_L1); // a page without the HTTP head before it
    add("bytes.broken-off"_L1, {"bytes"_L1}); // the answer ends here, before the head is complete
    // SOCKS
    add("socks.greeting"_L1); // the greeting: offers no sign-in, and user name with password
    add("socks.method"_L1, {"method"_L1}); // the method the server chose: its octet as a number
    add("socks.password-sent"_L1, {"user"_L1}); // user name and password (itself not recorded) were sent here
    add("socks.password-in-clear"_L1, {"user"_L1}); // readable by anybody on the way to the proxy
    add("socks.sign-in-accepted"_L1);
    add("socks.sign-in-refused"_L1, {"code"_L1});
    add("socks.request"_L1, {"targetHost"_L1, "targetPort"_L1}); // asks for a connection to there
    add("socks.reply"_L1, {"code"_L1}); // the reply code, of SOCKS5 or (90 to 93) of SOCKS4
    add("socks.broken-off"_L1, {"bytes"_L1}); // the reply ends before it is complete
    add("socks.unreadable"_L1); // begins like SOCKS and cannot be a reply
    // How an exchange ended
    add("exchange.closed-without-answer"_L1, {"method"_L1}); // closed after the request, no byte came
    add("exchange.ended-before-request"_L1, {"method"_L1, "end"_L1}); // ended before the request could be sent; end: ExchangeEnd name
    add("body.broken-off"_L1, {"bytes"_L1, "announced"_L1}); // the page ends here, too early; announced: bytes, or empty
    add("exchange.reset-without-answer"_L1, {"method"_L1});
    add("exchange.no-answer-in-clear"_L1, {"method"_L1, "end"_L1}); // no byte came to the request in clear; end: ExchangeEnd name
    add("exchange.silent"_L1, {"method"_L1, "seconds"_L1}); // no byte until the deadline
    add("exchange.broken-off"_L1, {"method"_L1, "end"_L1}); // the answer stopped half-way; end: ExchangeEnd name
    add("exchange.limit"_L1, {"detail"_L1}); // a bound was hit: head too long, too many fields, interim answers
    add("exchange.tunnel-died"_L1, {"end"_L1, "target"_L1}); // no TLS came up in the tunnel; end: ExchangeEnd name
    // What was typed
    add("input.problem"_L1, {"kind"_L1, "field"_L1, "character"_L1}); // kind: InputProblemKind name
    add("input.secret-facts"_L1, {"fact"_L1}); // about the password: "space-at-end", "invisible", "smart-quote", "percent-escape"
    add("input.no-credentials"_L1); // neither user nor password was given
    add("input.user-without-password"_L1, {"user"_L1});
    add("input.password-without-user"_L1);
    add("input.socks-length"_L1, {"field"_L1, "problem"_L1}); // field "user" or "password"; problem "empty" or "too-long"
    add("input.auth-choice"_L1, {"choice"_L1}); // the sign-in was limited to this scheme; AuthChoice name
    add("input.keychain"_L1, {"keychain"_L1, "detail"_L1}); // KeychainUse name, the keychain's own words
    add("input.from-keychain"_L1); // the password came from there
    // Settings of this computer; where: the place, as "https_proxy" or "~/.gitconfig:4 http.proxy"
    add("environment.proxy"_L1, {"where"_L1, "proxy"_L1});
    add("environment.no-user"_L1, {"where"_L1}); // the same proxy, and no user name with it
    add("environment.other-sign-in"_L1, {"where"_L1}); // not the sign-in that was typed
    add("environment.other-password"_L1, {"where"_L1}); // for the same user another password than the one accepted
    add("environment.password-used"_L1, {"where"_L1}); // holds the password that was sent
    add("environment.time-of-run"_L1, {"time"_L1}); // time, here and below: "2026-03-01 12:00 UTC"
    // What is remembered of earlier runs
    add("memory.accepted-before"_L1, {"time"_L1}); // this very password was last accepted then
    add("memory.accepted-otherwise"_L1, {"time"_L1, "scheme"_L1}); // the same, by another method
    add("memory.other-accepted"_L1, {"time"_L1}); // another password of the same user was last accepted then
    add("memory.copy-saved"_L1, {"time"_L1}); // the copy in the keychain was saved then
    add("memory.copy-differs"_L1, {"time"_L1}); // the same, and it is not the password used now
    add("environment.exception"_L1, {"where"_L1, "entry"_L1, "target"_L1}); // sends the target past the proxy
    add("environment.capitals"_L1, {"where"_L1}); // HTTP_PROXY, and no http_proxy
    add("environment.pac-address"_L1, {"where"_L1}); // a script decides, at this address
    add("environment.pac-fault"_L1, {"fault"_L1, "detail"_L1}); // fault: of platform/PacFault.h
    add("environment.pac-answer"_L1, {"target"_L1, "url"_L1}); // what the script returned for the target
    add("input.client-message"_L1, {"client"_L1, "text"_L1}); // what the program reported
    add("input.given"_L1, {"given"_L1}); // the address as typed
    add("input.endpoint"_L1, {"proxy"_L1}); // the address as used
    // Values of the Case
    add("resolution.failed"_L1, {"name"_L1, "outcome"_L1, "detail"_L1}); // ResolveOutcome name
    add("resolution.resolved"_L1, {"name"_L1, "addresses"_L1});
    add("connect.attempt"_L1, {"address"_L1, "port"_L1, "outcome"_L1, "detail"_L1, "seconds"_L1}); // ConnectOutcome name
    add("address.answered"_L1, {"address"_L1, "status"_L1, "reason"_L1, "schemes"_L1, "realm"_L1, "via"_L1}); // how one of several addresses answers the question that all of them got
    add("address.no-answer"_L1, {"address"_L1, "end"_L1}); // one of several addresses that gives no answer; end: ExchangeEnd name
    add("connect.local-address"_L1, {"address"_L1}); // the address of this computer that the proxy saw
    add("attempts.limit"_L1, {"limit"_L1, "rejected"_L1}); // stopped after so many refused answers
    add("attempts.refused-before"_L1); // as it was typed it was refused in an earlier run, and not sent again
    add("attempts.count"_L1, {"sent"_L1, "rejected"_L1});
    add("tls.problem"_L1, {"problem"_L1, "serverName"_L1, "issuer"_L1, "notAfter"_L1}); // problem: id of TlsFacts::problems
    add("tls.handshake-detail"_L1, {"detail"_L1}); // the TLS library's own words
    add("tls.established"_L1, {"version"_L1, "issuer"_L1});
    add("tls.proxy-certificate"_L1, {"subject"_L1, "issuer"_L1}); // the certificate that the proxy showed for itself
    add("tls.handshake-ended"_L1, {"end"_L1}); // end: "closed", "reset", "timeout", "handshake" or "not-tls"
    add("tls.client-certificate-asked"_L1); // the proxy ended TLS because it got no certificate of ours
    add("tls.port-answers"_L1, {"version"_L1, "issuer"_L1}); // the control question over TLS was answered
    add("tls.issuer"_L1, {"issuer"_L1}); // who issued the certificate that was shown for the target
    add("kerberos.asked"_L1, {"service"_L1, "canonical"_L1}); // for which service a ticket was asked for, as typed and as the system made it
    add("kerberos.ticket"_L1, {"principal"_L1, "source"_L1, "ends"_L1}); // whose ticket; TicketSource name; ISO time or empty
    add("kerberos.failure"_L1, {"error"_L1, "major"_L1, "minor"_L1, "detail"_L1}); // error: number and name of RFC 4120 or empty; GSS codes; the library's own words
    add("kerberos.password-refused"_L1, {"principal"_L1, "error"_L1, "detail"_L1}); // the KDC refused the password, or the account
    add("kerberos.clocks"_L1, {"minutes"_L1, "ahead"_L1}); // this computer's clock against one that an answer tells; ahead "yes" or "no"
    add("stage.failed"_L1, {"stage"_L1, "code"_L1}); // a step failed; StageId name and the result's code
    add("case.empty"_L1); // nothing was recorded
    return rows;
}

QList<WordId> makeRuledOutWords()
{
    QList<WordId> rows;
    const auto add = [&rows](QLatin1StringView id,
                             std::initializer_list<QLatin1StringView> params = {}) {
        rows.append({id, names(params)});
    };
    // Each says which observation excludes the neighbour.
    add("credentials-were-sent"_L1, {"scheme"_L1}); // the request did carry a sign-in
    add("no-credentials-sent"_L1); // no password was sent, so none was refused
    add("sign-in-was-asked"_L1); // the proxy did ask for a sign-in
    add("no-sign-in-asked"_L1); // the proxy never asked for a sign-in
    add("sign-in-accepted"_L1, {"status"_L1}); // after the sign-in the answer was no 407
    add("challenge-readable"_L1, {"schemes"_L1}); // the challenge can be read and is one of these
    add("no-challenge-to-answer"_L1); // the proxy named no scheme, so nothing could be sent
    add("scheme-can-be-used"_L1, {"scheme"_L1}); // the scheme asked for can be done here
    add("not-only-negotiate"_L1); // no ticket is involved: Negotiate is not what failed
    add("ticket-at-hand"_L1, {"principal"_L1}); // there is a ticket of this user
    add("ticket-not-password"_L1); // what was refused is a ticket; the password was not sent to the proxy
    add("no-ticket-sent"_L1); // nothing was sent to the proxy
    add("kdc-answered"_L1); // the KDC did answer
    add("kdc-gave-ticket"_L1, {"spn"_L1}); // the KDC knows this service: it issued a ticket for it
    add("clocks-agree"_L1, {"seconds"_L1}); // this computer's clock and the proxy's differ by no more than that
    add("input-clean"_L1); // nothing odd in what was typed
    add("name-as-meant"_L1, {"name"_L1}); // the address was split as it was meant
    add("parser-reads-another-host"_L1, {"readHost"_L1}); // the name that does not resolve is a piece of the password
    add("found-before-any-password-was-sent"_L1);
    add("not-loopback"_L1, {"address"_L1}); // the proxy is not on this computer
    add("is-loopback"_L1, {"address"_L1}); // the proxy is on this computer
    add("asked-before-target"_L1); // the answer came from the proxy: the site was not contacted
    add("to-connect"_L1); // the answer was to CONNECT, which the site never sees
    add("no-trace-of-target"_L1); // nothing in the answer came from the site
    add("inside-tunnel"_L1); // the answer came through the tunnel, which the proxy cannot write into
    add("forwarded-by-proxy"_L1, {"via"_L1}); // the proxy marked the answer as passed on
    add("proxy-own-field"_L1, {"name"_L1, "value"_L1}); // the answer carries the proxy's own error field
    add("provider-says"_L1, {"product"_L1}); // the provider's own code says something else
    add("proxy-own-page"_L1, {"product"_L1}); // the page is one of the proxy's own
    add("plain-request-forwarded"_L1, {"status"_L1}); // a plain request was passed on, so it is a proxy
    add("plain-request-not-forwarded"_L1); // a plain request was answered by the server's own page
    add("other-port-not-refused"_L1, {"port"_L1, "status"_L1}); // CONNECT to the other port was not refused
    add("other-port-refused-too"_L1, {"port"_L1, "status"_L1}); // refused as well, so it is not the port
    add("some-target-allowed"_L1, {"target"_L1}); // another target was allowed
    add("all-targets-refused"_L1); // every target was refused, none after a sign-in
    add("connect-challenged-too"_L1); // CONNECT was asked for a sign-in as well
    add("plain-sign-in-accepted"_L1, {"status"_L1}); // the same sign-in was accepted for the plain request
    add("connect-sign-in-accepted"_L1, {"status"_L1}); // the same sign-in was accepted for CONNECT
    add("new-connection-passes"_L1, {"status"_L1}); // the same sign-in was accepted on a new connection
    add("connect-was-answered"_L1, {"status"_L1}); // CONNECT got an answer
    add("tunnel-was-open"_L1, {"status"_L1}); // the proxy had opened the tunnel
    add("tunnel-never-open"_L1); // there was no tunnel
    add("target-sent-tls"_L1); // the target answered the TLS handshake, so the tunnel carried it
    add("target-sent-no-tls"_L1); // no TLS answer ever came through the tunnel
    add("target-answered"_L1, {"status"_L1}); // the site itself answered
    add("input-only-ascii"_L1); // no character that encodings write differently
    add("ntlm-not-used"_L1, {"scheme"_L1}); // only an NTLM answer names a domain
    add("acts-as-proxy"_L1); // it did what only a proxy does
    add("page-is-not-pac"_L1); // the page is no proxy configuration script
    add("page-is-pac"_L1); // the page is a proxy configuration script
    add("answer-is-http"_L1); // the answer is HTTP
    add("answer-is-not-tls"_L1); // the first bytes are no TLS record
    add("answer-is-not-socks"_L1); // the first bytes are no SOCKS reply
    add("answer-is-not-http"_L1); // the first bytes are no HTTP
    add("answers-socks"_L1); // the port answers a SOCKS greeting
    add("socks-method-agreed"_L1); // the server chose a method that this program can do
    add("socks-sign-in-accepted"_L1); // the server accepted user name and password
    add("socks-rule-refuses"_L1); // the server says that a rule of its own forbids it
    add("socks-connection-made"_L1); // the server says that it made the connection
    add("answer-came"_L1); // bytes did come back
    add("no-answer-came"_L1); // no byte came back
    add("connected"_L1, {"address"_L1}); // the connection itself was made
    add("proxy-works-for-others"_L1, {"target"_L1}); // another target was reached through this proxy
    add("proxy-says-it-tried"_L1); // the proxy says it tried to reach the site
    add("attempt-limit-not-reached"_L1);
    add("other-spelling-refused"_L1, {"spelling"_L1, "user"_L1}); // refused in this other spelling as well
    add("other-spelling-passed"_L1, {"status"_L1}); // the same password passes in another spelling
    add("nonce-too-old"_L1); // the proxy says the nonce was too old, not that the password was wrong
    add("nonce-not-stale"_L1); // the proxy does not call the nonce stale
    add("answer-fits-challenge"_L1); // the answer was made by this program for this challenge and request
    add("answer-does-not-fit"_L1); // the answer could not be accepted, whatever the password
    add("plain-request-cut-too"_L1); // a plain request was cut off as well, so it is not only CONNECT
    add("proxy-own-words"_L1, {"text"_L1}); // the proxy says itself that it is the port
    add("asked-by-another"_L1); // the question is not the proxy's own, so nothing was said about the answer to that
    add("status-is-no-407"_L1, {"status"_L1}); // a refused sign-in is answered with 407
    add("no-word-of-target"_L1); // the answer says nothing about reaching the site
    add("another-server"_L1, {"server"_L1}); // another program than the proxy wrote the answer
    add("issued-by-inspector"_L1, {"issuer"_L1}); // the certificate is not the site's own, but made on the way
    add("tls-answered"_L1); // the port does answer to TLS
    add("proxy-own-certificate"_L1); // it was shown by the proxy for itself, before any tunnel
    add("answers-in-clear"_L1, {"status"_L1}); // the port answers without TLS
    add("no-answer-in-clear"_L1); // a control question without TLS got no answer either
    add("only-first-message-sent"_L1); // of NTLM; it holds no proof of a password
    add("first-message-answered"_L1); // the proxy went on after the first message
    add("same-connection"_L1); // question and answer were on one connection
    add("domain-as-named"_L1, {"domain"_L1}); // the domain sent is the one that the proxy names
    add("time-of-the-proxy"_L1); // the answer carries the proxy's own time
    add("proof-not-judged"_L1); // the answer could not count where it was sent
    add("other-password-before"_L1, {"time"_L1}); // the password accepted then was another one
    add("not-accepted-before"_L1); // in no run that is remembered
    add("same-password-before"_L1, {"time"_L1}); // this very password was accepted then
    add("newer-password-known"_L1, {"time"_L1}); // another one was accepted then, later than this one
    add("no-newer-password-known"_L1);
    add("not-from-a-copy"_L1); // it was typed
    add("password-accepted-now"_L1);
    add("keychain-readable"_L1); // the stored secret could be read
    return rows;
}

QHash<QString, QStringList> makeCauseParams()
{
    QHash<QString, QStringList> rows;
    const auto add = [&rows](QLatin1StringView id, std::initializer_list<QLatin1StringView> list) {
        rows.insert(id, names(list));
    };
    add("healthy.signed-in"_L1, {"scheme"_L1, "realm"_L1, "targets"_L1}); // targets: how many answered
    add("healthy.no-sign-in-asked"_L1, {"targets"_L1, "credentialsGiven"_L1}); // "yes" or "no"
    // The params of the InputProblem are passed on: character, readHost, readPort, meantHost, encoded.
    add("input.reserved-character-in-url"_L1,
        {"field"_L1, "character"_L1, "readHost"_L1, "readPort"_L1, "meantHost"_L1, "encoded"_L1,
         "position"_L1});
    add("input.malformed-escape"_L1, {"field"_L1, "character"_L1, "encoded"_L1, "position"_L1});
    add("input.encoded-twice"_L1, {"field"_L1, "proven"_L1}); // field "user" or "password"; proven "yes" or "no"
    add("input.invisible-character"_L1, {"field"_L1, "character"_L1, "fact"_L1, "position"_L1});
    add("input.colon-in-user-name"_L1, {});
    add("input.unparsable"_L1, {"given"_L1});
    add("credentials.missing"_L1, {"schemes"_L1, "scheme"_L1, "realm"_L1, "stored"_L1, // stored: "yes": the keychain should have had it
                               "helper"_L1}); // a program on the user's computer whose own sign-in was refused
    add("credentials.incomplete"_L1, {"lacks"_L1, "scheme"_L1, "realm"_L1}); // lacks "password" or "user"
    add("credentials.rejected"_L1, {"scheme"_L1, "realm"_L1, "sent"_L1, "rejected"_L1, "by"_L1, "why"_L1, "otherSchemes"_L1, "otherAccepted"_L1, "clockMinutes"_L1, "clockAhead"_L1}); // clockMinutes: where the clocks differ so much that it may be why, else empty; otherAccepted: when another password of this user was, empty: not known; by: "kdc", or empty: the proxy; why: NegotiateFacts::reason; otherSchemes: offered, not tried, comma separated
    add("credentials.changed"_L1, {"scheme"_L1, "accepted"_L1, "refused"_L1, "otherAccepted"_L1}); // times: when this password was last accepted, when it was refused, when another one was accepted in between
    add("credentials.stored-copy-outdated"_L1, {"scheme"_L1, "used"_L1, "kind"_L1, "where"_L1, "otherAccepted"_L1}); // used "yes": this copy was refused, "no": beside one that passes; kind "keychain" or "setting"; where: places of settings, comma separated
    add("credentials.login-form"_L1, {"form"_L1, "sentAs"_L1, "passedAs"_L1}); // form: Exchange::alternative of the one that passed; sentAs: as typed; passedAs: empty where only a hash was sent
    add("credentials.charset"_L1, {"charset"_L1, "proven"_L1}); // charset: the one that passes, or was left untried; proven "yes" or "no"
    add("credentials.sent-to-the-target"_L1, {"sentAs"_L1, "neededAs"_L1, "scheme"_L1}); // field names
    add("credentials.keychain-unavailable"_L1, {"keychain"_L1, "detail"_L1}); // KeychainUse name
    add("credentials.attempt-limit"_L1, {"limit"_L1, "sent"_L1, "rejected"_L1, "untriedClean"_L1, "untriedDecoded"_L1, "untriedCharset"_L1, "untriedLogin"_L1, "untriedDigest"_L1}); // untried...: "yes" or "no", by kind of spelling
    add("scheme.challenge-missing"_L1, {"method"_L1}); // method: of the request answered so
    add("scheme.challenge-malformed"_L1, {"problems"_L1, "value"_L1, "scheme"_L1, "lacks"_L1}); // lacks: "realm", "nonce" or empty
    add("scheme.unknown"_L1, {"schemes"_L1}); // comma separated, as sent
    for (const QLatin1StringView id :
         {"client.cannot-do-scheme"_L1, "client.basic-disabled-for-tunnels"_L1})
        add(id, {"client"_L1, "version"_L1, "schemes"_L1, "abilities"_L1}); // abilities: methods it can do
    add("client.hides-the-407"_L1, {"client"_L1});
    add("scheme.none-usable"_L1, {"schemes"_L1, "usable"_L1, "because"_L1, "choice"_L1}); // because: "program" (this version can do only `usable`), "choice" (the person limited it) or "client" (a pasted text: its program sent nothing)
    add("scheme.proxy-answers-401"_L1, {"realm"_L1, "scheme"_L1, "when"_L1}); // when: "before-answer" or "after-answer"
    add("scheme.basic-in-clear"_L1, {"sent"_L1}); // "yes": was sent; "no": would be sent
    add("scheme.differs-by-method"_L1, {"plainSchemes"_L1, "connectSchemes"_L1}); // empty: not asked
    add("digest.algorithm-unsupported"_L1, {"algorithm"_L1}); // comma separated, as sent
    add("digest.auth-int-only"_L1, {"answered"_L1}); // "yes": this program answered it
    add("digest.answer-inconsistent"_L1, {"part"_L1, "sent"_L1, "expected"_L1}); // part: "uri", "nonce", "realm", "algorithm", "nc" (used twice; expected is empty)
    add("credentials.wrong-domain"_L1, {"sent"_L1, "named"_L1}); // domains
    add("ntlm.connection-not-kept"_L1, {"how"_L1}); // how: "moved" (to another connection), "announced" (Connection: close), "closed", "unanswered" (closed behind the third message)
    add("ntlm.first-message-refused"_L1, {});
    add("ntlm.node-changed"_L1, {"firstNode"_L1, "secondNode"_L1});
    add("ntlm.label-mismatch"_L1, {"by"_L1, "label"_L1, "token"_L1}); // by: "proxy" or "client"; label: scheme; token: "spnego" or "ntlm"
    add("ntlm.version-1-demanded"_L1, {});
    add("ntlm.version-1-used"_L1, {});
    // Of all these: service as typed, canonical with realm, whose ticket, TicketSource name, its end,
    // a closer reason (NegotiateFacts::reason), number and name of RFC 4120, the library's own words.
    add("kerberos.no-ticket"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("kerberos.ticket-expired"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("kerberos.proxy-named-by-address"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("kerberos.service-unknown"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("kerberos.kdc-unreachable"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("kerberos.unavailable"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1});
    add("digest.nonce-stale"_L1, {"nodesApart"_L1}); // seconds, where the proxy's answers tell clocks that differ
    add("kerberos.clock-skew"_L1, {"service"_L1, "canonical"_L1, "principal"_L1, "source"_L1, "ends"_L1, "why"_L1, "error"_L1, "detail"_L1, "minutes"_L1, "ahead"_L1, "spn"_L1, "realm"_L1, "etype"_L1, "kvno"_L1}); // ahead "yes": this computer is
    add("kerberos.ticket-rejected"_L1, {"spn"_L1, "realm"_L1, "etype"_L1, "kvno"_L1, "error"_L1, "detail"_L1, "service"_L1, "canonical"_L1, "principal"_L1});
    add("network.name-not-resolved"_L1, {"name"_L1, "outcome"_L1, "detail"_L1}); // ResolveOutcome name
    add("network.refused"_L1, {"addresses"_L1, "port"_L1});
    add("network.timed-out"_L1, {"addresses"_L1, "port"_L1, "seconds"_L1});
    add("network.unreachable"_L1, {"addresses"_L1, "port"_L1, "detail"_L1});
    // differs: "connect", "answer" or "both"; failing: those that do not connect, working: those that
    // do, others: those that connect and answer otherwise than the one in use, used; comma lists
    add("network.some-addresses-fail"_L1,
        {"differs"_L1, "failing"_L1, "working"_L1, "others"_L1, "used"_L1});
    add("network.reset"_L1, {"end"_L1, "method"_L1, "phase"_L1}); // ExchangeEnd name; phase: "before-request" (ended before it could be sent) or "after-request"
    add("network.no-reply"_L1, {"seconds"_L1, "method"_L1});
    add("endpoint.local-helper-not-running"_L1, {"addresses"_L1, "port"_L1});
    add("endpoint.expects-tls"_L1, {"alert"_L1});
    add("endpoint.is-socks"_L1, {"version"_L1});
    add("endpoint.is-http"_L1, {});
    add("socks.credentials-rejected"_L1, {"sent"_L1, "rejected"_L1, "otherAccepted"_L1});
    add("socks.credentials-unsendable"_L1, {"field"_L1, "problem"_L1}); // as in input.socks-length
    add("socks.method-refused"_L1, {"why"_L1}); // "none" will do, "gssapi" is wanted, "not-offered" was chosen, "version-4" or "version-5" is what the server speaks
    add("socks.request-refused"_L1, {"code"_L1}); // as in socks.reply
    add("socks.password-in-clear"_L1, {});
    add("endpoint.not-a-proxy"_L1, {"server"_L1, "connectStatus"_L1});
    add("endpoint.serves-pac"_L1, {"by"_L1}); // "answer": the answer is a PAC file; "address": the address given is that of one
    add("endpoint.not-http"_L1, {"protocol"_L1, "text"_L1}); // protocol as in bytes.greeting, empty: not recognised
    // phase: "status-line", "head" or "body", where it broke off; else empty. offset: in the answer
    add("endpoint.protocol-broken"_L1, {"problem"_L1, "offset"_L1, "phase"_L1, "end"_L1}); // problem: "no-status", "cut-off", "limit", "no-head", "socks" (begins like SOCKS); as a warning "body-cut-off"; as a warning about one line: "no-colon", "empty-field-name", "bad-field-name", "space-before-colon", "nul-in-value"
    add("tunnel.connect-unsupported"_L1, {});
    add("tunnel.port-not-allowed"_L1, {"allowedPort"_L1}); // a port that was not refused so, or empty
    add("tunnel.sign-in-only-for-get"_L1, {"works"_L1, "scheme"_L1}); // works: "plain" or "connect"
    add("tunnel.challenge-inside"_L1, {});
    add("tunnel.broken-after-established"_L1, {"end"_L1, "bytes"_L1}); // bytes that came through the tunnel
    add("policy.forbidden"_L1, {"pageReason"_L1, "proxyError"_L1, "signedIn"_L1}); // signedIn "yes", "no"
    add("policy.address-not-allowed"_L1, {"localAddress"_L1, "pageReason"_L1, "proxyError"_L1});
    add("proxy.target-unreachable"_L1, {"pageReason"_L1, "proxyError"_L1, "problem"_L1}); // problem: "dns", "refused", "timeout", "unknown"
    add("proxy.retry-ignored"_L1, {"method"_L1, "end"_L1, "seconds"_L1}); // ExchangeEnd name; seconds: of silence, or empty
    add("policy.account-or-quota"_L1, {"pageReason"_L1, "proxyError"_L1});
    add("proxy.upstream-sign-in"_L1, {"realm"_L1, "ownRealm"_L1}); // of the second question and of the first
    add("origin.sends-407"_L1, {"realm"_L1, "ownRealm"_L1});
    add("proxy.internal-error"_L1, {"pageReason"_L1, "proxyError"_L1});
    add("origin.sign-in-required"_L1, {"scheme"_L1, "realm"_L1});
    add("origin.refused"_L1, {"pageReason"_L1});
    add("origin.not-found"_L1, {});
    add("origin.server-error"_L1, {"pageReason"_L1});
    add("endpoint.does-not-speak-tls"_L1, {});
    add("tls.certificate-untrusted"_L1, {"issuer"_L1});
    add("tls.certificate-name-mismatch"_L1, {"serverName"_L1, "names"_L1}); // names: those it is made out to
    add("tls.certificate-expired"_L1, {"notBefore"_L1, "notAfter"_L1, "clockMinutes"_L1, "clockAhead"_L1}); // clockMinutes: where by another clock it is valid
    add("tls.client-certificate-required"_L1, {});
    add("tls.handshake-failed"_L1, {"detail"_L1});
    add("tls.target-failed"_L1, {"problem"_L1, "serverName"_L1, "issuer"_L1, "notAfter"_L1, "detail"_L1, "clockMinutes"_L1, "clockAhead"_L1}); // problem: id of TlsFacts::problems or "handshake"; clockMinutes: where by another clock it is valid
    add("tls.target-intercepted"_L1, {"issuer"_L1});
    // difference: "proxy" or "sign-in"; clients: "curl, git: proxy.example:3128 (https_proxy); wget: -"
    add("settings.sources-disagree"_L1, {"difference"_L1, "first"_L1, "firstWhere"_L1, "second"_L1, "secondWhere"_L1, "clients"_L1});
    add("settings.missing-in-one-place"_L1, {"what"_L1, "has"_L1, "lacks"_L1}); // what: "proxy", "scheme" (of the websites) or "sign-in"; has, lacks: places
    add("settings.bypassed"_L1, {"by"_L1, "entry"_L1, "where"_L1, "past"_L1, "through"_L1}); // by: "list" or "pac"; past, through: names of programs
    add("settings.upper-case-http-proxy"_L1, {});
    add("settings.pac-unreachable"_L1, {"url"_L1, "fault"_L1, "detail"_L1, "httpStatus"_L1}); // fault: of platform/PacFault.h
    add("settings.pac-broken"_L1, {"url"_L1, "fault"_L1, "detail"_L1, "line"_L1});
    add("settings.pac-names-another-proxy"_L1, {"url"_L1, "named"_L1}); // named: the proxy that the script gives
    // question: the one check that would decide: "send-again-with-password", "ask-proxy-admin-log",
    // "which-request", "run-live", "run-again", "another-network", "repeat-and-compare", "try-https"; known: comma separated stages that passed.
    add("unknown.needs-a-look"_L1, {"question"_L1, "known"_L1, "stage"_L1});
    return rows;
}

QStringList idsOf(const QList<WordId> &rows)
{
    QStringList ids;
    for (const WordId &row : rows)
        ids.append(row.id);
    return ids;
}

} // namespace

const QList<WordId> &evidenceWords()
{
    static const QList<WordId> rows = makeEvidenceWords();
    return rows;
}

QStringList evidenceWordIds()
{
    return idsOf(evidenceWords());
}

const QList<WordId> &ruledOutWords()
{
    static const QList<WordId> rows = makeRuledOutWords();
    return rows;
}

QStringList ruledOutWordIds()
{
    return idsOf(ruledOutWords());
}

QStringList causeParams(const QString &causeId)
{
    static const QHash<QString, QStringList> rows = makeCauseParams();
    return rows.value(causeId);
}

QStringList commonParams()
{
    static const QStringList list
        = names({"proxy"_L1, "product"_L1, "target"_L1, "targetHost"_L1, "targetPort"_L1,
                 "status"_L1, "reason"_L1, "user"_L1});
    return list;
}

} // namespace pt
