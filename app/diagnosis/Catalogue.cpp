// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Catalogue.h"

#include <QHash>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QStringList ids(std::initializer_list<QLatin1StringView> names)
{
    QStringList list;
    for (const QLatin1StringView name : names)
        list.append(name);
    return list;
}

/// One row. Severity and actor are the usual ones; a rule may say otherwise where it knows more.
QList<CatalogueEntry> makeCatalogue()
{
    using enum Severity;
    using enum Actor;
    QList<CatalogueEntry> rows;
    const auto add = [&rows](QLatin1StringView id, Severity severity, Actor who, StageId stage,
                             std::initializer_list<QLatin1StringView> neighbours = {}) {
        rows.append({id, severity, who, stage, ids(neighbours)});
    };

    // Healthy
    add("healthy.signed-in"_L1, Ok, Nobody, StageId::Target);
    add("healthy.no-sign-in-asked"_L1, Ok, Nobody, StageId::Target, {"healthy.signed-in"_L1});

    // What was typed, pasted or stored
    add("input.reserved-character-in-url"_L1, Error, User, StageId::Settings,
        {"network.name-not-resolved"_L1});
    add("input.malformed-escape"_L1, Error, User, StageId::Settings);
    add("input.encoded-twice"_L1, Error, User, StageId::Settings, {"credentials.rejected"_L1});
    add("input.invisible-character"_L1, Error, User, StageId::Settings,
        {"credentials.rejected"_L1});
    add("input.colon-in-user-name"_L1, Error, User, StageId::Settings);
    add("input.unparsable"_L1, Error, User, StageId::Settings);
    add("credentials.missing"_L1, Error, User, StageId::SignIn, {"credentials.rejected"_L1});
    add("credentials.incomplete"_L1, Error, User, StageId::SignIn);
    add("credentials.rejected"_L1, Error, HelpDesk, StageId::SignIn,
        // Of what was typed, all that can be settled in one run. Another spelling and an earlier password are
        // ruled out by the rules that tried or remember them.
        {"credentials.missing"_L1, "credentials.incomplete"_L1,
         "credentials.sent-to-the-target"_L1, "credentials.charset"_L1,
         "credentials.wrong-domain"_L1, "input.reserved-character-in-url"_L1,
         "input.malformed-escape"_L1, "input.invisible-character"_L1, "input.encoded-twice"_L1,
         "input.colon-in-user-name"_L1, "scheme.none-usable"_L1, "policy.forbidden"_L1,
         "origin.sign-in-required"_L1});
    add("credentials.changed"_L1, Error, User, StageId::SignIn, {"credentials.rejected"_L1});
    add("credentials.stored-copy-outdated"_L1, Error, User, StageId::SignIn,
        {"credentials.changed"_L1, "credentials.rejected"_L1});
    add("credentials.login-form"_L1, Error, User, StageId::SignIn, {"credentials.rejected"_L1});
    add("credentials.wrong-domain"_L1, Error, User, StageId::SignIn,
        {"credentials.login-form"_L1});
    add("credentials.charset"_L1, Error, HelpDesk, StageId::SignIn, {"credentials.rejected"_L1});
    add("credentials.sent-to-the-target"_L1, Error, HelpDesk, StageId::SignIn,
        {"credentials.missing"_L1});
    add("credentials.keychain-unavailable"_L1, Warning, HelpDesk, StageId::Settings,
        {"credentials.missing"_L1});
    add("credentials.attempt-limit"_L1, Error, HelpDesk, StageId::SignIn);

    // The challenge and the schemes
    add("scheme.challenge-missing"_L1, Error, ProxyAdmin, StageId::Challenge,
        {"credentials.missing"_L1});
    add("scheme.challenge-malformed"_L1, Error, ProxyAdmin, StageId::Challenge);
    add("scheme.unknown"_L1, Error, ProxyAdmin, StageId::Challenge);
    add("scheme.none-usable"_L1, Error, HelpDesk, StageId::SignIn, {"kerberos.no-ticket"_L1});
    add("scheme.proxy-answers-401"_L1, Error, ProxyAdmin, StageId::Challenge,
        {"origin.sign-in-required"_L1});
    add("scheme.basic-in-clear"_L1, Warning, ProxyAdmin, StageId::SignIn);
    add("scheme.differs-by-method"_L1, Warning, ProxyAdmin, StageId::Challenge,
        {"tunnel.sign-in-only-for-get"_L1});
    add("digest.nonce-stale"_L1, Error, ProxyAdmin, StageId::SignIn, {"credentials.rejected"_L1});
    add("digest.algorithm-unsupported"_L1, Error, ProxyAdmin, StageId::SignIn);
    add("digest.auth-int-only"_L1, Error, ProxyAdmin, StageId::SignIn);
    add("digest.answer-inconsistent"_L1, Error, HelpDesk, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("digest.misprinted-hash"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("digest.uri-form"_L1, Error, ProxyAdmin, StageId::SignIn, {"credentials.rejected"_L1});
    add("ntlm.connection-not-kept"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("ntlm.first-message-refused"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("ntlm.node-changed"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"ntlm.connection-not-kept"_L1});
    add("ntlm.label-mismatch"_L1, Error, HelpDesk, StageId::SignIn);
    add("ntlm.version-1-demanded"_L1, Error, ProxyAdmin, StageId::SignIn);
    add("ntlm.version-1-used"_L1, Warning, ProxyAdmin, StageId::SignIn);
    add("kerberos.no-ticket"_L1, Error, User, StageId::SignIn);
    add("kerberos.ticket-expired"_L1, Error, User, StageId::SignIn, {"kerberos.no-ticket"_L1});
    add("kerberos.proxy-named-by-address"_L1, Error, User, StageId::SignIn,
        {"kerberos.service-unknown"_L1});
    add("kerberos.service-unknown"_L1, Error, ProxyAdmin, StageId::SignIn);
    add("kerberos.clock-skew"_L1, Error, HelpDesk, StageId::SignIn);
    add("kerberos.kdc-unreachable"_L1, Error, HelpDesk, StageId::SignIn,
        {"kerberos.no-ticket"_L1});
    add("kerberos.ticket-rejected"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("kerberos.unavailable"_L1, Error, HelpDesk, StageId::SignIn);

    // The endpoint and the way to it
    add("network.name-not-resolved"_L1, Error, HelpDesk, StageId::Resolve,
        {"input.reserved-character-in-url"_L1});
    add("network.refused"_L1, Error, HelpDesk, StageId::Connect,
        {"endpoint.local-helper-not-running"_L1});
    add("network.timed-out"_L1, Error, HelpDesk, StageId::Connect);
    add("network.unreachable"_L1, Error, HelpDesk, StageId::Connect);
    add("network.reset"_L1, Error, HelpDesk, StageId::Challenge,
        {"tunnel.dropped-without-challenge"_L1});
    add("network.no-reply"_L1, Error, HelpDesk, StageId::Challenge);
    add("network.some-addresses-fail"_L1, Warning, ProxyAdmin, StageId::Connect);
    add("network.captive-portal"_L1, Error, User, StageId::Challenge, {"policy.portal"_L1});
    add("endpoint.local-helper-not-running"_L1, Error, User, StageId::Connect,
        {"network.refused"_L1});
    add("endpoint.expects-tls"_L1, Error, User, StageId::Secure, {"network.reset"_L1});
    add("endpoint.does-not-speak-tls"_L1, Error, User, StageId::Secure,
        {"tls.handshake-failed"_L1});
    add("endpoint.is-socks"_L1, Error, User, StageId::Secure, {"network.reset"_L1});
    add("endpoint.is-http"_L1, Error, User, StageId::Secure, {"network.no-reply"_L1});
    add("endpoint.not-a-proxy"_L1, Error, User, StageId::Challenge,
        {"tunnel.connect-unsupported"_L1});
    add("endpoint.serves-pac"_L1, Error, User, StageId::Challenge, {"endpoint.not-a-proxy"_L1});
    add("endpoint.not-http"_L1, Error, User, StageId::Secure);
    add("endpoint.protocol-broken"_L1, Error, ProxyAdmin, StageId::Challenge);
    add("socks.credentials-rejected"_L1, Error, HelpDesk, StageId::SignIn,
        {"credentials.missing"_L1, "input.invisible-character"_L1, "input.encoded-twice"_L1});
    add("socks.credentials-unsendable"_L1, Error, User, StageId::SignIn,
        {"credentials.incomplete"_L1});
    add("socks.password-in-clear"_L1, Warning, ProxyAdmin, StageId::SignIn);
    add("socks.method-refused"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"socks.credentials-rejected"_L1});
    add("socks.request-refused"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"proxy.target-unreachable"_L1});
    add("tls.certificate-untrusted"_L1, Error, HelpDesk, StageId::Secure,
        {"tls.target-intercepted"_L1});
    add("tls.certificate-name-mismatch"_L1, Error, ProxyAdmin, StageId::Secure,
        {"tls.target-intercepted"_L1});
    add("tls.certificate-expired"_L1, Error, ProxyAdmin, StageId::Secure,
        {"tls.target-intercepted"_L1});
    add("tls.client-certificate-required"_L1, Error, HelpDesk, StageId::Secure);
    add("tls.handshake-failed"_L1, Error, ProxyAdmin, StageId::Secure);

    // The tunnel, policy, the target
    add("tunnel.connect-unsupported"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"endpoint.not-a-proxy"_L1});
    add("tunnel.port-not-allowed"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"policy.forbidden"_L1});
    add("tunnel.sign-in-only-for-get"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"credentials.rejected"_L1});
    add("tunnel.dropped-without-challenge"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"network.reset"_L1});
    add("tunnel.challenge-inside"_L1, Error, SiteOwner, StageId::Target,
        {"credentials.rejected"_L1});
    add("tunnel.broken-after-established"_L1, Error, ProxyAdmin, StageId::Tunnel,
        {"tls.target-failed"_L1});
    add("policy.forbidden"_L1, Error, ProxyAdmin, StageId::Target,
        {"credentials.rejected"_L1, "origin.refused"_L1});
    add("policy.address-not-allowed"_L1, Error, ProxyAdmin, StageId::Challenge,
        {"policy.forbidden"_L1});
    add("policy.account-or-quota"_L1, Error, Provider, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("policy.portal"_L1, Error, User, StageId::Target, {"network.captive-portal"_L1});
    add("proxy.upstream-sign-in"_L1, Error, ProxyAdmin, StageId::SignIn,
        {"credentials.rejected"_L1});
    add("proxy.target-unreachable"_L1, Error, ProxyAdmin, StageId::Target,
        {"origin.server-error"_L1});
    add("proxy.retry-ignored"_L1, Error, ProxyAdmin, StageId::SignIn, {"network.no-reply"_L1});
    add("proxy.internal-error"_L1, Error, ProxyAdmin, StageId::Challenge,
        {"proxy.target-unreachable"_L1});
    add("origin.sign-in-required"_L1, Error, User, StageId::Target,
        {"scheme.proxy-answers-401"_L1});
    add("origin.refused"_L1, Error, SiteOwner, StageId::Target, {"policy.forbidden"_L1});
    add("origin.not-found"_L1, Error, SiteOwner, StageId::Target);
    add("origin.server-error"_L1, Error, SiteOwner, StageId::Target);
    add("origin.sends-407"_L1, Error, SiteOwner, StageId::Target, {"tunnel.challenge-inside"_L1});
    add("tls.target-intercepted"_L1, Info, Nobody, StageId::Tunnel);
    add("tls.target-failed"_L1, Error, HelpDesk, StageId::Tunnel,
        {"tunnel.broken-after-established"_L1});

    // This computer's settings
    add("settings.sources-disagree"_L1, Warning, HelpDesk, StageId::Settings);
    add("settings.missing-in-one-place"_L1, Warning, HelpDesk, StageId::Settings);
    add("settings.bypassed"_L1, Warning, HelpDesk, StageId::Settings);
    add("settings.upper-case-http-proxy"_L1, Warning, HelpDesk, StageId::Settings);
    add("settings.pac-unreachable"_L1, Error, HelpDesk, StageId::Settings);
    add("settings.pac-broken"_L1, Error, ProxyAdmin, StageId::Settings);
    add("settings.pac-names-another-proxy"_L1, Warning, HelpDesk, StageId::Settings);
    add("client.cannot-do-scheme"_L1, Error, HelpDesk, StageId::SignIn);
    add("client.basic-disabled-for-tunnels"_L1, Error, HelpDesk, StageId::SignIn);
    add("client.hides-the-407"_L1, Info, Nobody, StageId::SignIn);
    add("unknown.needs-a-look"_L1, Error, HelpDesk, StageId::Target);
    return rows;
}

} // namespace

const QList<CatalogueEntry> &catalogue()
{
    static const QList<CatalogueEntry> rows = makeCatalogue();
    return rows;
}

const CatalogueEntry *catalogueEntry(const QString &id)
{
    static const QHash<QString, qsizetype> index = [] {
        QHash<QString, qsizetype> map;
        for (qsizetype i = 0; i < catalogue().size(); ++i)
            map.insert(catalogue().at(i).id, i);
        return map;
    }();
    const auto it = index.constFind(id);
    return it == index.constEnd() ? nullptr : &catalogue().at(it.value());
}

} // namespace pt
