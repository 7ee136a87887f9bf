// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/VerdictTable.h"

#include <QSet>

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Within a stage: what the port is comes before what it says, what it says before that it says nothing,
/// and what is wrong with a sign-in before that it was refused.
QList<StageOrder> makeOrder()
{
    return {
        {StageId::Settings,
         {u"input.unparsable"_s, u"input.reserved-character-in-url"_s, u"input.malformed-escape"_s,
          u"input.invisible-character"_s, u"input.encoded-twice"_s, u"input.colon-in-user-name"_s,
          u"credentials.keychain-unavailable"_s, u"settings.sources-disagree"_s,
          u"settings.missing-in-one-place"_s, u"settings.bypassed"_s,
          u"settings.upper-case-http-proxy"_s, u"settings.pac-unreachable"_s,
          u"settings.pac-broken"_s, u"settings.pac-names-another-proxy"_s}},
        {StageId::Resolve, {u"network.name-not-resolved"_s}},
        {StageId::Connect,
         {u"endpoint.local-helper-not-running"_s, u"network.refused"_s, u"network.timed-out"_s,
          u"network.unreachable"_s, u"network.some-addresses-fail"_s}},
        {StageId::Secure,
         {u"endpoint.expects-tls"_s, u"endpoint.does-not-speak-tls"_s, u"endpoint.is-socks"_s,
          u"endpoint.is-http"_s, u"endpoint.not-http"_s, u"tls.client-certificate-required"_s,
          u"tls.certificate-untrusted"_s, u"tls.certificate-name-mismatch"_s,
          u"tls.certificate-expired"_s, u"tls.handshake-failed"_s}},
        {StageId::Challenge,
         {u"endpoint.serves-pac"_s, u"endpoint.not-a-proxy"_s, u"endpoint.protocol-broken"_s,
          u"network.captive-portal"_s, u"policy.address-not-allowed"_s,
          u"scheme.challenge-missing"_s, u"scheme.challenge-malformed"_s, u"scheme.unknown"_s,
          u"scheme.proxy-answers-401"_s, u"scheme.differs-by-method"_s, u"network.reset"_s,
          u"network.no-reply"_s, u"proxy.internal-error"_s}},
        {StageId::SignIn,
         {u"policy.account-or-quota"_s, u"proxy.upstream-sign-in"_s, u"digest.nonce-stale"_s,
          u"digest.algorithm-unsupported"_s, u"digest.auth-int-only"_s,
          u"digest.answer-inconsistent"_s, u"ntlm.label-mismatch"_s, u"ntlm.node-changed"_s,
          u"ntlm.connection-not-kept"_s, u"ntlm.first-message-refused"_s,
          u"ntlm.version-1-demanded"_s, u"credentials.wrong-domain"_s, u"proxy.retry-ignored"_s,
          u"credentials.sent-to-the-target"_s, u"kerberos.clock-skew"_s,
          u"kerberos.proxy-named-by-address"_s, u"kerberos.ticket-expired"_s,
          u"kerberos.kdc-unreachable"_s, u"kerberos.service-unknown"_s,
          u"kerberos.ticket-rejected"_s, u"kerberos.no-ticket"_s, u"kerberos.unavailable"_s,
          u"client.cannot-do-scheme"_s, u"client.basic-disabled-for-tunnels"_s,
          u"credentials.incomplete"_s, u"credentials.missing"_s,
          u"scheme.none-usable"_s, u"socks.credentials-unsendable"_s, u"socks.method-refused"_s,
          u"digest.misprinted-hash"_s, u"digest.uri-form"_s,
          u"credentials.login-form"_s, u"credentials.charset"_s,
          u"credentials.stored-copy-outdated"_s, u"credentials.changed"_s,
          u"credentials.rejected"_s,
          u"socks.credentials-rejected"_s, u"credentials.attempt-limit"_s,
          u"ntlm.version-1-used"_s, u"scheme.basic-in-clear"_s, u"socks.password-in-clear"_s,
          u"client.hides-the-407"_s}},
        {StageId::Tunnel,
         {u"tunnel.sign-in-only-for-get"_s, u"tunnel.port-not-allowed"_s, u"tunnel.connect-unsupported"_s,
          u"tunnel.dropped-without-challenge"_s, u"tunnel.broken-after-established"_s,
          u"socks.request-refused"_s, u"tls.target-intercepted"_s, u"tls.target-failed"_s}},
        {StageId::Target,
         {u"tunnel.challenge-inside"_s, u"policy.portal"_s, u"policy.forbidden"_s,
          u"proxy.target-unreachable"_s, u"origin.sends-407"_s, u"origin.sign-in-required"_s,
          u"origin.refused"_s, u"origin.not-found"_s, u"origin.server-error"_s,
          u"healthy.signed-in"_s, u"healthy.no-sign-in-asked"_s, u"unknown.needs-a-look"_s}},
    };
}

QList<ExplainsRow> makeExplains()
{
    const QStringList lost{u"network.reset"_s, u"network.no-reply"_s};
    const QStringList behind{
        u"tunnel.sign-in-only-for-get"_s, u"tunnel.port-not-allowed"_s,
        u"tunnel.connect-unsupported"_s, u"tunnel.dropped-without-challenge"_s,
        u"tunnel.broken-after-established"_s, u"tunnel.challenge-inside"_s,
        u"policy.address-not-allowed"_s, u"policy.account-or-quota"_s, u"policy.portal"_s,
        u"policy.forbidden"_s, u"proxy.internal-error"_s, u"proxy.upstream-sign-in"_s,
        u"proxy.retry-ignored"_s, u"proxy.target-unreachable"_s, u"origin.sends-407"_s,
        u"origin.sign-in-required"_s, u"origin.refused"_s, u"origin.not-found"_s,
        u"origin.server-error"_s};
    const QStringList scheme{u"scheme.challenge-missing"_s, u"scheme.challenge-malformed"_s,
                             u"scheme.unknown"_s, u"scheme.proxy-answers-401"_s,
                             u"scheme.none-usable"_s};
    const QString limit = u"credentials.attempt-limit"_s;
    const QString rejected = u"credentials.rejected"_s;
    const QString socksRejected = u"socks.credentials-rejected"_s;
    // Refused sign-ins of which more is known: what explains a refusal explains them, too.
    const QStringList known{u"credentials.stored-copy-outdated"_s, u"credentials.changed"_s};
    QList<ExplainsRow> rows{
        {{u"network.name-not-resolved"_s, u"endpoint.local-helper-not-running"_s,
          u"network.refused"_s, u"network.timed-out"_s, u"network.unreachable"_s},
         behind + scheme + lost,
         u"without a connection nothing later was asked of this proxy"_s},
        {{u"endpoint.expects-tls"_s, u"endpoint.does-not-speak-tls"_s, u"endpoint.is-socks"_s,
          u"endpoint.is-http"_s},
         behind + lost + QStringList{u"endpoint.not-http"_s, u"endpoint.protocol-broken"_s},
         u"what the port said, it said to somebody who spoke another protocol"_s},
        {{u"endpoint.not-http"_s, u"tls.client-certificate-required"_s},
         behind + lost + QStringList{u"endpoint.protocol-broken"_s},
         u"no request of ours was ever understood"_s},
        {{u"endpoint.serves-pac"_s, u"endpoint.not-a-proxy"_s},
         behind + lost + QStringList{u"endpoint.protocol-broken"_s},
         u"a web server's answers say nothing about a proxy"_s},
        {{u"input.invisible-character"_s, u"input.encoded-twice"_s},
         known + QStringList{rejected, socksRejected, limit},
         u"what was sent was not what was meant, so the refusal says nothing of the password"_s},
        {{u"policy.account-or-quota"_s, u"proxy.upstream-sign-in"_s, rejected, socksRejected},
         {limit},
         u"the answer that used up the limit is told itself"_s},
        {{u"digest.nonce-stale"_s, u"digest.answer-inconsistent"_s},
         known + QStringList{rejected, limit},
         u"such an answer is refused whatever the password is"_s},
        {{u"ntlm.label-mismatch"_s, u"ntlm.node-changed"_s, u"ntlm.connection-not-kept"_s},
         known + QStringList{rejected, limit} + lost,
         u"the handshake was torn before the password could be judged"_s},
        {{u"credentials.wrong-domain"_s},
         known + QStringList{rejected, limit} + lost,
         u"the refusal is of an account of another domain"_s},
        {known,
         {rejected, socksRejected, limit},
         u"the same refusal, of which more is known"_s},
        {{u"client.cannot-do-scheme"_s, u"client.basic-disabled-for-tunnels"_s},
         {u"credentials.missing"_s, u"scheme.none-usable"_s},
         u"the program sent nothing because it cannot answer this offer"_s},
        {{u"policy.address-not-allowed"_s},
         {u"policy.forbidden"_s, u"tunnel.port-not-allowed"_s},
         u"every request of this computer is refused so"_s},
        {{u"tunnel.dropped-without-challenge"_s, u"proxy.retry-ignored"_s},
         lost,
         u"the same missing answer under its closer name"_s},
    };
    // Of several of these, the earlier one is why the later one shows.
    const QStringList kerberos{
        u"kerberos.clock-skew"_s, u"kerberos.proxy-named-by-address"_s,
        u"kerberos.ticket-expired"_s, u"kerberos.kdc-unreachable"_s, u"kerberos.service-unknown"_s,
        u"kerberos.ticket-rejected"_s, u"kerberos.no-ticket"_s, u"kerberos.unavailable"_s};
    for (qsizetype i = 0; i < kerberos.size(); ++i) {
        rows.append({{kerberos.at(i)},
                     kerberos.mid(i + 1) + known + QStringList{u"scheme.none-usable"_s, rejected, limit},
                     u"without a ticket that counts, Negotiate cannot be used nor a password judged"_s});
    }
    return rows;
}

} // namespace

const QList<StageOrder> &verdictOrder()
{
    static const QList<StageOrder> rows = makeOrder();
    return rows;
}

const QStringList &movingCauses()
{
    static const QStringList list = missingAnswers()
        + QStringList{u"endpoint.protocol-broken"_s,        u"endpoint.serves-pac"_s,
                      u"scheme.challenge-malformed"_s,      u"scheme.proxy-answers-401"_s,
                      u"proxy.internal-error"_s,            u"proxy.target-unreachable"_s,
                      u"credentials.sent-to-the-target"_s,  u"socks.method-refused"_s,
                      u"unknown.needs-a-look"_s};
    return list;
}

const QStringList &missingAnswers()
{
    static const QStringList list{u"network.reset"_s, u"network.no-reply"_s};
    return list;
}

const QStringList &lastResorts()
{
    static const QStringList list{u"credentials.rejected"_s, u"socks.credentials-rejected"_s,
                                  u"credentials.attempt-limit"_s};
    return list;
}

const QList<ExplainsRow> &explainsRows()
{
    static const QList<ExplainsRow> rows = makeExplains();
    return rows;
}

bool explains(const QString &cause, const QString &other)
{
    static const QSet<std::pair<QString, QString>> pairs = [] {
        QSet<std::pair<QString, QString>> set;
        for (const ExplainsRow &row : explainsRows()) {
            for (const QString &one : row.causes) {
                for (const QString &explained : row.explained)
                    set.insert({one, explained});
            }
        }
        return set;
    }();
    return pairs.contains({cause, other});
}

} // namespace pt
