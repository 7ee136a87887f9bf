// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"

#include <QByteArray>
#include <QList>

namespace pt::test {

struct SampleCase
{
    const char *name;
    Case value;
};

/// A run against a proxy at 10.1.2.3 whose requests were answered as given.
inline Case sampleCase(const QList<std::pair<QByteArray, QByteArray>> &exchanges,
                       bool withBody = true)
{
    using namespace Qt::StringLiterals;
    Case value;
    value.input.given = u"http://dev.smith@proxy.acme-corp.test:3128"_s;
    value.input.endpoint = {ProxyScheme::Http, u"proxy.acme-corp.test"_s, 3128};
    value.input.user = u"ACME\\dev.smith"_s;
    value.input.secret = SecretFacts{u"8-15"_s};
    value.input.targets
        = {u"http://intranet.acme-corp.test/a"_s, u"https://shop.other.test/b?x=1"_s};
    value.resolution
        = Resolution{u"proxy.acme-corp.test"_s, ResolveOutcome::Resolved, {u"10.1.2.3"_s}, 2, {}};
    value.connects
        = {{u"10.1.2.3"_s, 3128, ConnectOutcome::Connected, 2, 1, u"10.1.2.77"_s, 40001, {}}};
    int id = 0;
    for (const auto &[request, response] : exchanges) {
        Exchange exchange;
        exchange.id = ++id;
        exchange.connection = id;
        exchange.localAddress = u"10.1.2.77"_s;
        exchange.localPort = quint16(40000 + id);
        exchange.remote = u"10.1.2.3:3128"_s;
        exchange.form
            = request.startsWith("CONNECT") ? ExchangeForm::Connect : ExchangeForm::PlainRequest;
        exchange.target = request.startsWith("CONNECT") ? value.input.targets.last()
                                                        : value.input.targets.first();
        exchange.request.head = request;
        exchange.request.headComplete = true;
        const bool signedRequest = request.contains("Proxy-Authorization");
        exchange.stage = signedRequest ? StageId::SignIn : StageId::Challenge;
        if (signedRequest) {
            exchange.answeredScheme = u"basic"_s;
            ++value.attempts.sent;
        }
        const qsizetype end = response.indexOf("\r\n\r\n");
        const bool http = response.startsWith("HTTP/") && end > 0;
        exchange.response.head = http ? response.left(end + 4) : QByteArray();
        exchange.response.body = http ? response.mid(end + 4) : response;
        if (!withBody)
            exchange.response.body.clear();
        exchange.response.bodyBytes = exchange.response.body.size();
        exchange.response.headComplete = http;
        exchange.response.bodyComplete = true;
        exchange.firstByteMs = response.isEmpty() ? -1 : 5;
        exchange.startedMs = 4;
        exchange.durationMs = 3;
        if (response.isEmpty())
            exchange.end = ExchangeEnd::ClosedByPeer;
        if (signedRequest && response.startsWith("HTTP/1.1 407")) {
            exchange.answerRejected = true;
            ++value.attempts.rejected;
        }
        value.exchanges.append(exchange);
    }
    return value;
}

inline QList<SampleCase> sampleCases()
{
    using namespace Qt::StringLiterals;
    const QByteArray get
        = "GET http://intranet.acme-corp.test/a HTTP/1.1\r\nHost: intranet.acme-corp.test\r\n\r\n";
    const QByteArray signedGet
        = "GET http://intranet.acme-corp.test/a HTTP/1.1\r\nHost: "
          "intranet.acme-corp.test\r\nProxy-Authorization: "
          "Basic [basic user=\"ACME\\dev.smith\" password-length=8-15 password-kind=ascii]\r\n\r\n";
    const QByteArray connect
        = "CONNECT shop.other.test:443 HTTP/1.1\r\nHost: shop.other.test:443\r\n\r\n";
    const QByteArray asked
        = "HTTP/1.1 407 Proxy Authentication Required\r\nServer: squid/5.7\r\nX-Squid-Error: "
          "ERR_CACHE_ACCESS_DENIED 0\r\n"
          "Proxy-Authenticate: Basic realm=\"ACME staff only\"\r\nVia: 1.1 squid1 (squid/5.7)\r\n"
          "Content-Type: text/html\r\n\r\n<html><head><title>ERROR: Cache Access "
          "Denied</title></head></html>";
    const QByteArray passed
        = "HTTP/1.1 200 OK\r\nServer: Apache/2.4\r\nVia: 1.1 squid1 (squid/5.7)\r\n\r\nhello";
    QList<SampleCase> list;
    list.append({"signed in", sampleCase({{get, asked}, {signedGet, passed}})});
    list.append({"rejected", sampleCase({{get, asked}, {signedGet, asked}})});
    Case changed = list.last().value;
    changed.environment.startedUtc = u"2026-03-01T12:00:00.000Z"_s;
    changed.environment.memory
        = SignInMemory{{{u"2026-02-01T12:00:00.000Z"_s, u"basic"_s, true, true}}, SameSecret::Unknown, {}};
    list.append({"accepted before", changed});
    changed.environment.memory->accepted.prepend({u"2026-02-20T12:00:00.000Z"_s, u"basic"_s, true, false});
    ProxySource copy{u"http.proxy"_s, u"http://dev.smith:***@proxy.acme-corp.test:3128"_s, SourceKind::Git,
                     SourceUse::Proxy, u"all"_s, u"~/.gitconfig"_s, 4,
                     {ProxyScheme::Http, u"proxy.acme-corp.test"_s, 3128}, SourceSignIn::Same, SameSecret::Yes};
    changed.environment.sources = {copy};
    list.append({"an old copy was used", changed});
    Case beside = list.first().value;
    copy.signIn = SourceSignIn::Different;
    copy.secret = SameSecret::No;
    beside.environment.sources = {copy};
    list.append({"an old copy beside", beside});
    // TLS with the proxy itself, by port probes.
    TlsFacts proxyTls;
    proxyTls.established = true;
    proxyTls.version = u"TLSv1.3"_s;
    proxyTls.serverName = u"proxy.acme-corp.test"_s;
    proxyTls.chain = {{u"CN=proxy1.acme-corp.test, O=ACME"_s,
                       u"CN=ACME Root CA"_s,
                       {u"proxy1.acme-corp.test"_s, u"10.1.2.9"_s},
                       u"2024-01-01T00:00:00Z"_s,
                       u"2030-01-01T00:00:00Z"_s,
                       u"ab12"_s,
                       false}};
    const auto probed = [](Case value, const QString &failure, const TlsFacts &tls, bool control,
                           const QByteArray &bytes) {
        value.input.endpoint.scheme = control ? ProxyScheme::Http : ProxyScheme::Https;
        Exchange exchange;
        exchange.id = int(value.exchanges.size()) + 1;
        exchange.form = ExchangeForm::PortProbe;
        exchange.stage = StageId::Secure;
        exchange.control = control;
        exchange.remote = u"10.1.2.3:3128"_s;
        exchange.tls = tls;
        exchange.response.body = bytes;
        exchange.response.bodyBytes = bytes.size();
        exchange.end = failure.isEmpty() ? ExchangeEnd::Complete : ExchangeEnd::TlsFailed;
        exchange.endDetail = failure;
        value.exchanges.append(exchange);
        return value;
    };
    for (const char *problem : {"untrusted", "name-mismatch", "expired"}) {
        TlsFacts facts = proxyTls;
        facts.problems = {QString::fromLatin1(problem)};
        list.append({problem, probed(sampleCase({}), u"certificate"_s, facts, false, {})});
    }
    list.append({"client certificate",
                 probed(sampleCase({}), u"client-certificate"_s, proxyTls, false, {})});
    TlsFacts cut;
    cut.serverName = proxyTls.serverName;
    cut.detail = u"tlsv1 alert protocol version of acme-corp"_s;
    list.append({"TLS handshake", probed(sampleCase({}), u"handshake"_s, cut, false, {})});
    list.append({"HTTP for a ClientHello",
                 probed(sampleCase({}), u"not-tls"_s, {}, false,
                        "HTTP/1.1 400 Bad Request\r\nServer: acmefilter\r\n\r\nacme-corp")});
    list.append({"SSH for a ClientHello",
                 probed(sampleCase({}), u"not-tls"_s, {}, false, "SSH-2.0-OpenSSH_9.2 acme\r\n")});
    list.append(
        {"TLS port spoken to in clear", probed(sampleCase({{get, {}}}), {}, proxyTls, true, {})});
    Case clear = probed(sampleCase({}), u"closed"_s, {}, false, {});
    Exchange question;
    question.id = 2;
    question.form = ExchangeForm::PortProbe;
    question.stage = StageId::Secure;
    question.control = true;
    question.request.head = "GET / HTTP/1.1\r\nHost: proxy.acme-corp.test:3128\r\n\r\n";
    question.request.headComplete = true;
    question.response.head
        = "HTTP/1.1 400 Bad Request\r\nServer: squid/5.7\r\nVia: 1.1 gw.acme-corp.test\r\n\r\n";
    question.response.headComplete = true;
    clear.exchanges.append(question);
    list.append({"plain port spoken to over TLS", clear});
    Case missing = sampleCase({{get, asked}, {connect, asked}});
    missing.input.user.clear();
    missing.input.secret.reset();
    list.append({"no credentials", missing});
    list.append({"no sign-in asked", sampleCase({{get, passed}})});
    list.append(
        {"challenge missing",
         sampleCase(
             {{get, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"}})});
    list.append({"challenge malformed",
                 sampleCase({{get,
                              "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
                              "\"acme\r\n\r\n"}})});
    list.append(
        {"realm missing",
         sampleCase({{get, "HTTP/1.1 407 Nope\r\nProxy-Authenticate: Basic acme=\"x\"\r\n\r\n"}})});
    list.append(
        {"unknown scheme",
         sampleCase(
             {{get, "HTTP/1.1 407 Nope\r\nProxy-Authenticate: AcmeAuth realm=\"a\"\r\n\r\n"}})});
    list.append({"tinyproxy's 401",
                 sampleCase({{connect,
                              "HTTP/1.0 401 Unauthorized\r\nServer: tinyproxy/1.11.1\r\n"
                              "Proxy-Authenticate: Basic realm=\"Tinyproxy\"\r\n\r\n<html><body>"
                              "Generated by tinyproxy</body></html>"}})});
    list.append({"port not allowed",
                 sampleCase({{connect,
                              "HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: "
                              "ERR_ACCESS_DENIED 0\r\n\r\n<title>ERROR: Access Denied</title>"},
                             {get, passed}})});
    list.append(
        {"block page",
         sampleCase({{get, asked},
                     {signedGet,
                      "HTTP/1.1 403 Forbidden\r\nServer: acmefilter\r\n\r\n<html><title>Blocked"
                      "</title><p>Category: gambling, dev.smith</p></html>"}})});
    list.append(
        {"DNS failure at the proxy",
         sampleCase({{get,
                      "HTTP/1.1 503 Service Unavailable\r\nServer: squid/5.7\r\nX-Squid-Error: "
                      "ERR_DNS_FAIL 0\r\n\r\n<title>ERROR: DNS</title>"}})});
    list.append({"target's 404",
                 sampleCase({{get,
                              "HTTP/1.1 404 Not Found\r\nServer: nginx\r\nVia: 1.1 squid1 "
                              "(squid/5.7)\r\n\r\n"}})});
    list.append(
        {"target's 401",
         sampleCase(
             {{get,
               "HTTP/1.1 401 Unauthorized\r\nServer: nginx\r\nVia: 1.1 squid1 (squid/5.7)\r\n"
               "WWW-Authenticate: Basic realm=\"intranet\"\r\n\r\n"}})});
    list.append(
        {"PAC file",
         sampleCase({{get,
                      "HTTP/1.1 200 OK\r\nContent-Type: application/x-ns-proxy-autoconfig\r\n\r\n"
                      "function FindProxyForURL(url, host) { return \"PROXY "
                      "proxy.acme-corp.test:3128\"; }"}})});
    list.append(
        {"web server",
         sampleCase(
             {{get, "HTTP/1.1 404 Not Found\r\nServer: nginx/1.22\r\n\r\n<h1>404 Not Found</h1>"},
              {connect,
               "HTTP/1.1 405 Method Not Allowed\r\nServer: nginx/1.22\r\nAllow: GET\r\n\r\n"}})});
    list.append({"SSH", sampleCase({{get, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}})});
    list.append({"SMTP", sampleCase({{get, "220 mail.acme-corp.test ESMTP Postfix\r\n"}})});
    list.append({"TLS alert", sampleCase({{get, QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7)}})});
    list.append(
        {"broken protocol", sampleCase({{get, "HTTP/1.1 ACME is not here\r\nX: y\r\n\r\n"}})});
    list.append({"closed without an answer", sampleCase({{get, {}}})});
    Case notFound = sampleCase({});
    notFound.resolution = Resolution{
        u"proxy.acme-corp.test"_s, ResolveOutcome::NotFound, {}, 2, u"Host not found"_s};
    notFound.connects.clear();
    list.append({"name not found", notFound});
    Case refused = sampleCase({});
    refused.connects
        = {{u"10.1.2.3"_s, 3128, ConnectOutcome::Refused, 2, 1, {}, 0, u"Connection refused"_s}};
    list.append({"refused", refused});
    Case helper = refused;
    helper.input.endpoint.host = u"127.0.0.1"_s;
    helper.resolution
        = Resolution{u"127.0.0.1"_s, ResolveOutcome::Literal, {u"127.0.0.1"_s}, 0, {}};
    helper.connects.first().address = u"127.0.0.1"_s;
    list.append({"refused on this computer", helper});
    Case typed = sampleCase({});
    typed.input.given = u"http://dev@acme-corp.test:***@proxy.acme-corp.test:3128"_s;
    typed.input.problems = {{InputProblemKind::ReservedCharacter,
                             u"url"_s,
                             10,
                             1,
                             {{u"readHost"_s, u"acme-corp.test"_s}, {u"character"_s, u"@"_s}}}};
    typed.resolution = notFound.resolution;
    typed.connects.clear();
    list.append({"reserved character in the address", typed});
    list.append({"without bodies", sampleCase({{get, asked}, {signedGet, asked}}, false)});
    return list;
}

} // namespace pt::test
