// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace pt::test {

/// A marker that is put into one field of a Case and must not come out in a bundle.
struct Canary
{
    const char *field;
    QString marker;
};

inline QList<Canary> canaries()
{
    using namespace Qt::StringLiterals;
    return {{"user", u"zquserkayle"_s},
            {"domain", u"zqdomainfarn"_s},
            {"password", u"zqPass!wurz77"_s},
            {"proxy host", u"zqproxyhost"_s},
            {"name in the proxy URL", u"zqurlname"_s},
            {"password in the proxy URL", u"zqurlpass"_s},
            {"target host", u"zqtargethost"_s},
            {"target path", u"zqtargetpath"_s},
            {"target query", u"zqtargetquery"_s},
            {"realm", u"zqrealmtext"_s},
            {"nonce", u"zqnoncetext"_s},
            {"opaque", u"zqopaquetext"_s},
            {"challenge parameter", u"zqparamtext"_s},
            {"digest response", u"zqdigestresponse"_s},
            {"cnonce", u"zqcnoncetext"_s},
            {"cookie", u"zqcookietext"_s},
            {"set-cookie", u"zqsetcookie"_s},
            {"answer's body", u"zqbodytext"_s},
            {"script in the body", u"zqscripttext"_s},
            {"request's body", u"zqrequestbody"_s},
            {"reason phrase", u"zqreasontext"_s},
            {"unknown header", u"zqunknownheader"_s},
            {"line without a colon", u"zqnocolonline"_s},
            {"host in Via", u"zqviahost"_s},
            {"host in X-Cache", u"zqcachehost"_s},
            {"host in Location", u"zqlocationhost"_s},
            {"query in Location", u"zqlocationquery"_s},
            {"bearer token", u"zqbearertoken"_s},
            {"Kerberos realm", u"zqkerberosrealm"_s},
            {"realm of the proxy", u"zqrealmofhost"_s},
            {"canonical host of the proxy", u"zqcanonicalhost"_s},
            {"code of Negotiate", u"zq negotiate code"_s},
            {"reason of Negotiate", u"zq negotiate reason"_s},
            {"end of a ticket", u"zqticketend"_s},
            {"scheme of an earlier sign-in", u"zqmemoryscheme"_s},
            {"time of an earlier sign-in", u"zqacceptedat"_s},
            {"time of a stored copy", u"zqstoredat"_s},
            {"GSS-API's words", u"zqmajortext"_s},
            {"Kerberos' words", u"zqminortext"_s},
            {"environment variable", u"zqenvhost"_s},
            {"sign-in in an environment variable", u"zqenvpass"_s},
            {"no_proxy", u"zqnoproxy"_s},
            {"name of a setting", u"zqsourcename"_s},
            {"file of a setting", u"zqsourcefile"_s},
            {"host of a PAC file", u"zqpachost"_s},
            {"path of a PAC file", u"zqpacpath"_s},
            {"words of a PAC file", u"zqpacword"_s},
            {"proxy in a PAC file", u"zqpacproxy"_s},
            {"website in a PAC file", u"zqpactarget"_s},
            {"setting chosen", u"zqchosen"_s},
            {"local address", u"10.77.88.99"_s},
            {"proxy's address", u"172.23.45.67"_s},
            {"IPv6 address", u"2a02:1234:5678:9abc::def1"_s},
            {"address in the body", u"192.168.211.57"_s},
            {"keychain's words", u"zqkeychainwords"_s},
            {"resolver's words", u"zqresolverwords"_s},
            {"connection's words", u"zqconnectwords"_s},
            {"end's words", u"zqendwords"_s},
            {"TLS library's words", u"zqtlswords"_s},
            {"stage parameter", u"zqstageparam"_s},
            {"stage parameter of another name", u"zqotherparam"_s},
            {"stage code", u"zq stage code"_s},
            {"problem's parameter", u"zqproblemparam"_s},
            {"scenario", u"zqscenario"_s},
            {"CA file", u"zqcafile"_s},
            {"user agent", u"zquseragent"_s},
            {"certificate subject", u"zqsubjectname"_s},
            {"certificate issuer", u"zqissuername"_s},
            {"certificate name", u"zqcertificatehost"_s},
            {"certificate fingerprint", u"zqfingerprint"_s},
            {"TLS server name", u"zqservername"_s},
            {"user in a token", u"zqtokenuser"_s},
            {"realm in a token", u"zqtokenrealm"_s},
            {"service in a token", u"zqtokenservice"_s},
            {"host in a token", u"zqtokenhost"_s},
            {"text in a token", u"zqtokentext"_s},
            {"uri in a token", u"zqtokenuri"_s},
            {"nonce in a token", u"zqtokennonce"_s},
            {"parameter in a token", u"zqtokenparam"_s},
            {"number in a token", u"zqtokennumber"_s},
            {"field of a token", u"zqtokenfield"_s},
            {"value of an unknown field", u"zqtokenother"_s},
            {"kind of a token", u"zqtokenkind"_s},
            {"problem of a token", u"zqtokenproblem"_s},
            {"bytes of a token", u"zqtokenbytes"_s},
            {"QNAM's name", u"zqqnamname"_s}};
}

enum class Outcome { Ok, Rejected, Reset, ParseError, Cancelled };

/// A Case as no run would record it: nothing is masked, and every field holds its marker.
inline Case canaryCase(Outcome outcome)
{
    using namespace Qt::StringLiterals;
    Case value;
    value.origin = CaseOrigin::Live;
    value.scenario = u"zqscenario"_s;
    value.cancelled = outcome == Outcome::Cancelled;
    CaseInput &input = value.input;
    input.given = u"http://zqurlname:zqurlpass@zqproxyhost.corp.local:3128/"_s;
    input.endpoint = {ProxyScheme::Http, u"zqproxyhost.corp.local"_s, 3128};
    input.problems
        = {{InputProblemKind::ReservedCharacter,
            u"url"_s,
            26,
            1,
            {{u"readHost"_s, u"zqproblemparam"_s}, {u"encoded"_s, u"http://zqproblemparam@h"_s}}}};
    input.user = u"zquserkayle"_s;
    input.domain = u"zqdomainfarn"_s;
    input.secret = SecretFacts{u"8-15"_s};
    input.keychainDetail = u"could not open zqkeychainwords"_s;
    input.targets
        = {u"https://zqtargethost.example.test/zqtargetpath/b?token=zqtargetquery#zqtargetquery"_s};
    input.userAgent = u"zquseragent/1.0"_s;
    input.caFile = u"/home/zqcafile/ca.pem"_s;
    value.resolution = Resolution{u"zqproxyhost.corp.local"_s,
                                  ResolveOutcome::Resolved,
                                  {u"172.23.45.67"_s, u"2a02:1234:5678:9abc::def1"_s},
                                  3,
                                  u"zqresolverwords answered"_s};
    value.connects = {{u"172.23.45.67"_s, 3128, ConnectOutcome::Connected, 4, 2, u"10.77.88.99"_s,
                       50001, u"zqconnectwords"_s}};
    value.stages = {{StageId::Connect,
                     StageStatus::Passed,
                     3,
                     5,
                     u"connected"_s,
                     {{u"address"_s, u"172.23.45.67"_s}, {u"localAddress"_s, u"10.77.88.99"_s}}},
                    {StageId::SignIn,
                     StageStatus::Failed,
                     9,
                     5,
                     u"zq stage code"_s,
                     {{u"detail"_s, u"it said zqstageparam"_s},
                      {u"zqotherparam"_s, u"zqotherparam"_s},
                      {u"user"_s, u"ZQDOMAINFARN\\zquserkayle"_s}}}};
    value.attempts = {1, 1, 1, false, {}};
    NegotiateFacts negotiate;
    negotiate.host = u"zqproxyhost.corp.local"_s;
    negotiate.service = u"HTTP@zqproxyhost.corp.local"_s;
    negotiate.canonicalService = u"HTTP/zqcanonicalhost.corp.local@zqrealmofhost.local"_s;
    negotiate.principal = u"zquserkayle@zqkerberosrealm.local"_s;
    negotiate.realm = u"zqkerberosrealm.local"_s;
    negotiate.code = u"zq negotiate code"_s;
    negotiate.reason = u"zq negotiate reason"_s;
    negotiate.ticketEndUtc = u"zqticketend"_s;
    negotiate.majorText = u"zqmajortext for zqkerberosrealm.local"_s;
    negotiate.minorText = u"no KDC for zqminortext"_s;
    value.negotiate = {negotiate};
    value.environment
        = {u"0.1.0"_s,
           u"Debian GNU/Linux 12 (bookworm)"_s,
           u"6.4.2"_s,
           u"OpenSSL 3.0"_s,
           u"2026-01-02T03:04:05Z"_s,
           {{u"https_proxy"_s, u"http://me:zqenvpass@zqenvhost:8080"_s, SourceKind::Environment,
             SourceUse::Proxy, u"https"_s, {}, 0, {ProxyScheme::Http, u"zqenvhost"_s, 8080},
             SourceSignIn::Different, SameSecret::No},
            {u"zqsourcename"_s, u"zqenvhost:1"_s, SourceKind::EnvironmentFile, SourceUse::Proxy,
             u"http"_s, u"/etc/profile.d/zqsourcefile.sh"_s, 3,
             {ProxyScheme::Http, u"zqenvhost"_s, 1}, SourceSignIn::None, SameSecret::Unknown},
            {u"no_proxy"_s, u"localhost,.zqnoproxy.local,zqenvhost,10.77.88.0/24"_s,
             SourceKind::Environment, SourceUse::Exceptions, {}, {}, 0, {}, SourceSignIn::None, SameSecret::Unknown}},
           {{u"http://zqpachost.local/zqpacpath/p.pac"_s, u"gnome zqpacsource"_s, PacOutcome::Broken,
             u"exception"_s, u"ReferenceError: zqpacword is not defined"_s, 2, 200, 100, 5,
             {{u"https://intra.zqpactarget.local/"_s, u"PROXY zqpacproxy.local:3128; DIRECT"_s}}}},
           false,
           u"environment-file zqchosen"_s,
           SignInMemory{{{u"2025-12-24T18:00:00Z"_s, u"zqmemoryscheme"_s, true, true},
                         {u"zqacceptedat"_s, u"basic"_s, true, false}},
                        SameSecret::No,
                        u"zqstoredat"_s}};

    Exchange exchange;
    exchange.id = 1;
    exchange.stage = StageId::SignIn;
    exchange.form = ExchangeForm::Connect;
    exchange.target = input.targets.first();
    exchange.connection = 1;
    exchange.localAddress = u"10.77.88.99"_s;
    exchange.localPort = 50001;
    exchange.remote = u"172.23.45.67:3128"_s;
    exchange.answeredScheme = u"basic"_s;
    exchange.answerRejected = outcome == Outcome::Rejected;
    exchange.startedMs = 10;
    exchange.firstByteMs = 12;
    exchange.durationMs = 4;
    exchange.endDetail = u"zqendwords"_s;
    exchange.qnam = QnamReport{101, u"zqqnamname"_s, 407};
    exchange.tls = TlsFacts{false,
                            u"TLSv1.3"_s,
                            u"TLS_AES_256_GCM_SHA384"_s,
                            u"zqservername.corp.local"_s,
                            {{u"CN=zqsubjectname, O=zqsubjectname Ltd"_s,
                              u"CN=zqissuername CA"_s,
                              {u"zqcertificatehost.corp.local"_s, u"*.zqcertificatehost.local"_s},
                              u"2024-01-01T00:00:00Z"_s,
                              u"2030-01-01T00:00:00Z"_s,
                              u"zqfingerprint"_s,
                              false}},
                            {u"untrusted"_s},
                            u"zqtlswords: verify failed"_s,
                            3};
    exchange.request.head = "CONNECT zqtargethost.example.test:443 HTTP/1.1\r\nHost: "
                            "zqtargethost.example.test:443\r\n"
                            "User-Agent: Mozilla/5.0\r\nCookie: sid=zqcookietext; zq=1\r\n"
                            "Authorization: Bearer zqbearertoken\r\nX-Own: zqunknownheader\r\n"
                            "Proxy-Authorization: Basic "
        + QByteArray("zquserkayle:zqPass!wurz77").toBase64() + "\r\n\r\n";
    exchange.request.headComplete = true;
    exchange.request.body = "field=zqrequestbody";
    exchange.request.bodyBytes = 19;

    Exchange digest = exchange;
    digest.id = 2;
    digest.connection = 2;
    digest.form = ExchangeForm::PlainRequest;
    digest.request.head
        = "GET http://zqtargethost.example.test/zqtargetpath?token=zqtargetquery HTTP/1.1\r\n"
          "Proxy-Authorization: Digest username=\"zquserkayle\", realm=\"zqrealmtext\", "
          "nonce=\"zqnoncetext\", "
          "uri=\"/zqtargetpath?zqtargetquery\", response=\"zqdigestresponse\", "
          "cnonce=\"zqcnoncetext\", "
          "opaque=\"zqopaquetext\", qop=auth, nc=00000001\r\n\r\n";

    const QByteArray fields
        = "Server: squid/5.7\r\nVia: 1.1 zqviahost (squid/5.7)\r\nX-Cache: MISS from "
          "zqcachehost\r\n"
          "X-Cache-Lookup: NONE from zqcachehost:3128\r\nX-Vendor-Trace: zqunknownheader\r\n"
          "this line has no zqnocolonline\r\nSet-Cookie: sid=zqsetcookie; Domain=.zqviahost; "
          "Path=/zqtargetpath\r\n"
          "Location: http://zqlocationhost.corp.local/login/zqtargetpath?next=zqlocationquery\r\n"
          "Content-Type: text/html\r\n";
    const QByteArray page
        = "<html><head><title>Access denied zqbodytext</title><script>var "
          "a='zqscripttext';</script></head>"
          "<body><h1>Cache Access Denied for zquserkayle at 192.168.211.57</h1>"
          "<p>zqproxyhost said: ZQDOMAINFARN\\zquserkayle may not zqPass!wurz77, &#122;&#113;body "
          "enpxYm9keXRleHQ= zqbody%74ext</p></body></html>";
    Message &response = digest.response;
    response.headComplete = true;
    response.body = page;
    response.bodyBytes = page.size();
    response.bodyComplete = true;
    switch (outcome) {
    case Outcome::Ok:
        response.head = "HTTP/1.1 200 OK zqreasontext\r\n" + fields
            + "WWW-Authenticate: Basic realm=\"zqrealmtext\"\r\n\r\n";
        break;
    case Outcome::Rejected:
        response.head = "HTTP/1.1 407 Proxy Authentication Required zqreasontext\r\n" + fields
            + "Proxy-Authenticate: Basic realm=\"zqrealmtext\", zqparam=\"zqparamtext\", Digest "
              "realm=\"zq"
              "realmtext\", nonce=\"zqnoncetext\", opaque=\"zqopaquetext\", qop=\"auth\", "
              "stale=false\r\n"
              "Proxy-Authenticate: Negotiate enFvcGFxdWV0ZXh0enFvcGFxdWV0ZXh0\r\n"
              "Proxy-Authenticate: \"zqrealmtext zqparamtext\r\n\r\n";
        break;
    case Outcome::Reset:
        response.head = "HTTP/1.1 407 Proxy zqreasontext\r\n" + fields + "Proxy-Authen";
        response.headComplete = false;
        digest.end = ExchangeEnd::Reset;
        break;
    case Outcome::ParseError:
        response.head = "HTTP/1.1 zqreasontext\r\n" + fields + ": zqunknownheader\r\n\r\n";
        digest.end = ExchangeEnd::LimitReached;
        break;
    case Outcome::Cancelled:
        response.head = "zqreasontext zqrealmtext\r\n" + fields;
        digest.end = ExchangeEnd::Cancelled;
        break;
    }
    exchange.response.body = "SSH-2.0-OpenSSH_9.2 zqbodytext zqreasontext\r\n";
    exchange.response.bodyBytes = 44;
    const auto token = [](const QString &what, const QList<DecodedField> &parts) {
        DecodedToken one;
        one.what = what;
        one.place = TokenPlace::RequestHead;
        one.bytes = 40;
        one.fields = parts;
        return one;
    };
    exchange.decoded
        = {token(u"basic"_s, {{u"basic.user"_s, u"zqdomainfarn\\zqtokenuser"_s, 0, 5, 0, false}}),
           token(u"kerberos.ap-req"_s,
                 {{u"kerberos.realm"_s, u"ZQTOKENREALM.LOCAL"_s, 0, 5, 0, false},
                  {u"kerberos.service"_s, u"HTTP/zqtokenservice.corp.local"_s, 5, 5, 0, false},
                  {u"kerberos.ticket-etype"_s, u"18 zqtokennumber"_s, 5, 5, 0, false},
                  {u"kerberos.error-text"_s, u"no zqtokentext known"_s, 5, 5, 0, false}}),
           token(u"tls.client-hello"_s,
                 {{u"tls.server-name"_s, u"zqtokenhost.corp.local"_s, 0, 5, 0, false}})};
    DecodedToken odd = token(u"zqtokenkind"_s, {{u"zqtokenfield"_s, u"zqtokenother"_s, 0, 5, 0,
                                                 false}});
    odd.problems = {u"zqtokenproblem"_s};
    odd.octets = "NTLMSSP zqtokenbytes";
    digest.decoded
        = {token(u"digest"_s,
                 {{u"digest.username"_s, u"zqtokenuser"_s, 0, 5, 0, false},
                  {u"digest.realm"_s, u"zqtokenrealm"_s, 0, 5, 0, false},
                  {u"digest.nonce"_s, u"zqtokennonce"_s, 0, 5, 0, false},
                  {u"digest.uri"_s, u"http://zqtokenhost.corp.local/zqtokenuri"_s, 0, 5, 0, false},
                  {u"digest.other"_s, u"x=zqtokenparam"_s, 0, 5, 0, false}}),
           odd};
    value.exchanges = {exchange, digest};
    return value;
}

} // namespace pt::test
