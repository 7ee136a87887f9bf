// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"

namespace pt::test {

/// A Case in which every field of every part differs from its default. The structured bindings do
/// not compile when a field is added, so that it cannot be forgotten here.
inline Case fullCase()
{
    using namespace Qt::StringLiterals;

    SecretFacts facts{u"8-15"_s, false, true, true, true, true, true, true, true};
    InputProblem problem{
        InputProblemKind::EncodedTwice, u"password"_s, 7, 3, {{u"character"_s, u"%40"_s}}};
    CaseInput input{u"http://dev:***@proxy.acme.example:3128"_s,
                    {ProxyScheme::Https, u"proxy.acme.example"_s, 3128},
                    {problem, {InputProblemKind::ReservedCharacter, u"url"_s, 10, 1, {}}},
                    u"dev"_s,
                    u"ACME"_s,
                    facts,
                    KeychainUse::Denied,
                    u"denied by the person"_s,
                    {u"http://example.com/a/b?x=1"_s, u"https://intra.acme.example/"_s},
                    AuthChoice::Digest,
                    3,
                    17,
                    u"probe/1.0"_s,
                    u"acme-ca.pem"_s,
                    true,
                    {u"as-typed"_s, u"trimmed"_s}};
    const auto &[given, endpoint, problems, user, domain, secret, keychain, keychainDetail, targets,
                 auth, attemptLimit, timeoutSeconds, userAgent, caFile, ntlmVersion1,
                 refusedBefore]
        = input;
    Q_UNUSED(given);

    Resolution resolution{u"proxy.acme.example"_s,
                          ResolveOutcome::Resolved,
                          {u"10.1.2.3"_s, u"2001:db8::5"_s},
                          12,
                          u"from the resolver"_s};
    AddressAttempt attempt{u"10.1.2.3"_s,  3128,  ConnectOutcome::Refused, 13, 4,
                           u"10.1.2.77"_s, 50123, u"Connection refused"_s};
    StageResult stage{StageId::SignIn,       StageStatus::Failed,        20, 30,
                      u"sign-in.rejected"_s, {{u"scheme"_s, u"basic"_s}}};

    CertificateFacts certificate{u"CN=proxy.acme.example"_s,
                                 u"CN=ACME CA"_s,
                                 {u"proxy.acme.example"_s, u"10.1.2.3"_s},
                                 u"2024-01-01T00:00:00Z"_s,
                                 u"2025-01-01T00:00:00Z"_s,
                                 QString(64, u'a'),
                                 true};
    TlsFacts tls{true,
                 u"TLSv1.3"_s,
                 u"TLS_AES_128_GCM_SHA256"_s,
                 u"proxy.acme.example"_s,
                 {certificate},
                 {u"untrusted"_s},
                 u"self signed"_s,
                 33};

    DecodedToken token{u"ntlm.type1"_s,
                       TokenPlace::RequestHead,
                       3,
                       12,
                       9,
                       {{u"ntlm.flags"_s, u"0x00000201"_s, 12, 4, 0, false},
                        {u"ntlm.flag"_s, u"unicode"_s, 12, 4, 1, false},
                        {u"ntlm.flag"_s, u"ntlm"_s, 12, 4, 1, true}},
                       {u"token.too-many-fields"_s},
                       QByteArray("NTLM\x00\xff", 6)};
    const auto &[what, place, tokenStart, tokenLength, tokenBytes, tokenFields, tokenProblems,
                 tokenOctets]
        = token;
    const auto &[fieldId, fieldValue, fieldStart, fieldLength, fieldDepth, fieldSecret]
        = tokenFields.first();
    Q_UNUSED(what);
    Q_UNUSED(fieldId);

    Exchange exchange{7,
                      StageId::Tunnel,
                      ExchangeForm::Connect,
                      u"https://intra.acme.example/"_s,
                      true,
                      4,
                      3,
                      u"10.1.2.77"_s,
                      50124,
                      u"10.1.2.3:3128"_s,
                      tls,
                      u"basic"_s,
                      true,
                      3,
                      true,
                      DigestProof::Verified,
                      u"charset-latin1"_s,
                      40,
                      45,
                      50,
                      {"CONNECT intra.acme.example:443 HTTP/1.1\r\nHost: intra.acme.example:443\r\n"
                       "Proxy-Authorization: Basic [basic user=\"dev\" password-length=8-15 "
                       "password-kind=ascii]\r\n\r\n",
                       QByteArray("\x00\xFF\x80 body", 8), 8, true, true},
                      {"HTTP/1.1 407 Proxy Authentication Required\r\n"
                       "Proxy-Authenticate: Basic realm=\"R\xC3\xA9"
                       "alm\"\r\n\r\n",
                       "<html>no</html>", 15, true, true},
                      2,
                      ExchangeEnd::ClosedByPeer,
                      u"fin"_s,
                      true,
                      1000,
                      2000,
                      QnamReport{105, u"ProxyAuthenticationRequiredError"_s, 407},
                      {token}};
    const auto &[id, exStage, form, target, control, connection, tunnelOf, localAddress, localPort,
                 remote, exTls, answeredScheme, answerRejected, leg, goesOn, proxyProof,
                 alternative, startedMs,
                 firstByteMs, durationMs, request, response, interim, end, endDetail, keptOpen, sent, received,
                 qnam, decoded]
        = exchange;
    Q_UNUSED(id);

    EnvironmentFacts environment{u"0.1.0"_s,
                                 u"Debian GNU/Linux 12 (bookworm)"_s,
                                 u"6.4.2"_s,
                                 u"OpenSSL 3.0"_s,
                                 u"2026-01-02T03:04:05Z"_s,
                                 {{u"http.proxy"_s, u"http://dev:***@proxy.acme.example:3128"_s,
                                   SourceKind::Git, SourceUse::Pac, u"all"_s, u"~/.gitconfig"_s, 4,
                                   {ProxyScheme::Https, u"proxy.acme.example"_s, 3128},
                                   SourceSignIn::Different, SameSecret::No}},
                                 {{u"http://pac.acme.example/proxy.pac"_s, u"gnome autoconfig-url"_s,
                                   PacOutcome::Broken, u"exception"_s, u"ReferenceError: x"_s, 3, 200, 120, 7,
                                   {{u"https://intra.acme.example/"_s,
                                     u"PROXY proxy.acme.example:3128"_s}}}},
                                 true,
                                 u"git http.proxy"_s,
                                 SignInMemory{{{u"2025-12-24T18:00:00Z"_s, u"basic"_s, true, true}},
                                              SameSecret::No,
                                              u"2025-11-01T08:00:00Z"_s}};
    const auto &[sourceName, sourceValue, sourceKind, sourceUse, sourceTargets, sourcePlace, sourceLine,
                 sourceEndpoint, sourceSignIn, sourceSecret]
        = environment.sources.first();
    Q_UNUSED(sourceName);
    const auto &[pacUrl, pacSource, pacOutcome, pacFault, pacDetail, pacLine, pacStatus, pacBytes,
                 pacDuration, pacAnswers]
        = environment.pac.first();
    Q_UNUSED(pacUrl);
    const auto &[version, system, qtVersion, tlsLibrary, started, sources, pac, fromSettings, sourceChosen,
                 memory]
        = environment;
    Q_UNUSED(version);
    const auto &[remembered, storedCopy, storedUtc] = *memory;
    const auto &[acceptedUtc, acceptedScheme, sameUser, sameSecret] = remembered.first();
    Q_UNUSED(storedCopy);
    Q_UNUSED(acceptedUtc);

    NegotiateFacts negotiate{7,
                             u"proxy.acme.example"_s,
                             u"HTTP@proxy.acme.example"_s,
                             u"HTTP/proxy.acme.example@ACME.EXAMPLE"_s,
                             u"dev@ACME.EXAMPLE"_s,
                             u"ACME.EXAMPLE"_s,
                             TicketSource::Typed,
                             u"2026-01-02T13:04:05Z"_s,
                             18,
                             3,
                             true,
                             u"kerberos.ticket-rejected"_s,
                             u"locked"_s,
                             851968,
                             u"Unspecified GSS failure"_s,
                             -1765328347,
                             u"Clock skew too great"_s,
                             37,
                             1,
                             MutualProof::NotProven};
    const auto &[negExchange, negHost, service, canonicalService, principal, negRealm, source,
                 ticketEnd, etype, kvno, kdcReached, negCode, reason, major, majorText, minor,
                 minorText, kerberosError, legs, mutualProof]
        = negotiate;
    Q_UNUSED(negExchange);

    Case value{
        CaseOrigin::Practice, u"wrong-password"_s, input,       resolution,  {attempt}, {stage},
        {exchange},           {1, 1, 2, true, {u"login-user-alone"_s}}, {negotiate}, environment,
        u"CONNECT tunnel failed, response 407"_s, true};
    const auto &[origin, scenario, caseInput, caseResolution, connects, stages, exchanges, attempts,
                 negotiates, caseEnvironment, clientMessage, cancelled]
        = value;
    Q_UNUSED(origin);
    return value;
}

} // namespace pt::test
