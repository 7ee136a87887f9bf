// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ForeignChallenge.h"
#include "diagnosis/ProxyMarks.h"
#include "diagnosis/Rules.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

void targetUnreachable(const Observations &observed, const ExchangeView &view,
                       const ReachProblem &problem, QList<Finding> &found)
{
    const auto words = pageReason(view.exchange->response.body);
    const HttpField *own = ownErrorField(*view.response);
    Confidence confidence = Confidence::Possible;
    if (view.by == Answerer::Proxy)
        confidence = problem.sure && view.bySure ? Confidence::Certain : Confidence::Likely;
    FindingBuilder builder(observed, "proxy.target-unreachable"_L1);
    builder.about(view)
        .param("pageReason"_L1, words ? words->text : QString())
        .param("proxyError"_L1, own ? textOf(own->value) : QString())
        .param("problem"_L1, problem.problem)
        .confidence(confidence)
        .show(statusLine(view, "status.proxy-cannot-reach"_L1, {{u"target"_s, view.target}}));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    if (own) {
        builder.ruleOut("origin.server-error"_L1, "proxy-own-field"_L1,
                        {{u"name"_s, textOf(own->name, 60)}, {u"value"_s, textOf(own->value)}});
    } else if (view.kind == RequestKind::Connect) {
        builder.ruleOut("origin.server-error"_L1, "to-connect"_L1);
    } else if (view.bySure) {
        builder.ruleOut("origin.server-error"_L1, "proxy-own-page"_L1,
                        {{u"product"_s, observed.product}});
    }
    builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                    {{u"status"_s, QString::number(view.status)}});
    if (problem.sure)
        builder.ruleOut("policy.forbidden"_L1, "proxy-says-it-tried"_L1);
    for (const ExchangeView &other : observed.views) {
        if (other.by == Answerer::Target && other.status < 400 && hostOf(other) != hostOf(view)) {
            builder.ruleOut("proxy.internal-error"_L1, "proxy-works-for-others"_L1,
                            {{u"target"_s, hostOf(other)}});
            break;
        }
    }
    found.append(builder.done());
}

void internalError(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const auto words = pageReason(view.exchange->response.body);
    const HttpField *own = ownErrorField(*view.response);
    FindingBuilder builder(observed, "proxy.internal-error"_L1);
    builder.about(view)
        .param("pageReason"_L1, words ? words->text : QString())
        .param("proxyError"_L1, own ? textOf(own->value) : QString())
        .stage(view.sentScheme.isEmpty() ? StageId::Challenge : StageId::SignIn)
        .confidence(view.bySure ? Confidence::Certain : Confidence::Likely)
        .show(statusLine(view, "status.proxy-failed"_L1));
    for (const Evidence &mark : proxyOwnMarks(view))
        builder.show(mark);
    builder.ruleOut("proxy.target-unreachable"_L1, "no-word-of-target"_L1);
    found.append(builder.done());
}

/// 597 is what gateways built on the proxy-chain library say when the proxy behind them refused theirs.
void upstreamSignIn(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    FindingBuilder builder(observed, "proxy.upstream-sign-in"_L1);
    builder.about(view)
        .confidence(Confidence::Likely)
        .show(statusLine(view, "status.upstream-refused"_L1))
        .ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                 {{u"status"_s, QString::number(view.status)}});
    found.append(builder.done());
}

/// A 407 after the proxy's own question was answered, and not in the proxy's voice.
void foreignQuestion(const Observations &observed, const ExchangeView &view, bool origin,
                     QList<Finding> &found)
{
    const ExchangeView *own = ownQuestion(observed, view);
    const HttpField *via = view.response->field("Via");
    FindingBuilder builder(observed,
                           origin ? "origin.sends-407"_L1 : "proxy.upstream-sign-in"_L1);
    builder.about(view)
        .param("realm"_L1, realmOf(view))
        .param("ownRealm"_L1, own ? realmOf(*own) : QString())
        .confidence(Confidence::Likely)
        .show(statusLine(view, "status.407-by-another"_L1));
    if (via)
        builder.show(responseField(view, *via, "field.via"_L1, {{u"value"_s, textOf(via->value)}}));
    if (const HttpField *server = view.response->field("Server")) {
        builder.show(responseField(view, *server, "field.server"_L1,
                                   {{u"value"_s, textOf(server->value)}}));
    }
    for (const Challenge &challenge : view.proxyChallenges.mid(0, 3))
        builder.show(offeredChallenge(view, challenge));
    if (own) {
        builder.show(statusLine(*own, "status.asks-for-sign-in"_L1));
        for (const Challenge &challenge : own->proxyChallenges.mid(0, 3))
            builder.show(offeredChallenge(*own, challenge));
    }
    if (!view.sentScheme.isEmpty())
        builder.show(credentialsLine(view));
    builder.ruleOut("credentials.rejected"_L1, "asked-by-another"_L1);
    if (origin)
        builder.ruleOut("tunnel.challenge-inside"_L1, "tunnel-never-open"_L1);
    found.append(builder.done());
}

} // namespace

QList<Finding> proxyFindings(const Observations &observed)
{
    QList<Finding> found;
    if (observed.role == EndpointRole::WebServer || observed.role == EndpointRole::PacServer)
        return found;
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->readable() || !observed.isLatest(*view))
            continue;
        const bool proxy = view->by == Answerer::Proxy;
        if (proxy && view->status == 597) {
            upstreamSignIn(observed, *view, found);
            continue;
        }
        if (const ChallengeOf whose = challengeOf(observed, *view); whose != ChallengeOf::Proxy) {
            foreignQuestion(observed, *view, whose == ChallengeOf::Origin, found);
            continue;
        }
        // CONNECT is not carried out at all where 501 answers it; that is said elsewhere.
        if (view->status == 511 || (view->status == 501 && view->kind == RequestKind::Connect))
            continue;
        const auto problem = reachProblem(view->status, *view->response,
                                          view->exchange->response.body);
        const bool gateway = view->status == 502 || view->status == 504;
        if (problem && (proxy || (view->by == Answerer::Unclear && gateway)))
            targetUnreachable(observed, *view, *problem, found);
        else if (proxy && view->status >= 500)
            internalError(observed, *view, found);
    }
    return found;
}

} // namespace pt
