// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SocksProofs.h"

#include <QUrl>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// One spelling for comparing addresses: "http://a" and "http://a/" ask for the same.
QString normalised(const QString &target)
{
    QUrl url(target);
    if (!url.isValid() || url.host().isEmpty())
        return target;
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    return url.toString();
}

/// The target's TLS, which shows that the tunnel carries bytes both ways.
void showTls(FindingBuilder &builder, const QList<const ExchangeView *> &good)
{
    for (const ExchangeView *view : good) {
        const auto &tls = view->exchange->tls;
        if (view->kind != RequestKind::Inside || !tls || !tls->established
            || tls->version.isEmpty()) {
            continue;
        }
        const QString issuer = tls->chain.isEmpty() ? QString() : tls->chain.first().issuer;
        Evidence evidence = caseValue(EvidenceSource::Tls, tls->version, "tls.established"_L1,
                                      {{u"version"_s, tls->version}, {u"issuer"_s, issuer}});
        evidence.exchange = view->exchange->id;
        builder.show(evidence);
        return;
    }
}

/// Where the proxy proved that it knows the password too (RFC 7616 section 3.5).
void showProof(FindingBuilder &builder, const ExchangeView &view)
{
    const HttpField *info
        = view.response ? view.response->field("Proxy-Authentication-Info") : nullptr;
    if (info && view.exchange->proxyProof == DigestProof::Verified)
        builder.show(responseField(view, *info, "field.proof-verified"_L1));
    else if (info && view.exchange->proxyProof == DigestProof::Wrong)
        builder.show(responseField(view, *info, "field.proof-wrong"_L1));
}

void showAnswers(FindingBuilder &builder, const QList<const ExchangeView *> &good,
                 const ExchangeView *shownAlready)
{
    for (const ExchangeView *view : good.mid(0, 6)) {
        if (view != shownAlready)
            builder.show(
                statusLine(*view, "status.target-answered"_L1, {{u"target"_s, view->target}}));
    }
}

bool reached(const Observations &observed, const ExchangeView &view)
{
    if (view.status < 200 || view.status >= 400 || view.isControl())
        return false;
    if (view.kind == RequestKind::Connect)
        return false;
    return view.by == Answerer::Target && observed.isLatest(view);
}

/// A tunnel, or a field that a forwarding proxy adds (RFC 9110 section 7.6.3).
bool showsProxy(const QList<const ExchangeView *> &good)
{
    return std::any_of(good.cbegin(), good.cend(), [](const ExchangeView *view) {
        if (view->kind == RequestKind::Inside)
            return true;
        return view->response
            && (view->response->has("Via") || view->response->has("X-Cache")
                || view->response->has("Proxy-Agent"));
    });
}

} // namespace

QList<Finding> healthyFindings(const Observations &observed)
{
    if (observed.role == EndpointRole::WebServer || observed.role == EndpointRole::PacServer)
        return {};
    QList<const ExchangeView *> good;
    QStringList targets;
    for (const ExchangeView &view : observed.views) {
        if (!reached(observed, view))
            continue;
        good.append(&view);
        if (const QString target = normalised(view.target); !targets.contains(target))
            targets.append(target);
    }
    // A pasted text often ends where the tunnel opens: the rest of it is not readable.
    const ExchangeView *openTunnel = nullptr;
    for (const ExchangeView &view : observed.views) {
        if (view.kind == RequestKind::Connect && !view.isControl() && view.status >= 200
            && view.status < 300) {
            openTunnel = &view;
        }
    }
    if (good.isEmpty() && !(observed.imported && openTunnel))
        return {};
    if (!observed.imported) {
        for (const QString &wanted : observed.theCase().input.targets) {
            if (!targets.contains(normalised(wanted)))
                return {};
        }
    }

    const ExchangeView &shown = good.isEmpty() ? *openTunnel : *good.first();
    if (!observed.socks.isEmpty()) {
        FindingBuilder builder(observed, "healthy.signed-in"_L1);
        if (showSocksSignIn(observed, builder)) {
            builder.about(shown)
                .param("scheme"_L1, u"SOCKS5"_s)
                .param("realm"_L1, {})
                .param("targets"_L1, QString::number(qMax<qsizetype>(1, targets.size())))
                .confidence(Confidence::Certain);
            showAnswers(builder, good, nullptr);
            showTls(builder, good);
            builder.ruleOut("healthy.no-sign-in-asked"_L1, "sign-in-was-asked"_L1);
            return {builder.done()};
        }
    }
    const ExchangeView *accepted = observed.firstAccepted();
    const ExchangeView *asked = observed.firstAsked();
    if (accepted && asked) {
        FindingBuilder builder(observed, "healthy.signed-in"_L1);
        builder.about(shown)
            .param("scheme"_L1, accepted->sentScheme)
            .param("realm"_L1, realmOf(*asked))
            .param("targets"_L1, QString::number(qMax<qsizetype>(1, targets.size())))
            .confidence(good.isEmpty() ? Confidence::Likely : Confidence::Certain)
            .show(statusLine(*asked, "status.asks-for-sign-in"_L1))
            .show(credentialsLine(*accepted))
            .show(statusLine(*accepted, "status.accepted"_L1));
        showProof(builder, *accepted);
        showAnswers(builder, good, accepted);
        showTls(builder, good);
        builder.ruleOut("healthy.no-sign-in-asked"_L1, "sign-in-was-asked"_L1);
        return {builder.done()};
    }
    if (observed.signInAsked)
        return {};
    FindingBuilder builder(observed, "healthy.no-sign-in-asked"_L1);
    builder.about(shown)
        .param("targets"_L1, QString::number(qMax<qsizetype>(1, targets.size())))
        .param("credentialsGiven"_L1, observed.credentialsGiven ? u"yes"_s : u"no"_s)
        // An imported text can begin after the sign-in of its connection; and a web server that
        // answers whatever it is asked looks the same until a tunnel or a proxy's mark is seen.
        .confidence(observed.imported
                            || (!showsProxy(good) && observed.role != EndpointRole::Proxy)
                        ? Confidence::Likely
                        : Confidence::Certain);
    const ExchangeView *first = nullptr;
    for (const ExchangeView *view : observed.wishes()) {
        if (!first && view->readable())
            first = view;
    }
    if (first)
        builder.show(statusLine(*first, "status.not-asked"_L1));
    showSocksOpening(observed, builder);
    showAnswers(builder, good, first);
    showTls(builder, good);
    builder.ruleOut("healthy.signed-in"_L1, "no-sign-in-asked"_L1);
    return {builder.done()};
}

} // namespace pt
