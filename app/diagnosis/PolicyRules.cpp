// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ForeignChallenge.h"
#include "diagnosis/PortRefusal.h"
#include "diagnosis/Products.h"
#include "diagnosis/ProxyMarks.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Spellings.h"

#include <QUrl>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isRefusal(int status)
{
    return status == 403 || status == 429 || status == 451;
}

QString pageWords(const ExchangeView &view)
{
    const auto words = pageReason(view.exchange->response.body);
    return words ? words->text : QString();
}

QString proxyError(const ExchangeView &view)
{
    const HttpField *field = view.response ? ownErrorField(*view.response) : nullptr;
    return field ? textOf(field->value) : QString();
}

bool anyChallenge(const Observations &observed)
{
    for (const ExchangeView &view : observed.views) {
        if (view.toProxy() && view.status == 407)
            return true;
    }
    return observed.signInAsked;
}

/// A request of the user's that was let through.
const ExchangeView *letThrough(const Observations &observed)
{
    for (const ExchangeView *view : observed.wishes()) {
        const bool tunnel = view->kind == RequestKind::Connect && view->status >= 200
            && view->status < 300;
        if (tunnel || (view->kind != RequestKind::Connect && view->readable()
                       && view->by == Answerer::Target)) {
            return view;
        }
    }
    return nullptr;
}

QStringList refusedHosts(const Observations &observed)
{
    QStringList hosts;
    for (const ExchangeView *view : observed.wishes()) {
        if (isRefusal(view->status) && !hosts.contains(hostOf(*view)))
            hosts.append(hostOf(*view));
    }
    return hosts;
}

/// A 403 without any challenge for everything that was asked: by all that can be seen the proxy looks at
/// who is asking. Other words in its page say otherwise.
bool looksLikeAddressRule(const Observations &observed, const ExchangeView &view)
{
    if (view.status != 403 || anyChallenge(observed) || letThrough(observed))
        return false;
    if (addressWords(view.exchange->response.body))
        return true;
    if (blockWords(view.exchange->response.body) || isOwnReason(view.status, view.response->reason))
        return false;
    for (const ExchangeView *other : observed.wishes()) {
        if (other->readable() && other->status != 403)
            return false;
    }
    return true;
}

void addressNotAllowed(const Observations &observed, const ExchangeView &view,
                       QList<Finding> &found)
{
    const auto words = addressWords(view.exchange->response.body);
    const bool several = refusedHosts(observed).size() > 1;
    FindingBuilder builder(observed, "policy.address-not-allowed"_L1);
    builder.about(view)
        .param("localAddress"_L1, observed.localAddress)
        .param("pageReason"_L1, pageWords(view))
        .param("proxyError"_L1, proxyError(view))
        .confidence(words || several ? Confidence::Likely : Confidence::Possible)
        .show(statusLine(view, "status.forbidden-by-proxy"_L1));
    if (words)
        builder.show(bodySpan(view, words->span, "body.reason"_L1, {{u"text"_s, words->text}}));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    for (const ExchangeView *other : observed.wishes()) {
        if (other != &view && other->status == 403)
            builder.show(statusLine(*other, "status.forbidden-by-proxy"_L1));
    }
    if (!observed.localAddress.isEmpty()) {
        builder.show(caseValue(EvidenceSource::Connect, observed.localAddress,
                               "connect.local-address"_L1,
                               {{u"address"_s, observed.localAddress}}));
    }
    if (words || several)
        builder.ruleOut("policy.forbidden"_L1, "all-targets-refused"_L1);
    builder.ruleOut("credentials.rejected"_L1, "no-sign-in-asked"_L1);
    found.append(builder.done());
}

/// A provider's code for it, whatever status it comes with.
void addressNotAllowedByCode(const Observations &observed, const ExchangeView &view,
                             const ProviderAnswer &provider, QList<Finding> &found)
{
    FindingBuilder builder(observed, "policy.address-not-allowed"_L1);
    builder.about(view)
        .param("localAddress"_L1, observed.localAddress)
        .param("pageReason"_L1, pageWords(view))
        .param("proxyError"_L1, proxyError(view))
        .confidence(Confidence::Certain)
        .show(providerEvidence(view, provider))
        .show(statusLine(view, "status.forbidden-by-proxy"_L1));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    builder.ruleOut("policy.forbidden"_L1, "provider-says"_L1,
                    {{u"product"_s, provider.productName}})
        .ruleOut("credentials.rejected"_L1, "provider-says"_L1,
                 {{u"product"_s, provider.productName}});
    found.append(builder.done());
}

void forbidden(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const ExchangeView *allowed = letThrough(observed);
    const bool signedIn = view.accepted || observed.firstAccepted();
    // On another port than 443 it may be the port that is not allowed and not the site, unless 443 of
    // the same site was refused as well.
    bool usualPort = view.kind != RequestKind::Connect || view.targetPort == 443;
    for (const ExchangeView &other : observed.views) {
        usualPort = usualPort
            || (other.kind == RequestKind::Connect && other.targetPort == 443
                && other.targetHost == view.targetHost && other.status == view.status);
    }
    FindingBuilder builder(observed, "policy.forbidden"_L1);
    builder.about(view)
        .param("pageReason"_L1, pageWords(view))
        .param("proxyError"_L1, proxyError(view))
        .param("signedIn"_L1, signedIn ? u"yes"_s : u"no"_s)
        .confidence(view.bySure && usualPort ? Confidence::Certain : Confidence::Likely)
        .show(statusLine(view, "status.forbidden-by-proxy"_L1));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    if (view.accepted)
        builder.show(credentialsLine(view));
    if (view.accepted) {
        builder.ruleOut("credentials.rejected"_L1, "sign-in-accepted"_L1,
                        {{u"status"_s, QString::number(view.status)}});
    } else {
        builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                        {{u"status"_s, QString::number(view.status)}});
    }
    const HttpField *own = ownErrorField(*view.response);
    if (view.kind == RequestKind::Connect) {
        builder.ruleOut("origin.refused"_L1, "to-connect"_L1);
    } else if (own) {
        builder.ruleOut("origin.refused"_L1, "proxy-own-field"_L1,
                        {{u"name"_s, textOf(own->name, 60)}, {u"value"_s, textOf(own->value)}});
    } else if (view.bySure) {
        builder.ruleOut("origin.refused"_L1, "proxy-own-page"_L1,
                        {{u"product"_s, observed.product}});
    }
    if (view.kind == RequestKind::Connect) {
        for (const ExchangeView &other : observed.views) {
            if (other.kind == RequestKind::Connect && other.targetHost == view.targetHost
                && other.targetPort != view.targetPort && other.status == view.status) {
                builder.ruleOut("tunnel.port-not-allowed"_L1, "other-port-refused-too"_L1,
                                {{u"port"_s, QString::number(other.targetPort)},
                                 {u"status"_s, QString::number(other.status)}});
                break;
            }
        }
    }
    if (allowed)
        builder.ruleOut("policy.address-not-allowed"_L1, "some-target-allowed"_L1,
                        {{u"target"_s, hostOf(*allowed)}});
    else if (anyChallenge(observed))
        builder.ruleOut("policy.address-not-allowed"_L1, "sign-in-was-asked"_L1);
    found.append(builder.done());
}

/// Some proxies ask again where a rule refuses the person, not the password: the same sign-in is good for
/// another address.
void askedAgainForOne(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &refused : observed.views) {
        if (!refused.refused || refused.status != 407 || refused.isControl()
            || challengeOf(observed, refused) != ChallengeOf::Proxy) {
            continue;
        }
        for (const ExchangeView &accepted : observed.views) {
            if (!accepted.accepted || accepted.kind != refused.kind
                || accepted.sentScheme != refused.sentScheme
                || !isSameSpelling(accepted, refused) || hostOf(accepted) == hostOf(refused)) {
                continue;
            }
            FindingBuilder builder(observed, "policy.forbidden"_L1);
            builder.about(refused)
                .param("pageReason"_L1, pageWords(refused))
                .param("proxyError"_L1, proxyError(refused))
                .param("signedIn"_L1, u"yes"_s)
                .confidence(Confidence::Likely)
                .show(statusLine(refused, "status.asks-again"_L1))
                .show(statusLine(accepted, "status.accepted"_L1))
                .ruleOut("credentials.rejected"_L1, "some-target-allowed"_L1,
                         {{u"target"_s, hostOf(accepted)}})
                .ruleOut("origin.refused"_L1, "asked-before-target"_L1);
            found.append(builder.done());
            return;
        }
    }
}

/// RFC 6585 section 6: a network that wants a sign-in of its own before it lets anything pass.
void captivePortal(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->status != 511)
            continue;
        FindingBuilder builder(observed, "network.captive-portal"_L1);
        builder.about(*view)
            .confidence(Confidence::Likely)
            .show(statusLine(*view, "status.seen"_L1));
        if (const auto words = pageReason(view->exchange->response.body))
            builder.show(bodySpan(*view, words->span, "body.reason"_L1, {{u"text"_s, words->text}}));
        builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                        {{u"status"_s, u"511"_s}});
        found.append(builder.done());
        return;
    }
}

QString redirectHost(const ExchangeView &view)
{
    const bool redirect = view.status == 301 || view.status == 302 || view.status == 303
        || view.status == 307 || view.status == 308;
    const HttpField *location = redirect ? view.response->field("Location") : nullptr;
    return location ? QUrl(textOf(location->value)).host() : QString();
}

/// Pages where people sign in for something else: the proxy sends there, a guest network does not.
bool isIdentityProvider(const QString &host, const QByteArray &location)
{
    for (const QLatin1StringView name :
         {"login.microsoftonline.com"_L1, "okta.com"_L1, "auth0.com"_L1, "accounts.google.com"_L1,
          "onelogin.com"_L1, "pingidentity.com"_L1, "duosecurity.com"_L1, "zscaler.net"_L1,
          "zscaler.com"_L1, "netskope.com"_L1}) {
        if (host == name || host.endsWith(u'.' + name))
            return true;
    }
    for (const char *mark : {"SAMLRequest=", "/adfs/", "/oauth2/", "/saml2/", "openid"}) {
        if (findIgnoringCase(location, mark) >= 0)
            return true;
    }
    return false;
}

/// The answer shows who made it: a program or field that only a proxy has.
bool showsProxy(const ExchangeView &view)
{
    const HttpField *server = view.response->field("Server");
    return ownErrorField(*view.response) || view.response->has("Proxy-Agent")
        || view.response->has("Via") || (server && isProxyProgram(server->value));
}

/// A redirect in answer to CONNECT is never the website's, which did not see it. Where everything
/// else is sent to the same foreign host as well, it is no rule for one website but a page to log
/// in.
void portal(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *tunnel = nullptr;
    QString portalHost;
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->readable())
            return;
        if (!observed.isLatest(*view))
            continue;
        const QString host = redirectHost(*view);
        if (host.isEmpty() || host == hostOf(*view)
            || (!portalHost.isEmpty() && host != portalHost))
            return;
        portalHost = host;
        if (!tunnel && view->kind == RequestKind::Connect)
            tunnel = view;
    }
    if (!tunnel)
        return;
    const bool asked = anyChallenge(observed);
    const HttpField *location = tunnel->response->field("Location");
    const bool proxyReached
        = asked || showsProxy(*tunnel) || isIdentityProvider(portalHost, location->value);
    FindingBuilder builder(observed,
                           proxyReached ? "policy.portal"_L1 : "network.captive-portal"_L1);
    builder.about(*tunnel).confidence(Confidence::Likely);
    builder.show(statusLine(*tunnel, "status.seen"_L1))
        .show(responseField(*tunnel, *location, "field.location"_L1,
                            {{u"value"_s, textOf(location->value)}}));
    for (const ExchangeView *view : observed.wishes()) {
        if (view != tunnel && observed.isLatest(*view))
            builder.show(statusLine(*view, "status.seen"_L1));
    }
    builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                    {{u"status"_s, QString::number(tunnel->status)}});
    if (asked)
        builder.ruleOut("network.captive-portal"_L1, "sign-in-was-asked"_L1);
    found.append(builder.done());
}

bool accountWords(const ExchangeView &view)
{
    const QByteArray &body = view.exchange->response.body;
    for (const char *word : {"quota", "bandwidth", "traffic limit", "payment", "subscription",
                             "balance", "concurren", "too many threads", "plan "}) {
        if (findIgnoringCase(body, word) >= 0)
            return true;
    }
    return false;
}

bool accountOrQuota(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    if (!view.toProxy() || view.by != Answerer::Proxy || view.isControl())
        return false;
    const auto provider = providerAnswer(view);
    const bool says = provider && provider->answer->means == "policy.account-or-quota"_L1;
    if (provider && !says)
        return false;
    const HttpField *field = provider ? nullptr : accountField(*view.response);
    const bool status = view.status == 402
        || ((view.status == 429 || (view.status >= 452 && view.status <= 458))
            && accountWords(view));
    if (!status && !says && !(field && view.status >= 400))
        return false;
    FindingBuilder builder(observed, "policy.account-or-quota"_L1);
    builder.about(view)
        .param("pageReason"_L1, pageWords(view))
        .param("proxyError"_L1, field ? textOf(field->value) : proxyError(view))
        .confidence(field || says ? Confidence::Certain : Confidence::Likely);
    if (says)
        builder.show(providerEvidence(view, *provider));
    builder.show(statusLine(view, "status.forbidden-by-proxy"_L1));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    if (says) {
        builder.ruleOut("credentials.rejected"_L1, "provider-says"_L1,
                        {{u"product"_s, provider->productName}});
    } else if (field) {
        builder.ruleOut("credentials.rejected"_L1, "proxy-own-field"_L1,
                        {{u"name"_s, textOf(field->name, 60)}, {u"value"_s, textOf(field->value)}});
    } else {
        builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                        {{u"status"_s, QString::number(view.status)}});
    }
    found.append(builder.done());
    return true;
}

} // namespace

QList<Finding> policyFindings(const Observations &observed)
{
    QList<Finding> found;
    if (observed.role == EndpointRole::WebServer || observed.role == EndpointRole::PacServer)
        return found;
    bool addressDone = false;
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->readable() || !observed.isLatest(*view))
            continue;
        const auto provider = providerAnswer(*view);
        if (provider && provider->answer->means == "policy.address-not-allowed"_L1
            && view->by == Answerer::Proxy && !view->isControl()) {
            if (!addressDone)
                addressNotAllowedByCode(observed, *view, *provider, found);
            addressDone = true;
            continue;
        }
        if (accountOrQuota(observed, *view, found))
            continue;
        if (!isRefusal(view->status) || view->by != Answerer::Proxy || portRefusal(observed, *view))
            continue;
        if (looksLikeAddressRule(observed, *view)) {
            if (!addressDone)
                addressNotAllowed(observed, *view, found);
            addressDone = true;
        } else {
            forbidden(observed, *view, found);
        }
    }
    askedAgainForOne(observed, found);
    captivePortal(observed, found);
    portal(observed, found);
    return found;
}

} // namespace pt
