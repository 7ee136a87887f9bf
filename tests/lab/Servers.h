// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LabServer.h"

#include "practice/PracticeCertificate.h"

namespace lab {

// The account of every server. Made up; nothing else uses it.
inline const QString user = QStringLiteral("anna");
inline const QByteArray rightPassword = QByteArrayLiteral("Lab-Sesame-1");
inline const QByteArray wrongPassword = QByteArrayLiteral("Lab-Sesame-2");

// A second account of Squid, with all that is easily spoilt on the way: letters outside of ASCII, a
// colon, a space inside, something that looks like a percent code.
inline const QString oddUser = QStringLiteral("j\u00fcrgen");
inline const QByteArray oddPassword = QByteArrayLiteral("Z\xc3\xbcrich: 100%40 \xe2\x82\xac");

// A third one of Squid, whose password was set in ISO-8859-1, as older tools do.
inline const QString latin1User = QStringLiteral("zoe");
inline const QByteArray latin1Password = QByteArrayLiteral("Caf\xc3\xa9-Sesame-3"); ///< in UTF-8

/// The rules of a Squid, between its own settings and a final "deny all".
struct SquidRules
{
    bool asksForSignIn = true;
    bool basic = true; ///< where it asks
    bool digest = false; ///< where it asks; offered before Basic
    bool ntlm = false; ///< where it asks, by Samba's ntlm_auth with the domain CORP; offered last
    QByteArray negotiate; ///< where it asks, offered first: arguments of negotiate_kerberos_auth
    QByteArray accessRules; ///< acl and http_access lines
    QByteArray realm = QByteArrayLiteral("Lab office proxy"); ///< of Basic
};

/// Squid logs to access.log: "<code>/<status> <method> <url> port=<client's> user=<name or ->".
QString startSquid(LabServer &server, const SquidRules &rules);
/// tinyproxy with BasicAuth. `connectPorts` empty: CONNECT to every port is allowed.
QString startTinyproxy(LabServer &server, const QList<quint16> &connectPorts);
/// Apache httpd as a forward proxy with AuthType Basic. Logs to access.log: "<status> <user>
/// <request>".
QString startApacheProxy(LabServer &server, const QList<quint16> &connectPorts);
/// stunnel before a server on `behind`, showing `certificate`.
QString startStunnel(LabServer &server, quint16 behind, const pt::PracticeCertificate &certificate);
/// What cntlm needs to sign in to an NTLM proxy on `behind`.
QByteArray cntlmConfiguration(quint16 behind, const QByteArray &password);
/// cntlm, the helper on a user's own computer that signs in to an NTLM proxy for programs that cannot.
QString startCntlm(LabServer &server, quint16 behind, const QByteArray &password);
/// Apache httpd as a forward proxy with AuthType Digest, logging the same. Its nonces are good for
/// `nonceSeconds`; 0: as it comes.
QString startApacheDigestProxy(LabServer &server, const QList<quint16> &connectPorts,
                               int nonceSeconds = 0);
/// HAProxy with http-request auth before a proxy on `behind`. It asks as a web site does, with 401,
/// unless `asProxy`. Logs to output.txt: "<status> <request>".
QString startHaproxy(LabServer &server, quint16 behind, bool asProxy);
/// mitmdump with --proxyauth; it makes the certificates of the sites itself. Its authority is
/// written to mitmproxy/mitmproxy-ca-cert.pem.
QString startMitmproxy(LabServer &server);
/// Apache httpd that only serves files.
QString startApacheWebServer(LabServer &server);

} // namespace lab
