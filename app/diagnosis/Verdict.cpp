// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Verdict.h"

#include "diagnosis/Catalogue.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Which of two causes of the same stage is told first: what the port is comes before what it says, what it
/// says before that it says nothing, and what is wrong with a sign-in before that it was refused. What is
/// not in the list keeps the catalogue's order behind it.
QStringList precedence()
{
    return {
        u"input.unparsable"_s, u"endpoint.serves-pac"_s, u"input.reserved-character-in-url"_s,
        u"input.malformed-escape"_s, u"input.invisible-character"_s, u"input.encoded-twice"_s,
        u"input.colon-in-user-name"_s, u"endpoint.local-helper-not-running"_s, u"network.refused"_s,
        u"network.timed-out"_s, u"network.unreachable"_s, u"endpoint.expects-tls"_s,
        u"endpoint.does-not-speak-tls"_s,
        u"endpoint.is-socks"_s, u"endpoint.is-http"_s, u"endpoint.not-http"_s, u"endpoint.not-a-proxy"_s,
        u"endpoint.protocol-broken"_s, u"policy.address-not-allowed"_s,
        u"scheme.challenge-missing"_s, u"scheme.challenge-malformed"_s, u"scheme.unknown"_s,
        u"scheme.proxy-answers-401"_s, u"network.reset"_s, u"network.no-reply"_s,
        u"proxy.internal-error"_s, u"policy.account-or-quota"_s, u"proxy.upstream-sign-in"_s,
        u"digest.nonce-stale"_s, u"digest.algorithm-unsupported"_s, u"digest.answer-inconsistent"_s, u"ntlm.label-mismatch"_s,
        u"ntlm.connection-not-kept"_s, u"ntlm.first-message-refused"_s, u"ntlm.node-changed"_s,
        u"ntlm.version-1-demanded"_s, u"credentials.wrong-domain"_s, u"proxy.retry-ignored"_s, u"credentials.sent-to-the-target"_s,
        u"kerberos.clock-skew"_s, u"kerberos.proxy-named-by-address"_s,
        u"kerberos.ticket-expired"_s, u"kerberos.kdc-unreachable"_s,
        u"kerberos.service-unknown"_s, u"kerberos.ticket-rejected"_s, u"kerberos.no-ticket"_s,
        u"kerberos.unavailable"_s, u"client.cannot-do-scheme"_s,
        u"client.basic-disabled-for-tunnels"_s, u"credentials.incomplete"_s, u"credentials.missing"_s, u"scheme.none-usable"_s,
        u"digest.misprinted-hash"_s, u"digest.uri-form"_s, u"credentials.login-form"_s,
        u"credentials.charset"_s,
        u"credentials.stored-copy-outdated"_s, u"credentials.changed"_s,
        u"credentials.rejected"_s, u"credentials.attempt-limit"_s,
        u"tunnel.sign-in-only-for-get"_s, u"tunnel.port-not-allowed"_s,
        u"tunnel.connect-unsupported"_s, u"tunnel.dropped-without-challenge"_s,
        u"tunnel.broken-after-established"_s, u"tls.target-intercepted"_s, u"tls.target-failed"_s,
        u"tunnel.challenge-inside"_s, u"policy.forbidden"_s, u"proxy.target-unreachable"_s,
        u"origin.sends-407"_s, u"origin.sign-in-required"_s, u"origin.refused"_s, u"origin.not-found"_s,
        u"origin.server-error"_s,
    };
}

int rankOf(const QString &cause)
{
    static const QHash<QString, int> ranks = [] {
        QHash<QString, int> map;
        int next = 0;
        for (const QString &id : precedence())
            map.insert(id, next++);
        for (const CatalogueEntry &entry : catalogue()) {
            if (!map.contains(entry.id))
                map.insert(entry.id, next++);
        }
        return map;
    }();
    return ranks.value(cause, int(ranks.size()));
}

bool startsWithAny(const QString &cause, std::initializer_list<QLatin1StringView> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&cause](QLatin1StringView prefix) { return cause.startsWith(prefix); });
}

/// What an error explains is not told a second time under another name.
bool explains(const QString &error, const QString &other)
{
    // Both are refused sign-ins of which more is known: what explains one explains them, too.
    if (other == "credentials.changed"_L1 || other == "credentials.stored-copy-outdated"_L1)
        return explains(error, u"credentials.rejected"_s);
    if (error == "credentials.changed"_L1 || error == "credentials.stored-copy-outdated"_L1) {
        return other == "credentials.rejected"_L1 || other == "socks.credentials-rejected"_L1
            || other == "credentials.attempt-limit"_L1;
    }
    if (startsWithAny(error, {"network.name-not-resolved"_L1, "network.refused"_L1,
                              "network.timed-out"_L1, "network.unreachable"_L1,
                              "endpoint.local-helper-not-running"_L1})) {
        return startsWithAny(other, {"scheme."_L1, "tunnel."_L1, "policy."_L1, "proxy."_L1,
                                     "origin."_L1, "network.reset"_L1, "network.no-reply"_L1});
    }
    if (startsWithAny(error, {"endpoint.not-a-proxy"_L1, "endpoint.serves-pac"_L1,
                              "endpoint.not-http"_L1, "endpoint.expects-tls"_L1,
                              "endpoint.does-not-speak-tls"_L1, "tls.client-certificate-required"_L1,
                              "endpoint.is-socks"_L1, "endpoint.is-http"_L1})) {
        return startsWithAny(other, {"tunnel."_L1, "policy."_L1, "proxy."_L1, "origin."_L1,
                                     "network.reset"_L1, "network.no-reply"_L1,
                                     "endpoint.protocol-broken"_L1, "endpoint.not-http"_L1});
    }
    if (error == "input.invisible-character"_L1 || error == "input.encoded-twice"_L1) {
        return other == "credentials.rejected"_L1 || other == "credentials.attempt-limit"_L1
            || other == "socks.credentials-rejected"_L1;
    }
    if (error == "credentials.rejected"_L1 || error == "socks.credentials-rejected"_L1 || error == "tunnel.sign-in-only-for-get"_L1
        || error == "policy.account-or-quota"_L1) {
        return other == "credentials.attempt-limit"_L1;
    }
    if (error == "digest.nonce-stale"_L1 || error == "digest.answer-inconsistent"_L1) {
        return other == "credentials.rejected"_L1 || other == "credentials.attempt-limit"_L1;
    }
    if (error == "ntlm.label-mismatch"_L1 || error == "ntlm.node-changed"_L1
        || error == "credentials.wrong-domain"_L1 || error == "ntlm.connection-not-kept"_L1) {
        return startsWithAny(other, {"credentials.rejected"_L1, "credentials.attempt-limit"_L1,
                                     "network.reset"_L1, "network.no-reply"_L1});
    }
    if (error == "proxy.upstream-sign-in"_L1 || error == "origin.sends-407"_L1)
        return other == "credentials.attempt-limit"_L1;
    if (error.startsWith("kerberos."_L1)) {
        return other.startsWith("kerberos."_L1) || other == "credentials.attempt-limit"_L1
            || other == "credentials.rejected"_L1 || other == "scheme.none-usable"_L1;
    }
    if (error == "client.cannot-do-scheme"_L1 || error == "client.basic-disabled-for-tunnels"_L1)
        return other == "credentials.missing"_L1 || other == "scheme.none-usable"_L1;
    if (error == "policy.address-not-allowed"_L1)
        return other == "policy.forbidden"_L1 || other == "tunnel.port-not-allowed"_L1;
    if (error == "tunnel.dropped-without-challenge"_L1 || error == "proxy.retry-ignored"_L1)
        return other == "network.reset"_L1 || other == "network.no-reply"_L1;
    return false;
}

constexpr qsizetype evidenceLimit = 12;

/// One finding a cause: the proofs of later ones join those of the first.
QList<Finding> joinedByCause(const QList<Finding> &findings)
{
    QList<Finding> joined;
    QHash<QString, qsizetype> at;
    for (const Finding &finding : findings) {
        const auto it = at.constFind(finding.cause);
        if (it == at.constEnd()) {
            at.insert(finding.cause, joined.size());
            joined.append(finding);
            continue;
        }
        Finding &first = joined[it.value()];
        // Ordered by urgency: an error takes over a warning of the same name.
        if (finding.severity > first.severity) {
            Finding stronger = finding;
            stronger.evidence.append(first.evidence);
            first = stronger;
        } else {
            first.evidence.append(finding.evidence);
        }
        QList<Evidence> once;
        for (const Evidence &evidence : first.evidence) {
            if (once.size() < evidenceLimit && !once.contains(evidence))
                once.append(evidence);
        }
        first.evidence = once;
    }
    return joined;
}

} // namespace

QList<Finding> inVerdictOrder(QList<Finding> findings)
{
    QList<Finding> all = joinedByCause(findings);
    QList<Finding> errors;
    QList<Finding> healthy;
    QList<Finding> beside;
    for (const Finding &finding : all) {
        if (finding.severity == Severity::Error)
            errors.append(finding);
        else if (finding.severity == Severity::Ok)
            healthy.append(finding);
        else
            beside.append(finding);
    }
    const auto earlier = [](const Finding &a, const Finding &b) {
        if (a.stage != b.stage)
            return a.stage < b.stage;
        return rankOf(a.cause) < rankOf(b.cause);
    };
    std::stable_sort(errors.begin(), errors.end(), earlier);
    std::stable_sort(beside.begin(), beside.end(), [](const Finding &a, const Finding &b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return rankOf(a.cause) < rankOf(b.cause);
    });

    QList<Finding> ordered;
    for (const Finding &error : errors) {
        const bool explained
            = std::any_of(ordered.begin(), ordered.end(), [&error](const Finding &first) {
                  return explains(first.cause, error.cause);
              });
        if (explained)
            continue;
        ordered.append(error);
        if (ordered.size() > 1)
            ordered.last().severity = Severity::Warning;
    }
    if (ordered.isEmpty())
        ordered.append(healthy);
    ordered.append(beside);
    return ordered;
}

} // namespace pt
