// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"

#include <QByteArray>
#include <QString>

namespace pt::test {

/// Makes Cases tersely. Answers are written on one line: " | " ends a line of the head, " || " comes
/// between head and body. Credentials are the masked ones of user "dev".
class CaseBuilder
{
public:
    /// A live run against proxy.example:3128 that resolved and connected to 192.0.2.10.
    static CaseBuilder live();
    /// A live run that got no further than the address.
    static CaseBuilder asked();
    /// A pasted text: no stages, no resolution, nothing typed.
    static CaseBuilder pasted();

    CaseBuilder &proxy(const QString &host, quint16 port);
    CaseBuilder &typed(const QString &user, bool withSecret = true);
    CaseBuilder &secret(const SecretFacts &facts);
    CaseBuilder &keychain(KeychainUse use, const QString &detail = {});
    CaseBuilder &auth(AuthChoice choice);
    CaseBuilder &problem(InputProblemKind kind, const QString &field,
                         const QMap<QString, QString> &params = {}, qsizetype position = -1);
    CaseBuilder &given(const QString &text);
    CaseBuilder &target(const QString &url);
    CaseBuilder &resolve(ResolveOutcome outcome, const QString &detail = {});
    CaseBuilder &address(const QString &address, ConnectOutcome outcome);
    CaseBuilder &attempts(int sent, int rejected, bool stopped = false);
    CaseBuilder &untried(const QStringList &spellings); ///< left so because of the limit
    CaseBuilder &refusedBefore(const QStringList &spellings);

    // One exchange each; `url` and `authority` say what for.
    CaseBuilder &plain(const QString &url, const QByteArray &answer);
    CaseBuilder &signedPlain(const QString &url, const QByteArray &answer,
                             const QByteArray &scheme = "Basic");
    CaseBuilder &connect(const QString &authority, const QByteArray &answer);
    CaseBuilder &signedConnect(const QString &authority, const QByteArray &answer,
                               const QByteArray &scheme = "Basic");
    /// Through the tunnel of the latest CONNECT, the target's TLS being up.
    CaseBuilder &inside(const QString &url, const QByteArray &answer);
    /// The tunnel of the latest CONNECT without the target's TLS.
    CaseBuilder &deadTunnel(const QString &url, ExchangeEnd end, const TlsFacts &tls = {});
    /// TLS with the proxy itself; `failure` as PortProbe::failure(), empty: it came up.
    CaseBuilder &proxyTls(const QString &failure, const TlsFacts &tls);
    /// The question to the proxy's port without TLS, and its answer.
    CaseBuilder &askedInClear(const QByteArray &answer);
    /// Only the answer, of a pasted text.
    CaseBuilder &answerOnly(const QByteArray &answer);

    // About the latest exchange.
    CaseBuilder &control();
    CaseBuilder &bytes(const QByteArray &raw); ///< raw first bytes instead of an HTTP answer
    CaseBuilder &cutHead(const QByteArray &head, ExchangeEnd end);
    CaseBuilder &nothing(ExchangeEnd end, qint64 durationMs = 15000);
    CaseBuilder &endDetail(const QString &detail);
    CaseBuilder &rejectedByEngine();
    /// Sent in another spelling; `user` as it was sent, empty: that of before.
    CaseBuilder &spelled(const QString &alternative, const QByteArray &user = {});
    CaseBuilder &onConnection(int number);
    CaseBuilder &at(const QString &remote); ///< address:port
    CaseBuilder &requestField(const QByteArray &line);
    CaseBuilder &origin(const QByteArray &target); ///< request target of the latest request
    CaseBuilder &tls(const TlsFacts &facts);
    CaseBuilder &tunnelBytes(qint64 received);

    Case done() const { return m_case; }

private:
    Exchange &add(ExchangeForm form, const QString &target, const QByteArray &requestHead,
                  const QByteArray &answer);
    Exchange &latest() { return m_case.exchanges.last(); }

    Case m_case;
};

/// "A | B || body" as bytes of head and body.
Message answerMessage(const QByteArray &shorthand);

} // namespace pt::test
