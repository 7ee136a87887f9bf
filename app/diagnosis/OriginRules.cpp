// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ProxyMarks.h"
#include "diagnosis/Rules.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// What shows that the answer is the target's, for those who doubt it.
void showOrigin(FindingBuilder &builder, const Observations &observed, const ExchangeView &view)
{
    if (view.kind == RequestKind::Inside) {
        if (const ExchangeView *connect = observed.byId(view.exchange->tunnelOf);
            connect && connect->status / 100 == 2)
            builder.show(statusLine(*connect, "status.tunnel-open"_L1));
        return;
    }
    if (!view.response)
        return;
    if (const HttpField *via = view.response->field("Via"))
        builder.show(responseField(view, *via, "field.via"_L1, {{u"value"_s, textOf(via->value)}}));
    if (const HttpField *server = view.response->field("Server")) {
        builder.show(responseField(view, *server, "field.server"_L1,
                                   {{u"value"_s, textOf(server->value)}}));
    }
}

void ruleOutProxy(FindingBuilder &builder, const ExchangeView &view, QLatin1StringView neighbour)
{
    if (view.kind == RequestKind::Inside) {
        builder.ruleOut(neighbour, "inside-tunnel"_L1);
        return;
    }
    if (view.by != Answerer::Target)
        return;
    const HttpField *via = view.response->field("Via");
    const HttpField *server = view.response->field("Server");
    if (via)
        builder.ruleOut(neighbour, "forwarded-by-proxy"_L1, {{u"via"_s, textOf(via->value)}});
    else if (server)
        builder.ruleOut(neighbour, "another-server"_L1, {{u"server"_s, textOf(server->value)}});
}

Confidence sureness(const ExchangeView &view)
{
    if (view.by != Answerer::Target)
        return Confidence::Possible;
    return view.bySure ? Confidence::Certain : Confidence::Likely;
}

void judge(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const int status = view.status;
    const WordParams target{{u"target"_s, view.target}};
    if (status == 401) {
        FindingBuilder builder(observed, "origin.sign-in-required"_L1);
        const Challenge *challenge = view.targetChallenges.isEmpty()
            ? nullptr
            : &view.targetChallenges.first();
        builder.about(view)
            .param("scheme"_L1, challenge ? textOf(challenge->scheme, 60) : QString())
            .param("realm"_L1, realmOf(view))
            .confidence(sureness(view))
            .show(statusLine(view, "status.401-by-target"_L1, target));
        if (challenge) { // not the proxy's offer
            builder.show(challengeLine(view, *challenge, "field.challenge-of-target"_L1,
                                       {{u"scheme"_s, textOf(challenge->scheme, 60)},
                                        {u"target"_s, view.target}}));
        }
        showOrigin(builder, observed, view);
        ruleOutProxy(builder, view, "scheme.proxy-answers-401"_L1);
        found.append(builder.done());
        return;
    }
    if (status == 404 || status == 410) {
        FindingBuilder builder(observed, "origin.not-found"_L1);
        builder.about(view)
            .confidence(sureness(view))
            .show(statusLine(view, "status.not-found-at-target"_L1, target));
        showOrigin(builder, observed, view);
        ruleOutProxy(builder, view, "proxy.target-unreachable"_L1);
        found.append(builder.done());
        return;
    }
    const bool serverError = status >= 500;
    const bool named = status == 403 || status == 429 || status == 451;
    const auto words = pageReason(view.exchange->response.body);
    FindingBuilder builder(observed,
                           serverError ? "origin.server-error"_L1 : "origin.refused"_L1);
    Confidence confidence = sureness(view);
    if (!serverError && !named && confidence == Confidence::Certain)
        confidence = Confidence::Likely;
    builder.about(view)
        .param("pageReason"_L1, words ? words->text : QString())
        .confidence(confidence)
        .show(statusLine(view,
                         serverError ? "status.target-failed"_L1 : "status.refused-by-target"_L1,
                         target));
    if (words)
        builder.show(bodySpan(view, words->span, "body.reason"_L1, {{u"text"_s, words->text}}));
    showOrigin(builder, observed, view);
    ruleOutProxy(builder, view,
                 serverError ? "proxy.target-unreachable"_L1 : "policy.forbidden"_L1);
    found.append(builder.done());
}

} // namespace

QList<Finding> originFindings(const Observations &observed)
{
    QList<Finding> found;
    if (observed.role == EndpointRole::WebServer || observed.role == EndpointRole::PacServer)
        return found;
    for (const ExchangeView &view : observed.views) {
        if (view.status < 400 || view.status == 407 || view.isControl()
            || view.kind == RequestKind::Connect || !observed.isLatest(view)) {
            continue;
        }
        // A bad gateway without a mark is more often the proxy's; that is said there.
        const bool gateway = view.status == 502 || view.status == 504 || view.status == 511;
        if (view.by == Answerer::Target || (view.by == Answerer::Unclear && !gateway))
            judge(observed, view, found);
    }
    return found;
}

} // namespace pt
