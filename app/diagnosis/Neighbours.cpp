// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Neighbours.h"

#include "diagnosis/Catalogue.h"

#include <QHash>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// What the table of reasons works on.
struct Question
{
    const Observations &observed;
    const Finding &finding;
    const ExchangeView *view; ///< the exchange of the first proof; nullptr: none
};

using Answer = std::optional<Words>;
using Reason = Answer (*)(const Question &);

Answer because(QLatin1StringView id, const QMap<QString, QString> &params = {})
{
    return Words{id, params};
}

QString number(int value)
{
    return QString::number(value);
}

const ExchangeView *firstSigned(const Observations &observed)
{
    for (const ExchangeView &view : observed.views) {
        if (view.toProxy() && !view.sentScheme.isEmpty())
            return &view;
    }
    return nullptr;
}

/// No message at all that could have held a password for the proxy, on any address or in SOCKS.
bool nothingSent(const Observations &observed)
{
    const auto none = [](const QList<ExchangeView> &views) {
        return std::all_of(views.begin(), views.end(), [](const ExchangeView &view) {
            return view.sentScheme.isEmpty()
                && !(view.request && view.request->has("Proxy-Authorization"));
        });
    };
    return none(observed.views) && none(observed.otherAddresses) && none(observed.portProbes)
        && none(observed.socks) && observed.theCase().attempts.sent == 0;
}

Answer connectionMade(const Question &question)
{
    for (const AddressAttempt &attempt : question.observed.theCase().connects) {
        if (attempt.outcome == ConnectOutcome::Connected)
            return because("connected"_L1, {{u"address"_s, attempt.address}});
    }
    if (question.view && question.view->answered() && !question.view->exchange->remote.isEmpty())
        return because("connected"_L1, {{u"address"_s, question.view->exchange->remote}});
    return std::nullopt;
}

Answer bytesCame(const Question &question)
{
    if (question.view && question.view->answered())
        return because("answer-came"_L1);
    return std::nullopt;
}

/// What was typed shows none of these; of a pasted text it is not known what was typed.
Answer cleanInput(const Question &question, InputProblemKind kind)
{
    if (question.observed.imported)
        return std::nullopt;
    const CaseInput &input = question.observed.theCase().input;
    for (const InputProblem &problem : input.problems) {
        if (problem.kind == kind)
            return std::nullopt;
    }
    return because("input-clean"_L1);
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

Answer neverForTheSite(const Question &question)
{
    if (!question.view)
        return std::nullopt;
    if (question.view->kind == RequestKind::Connect)
        return because("to-connect"_L1);
    if (question.view->asksForSignIn())
        return because("asked-before-target"_L1);
    return std::nullopt;
}

/// By neighbour, what excludes it. The order of a row's questions is that of the strength of the proof.
const QHash<QString, Reason> &reasons()
{
    static const QHash<QString, Reason> table{
        {u"healthy.signed-in"_s,
         [](const Question &q) {
             return q.observed.signInAsked ? Answer() : because("no-sign-in-asked"_L1);
         }},
        {u"input.reserved-character-in-url"_s,
         [](const Question &q) { return cleanInput(q, InputProblemKind::ReservedCharacter); }},
        {u"input.malformed-escape"_s,
         [](const Question &q) { return cleanInput(q, InputProblemKind::MalformedEscape); }},
        {u"input.colon-in-user-name"_s,
         [](const Question &q) { return cleanInput(q, InputProblemKind::ColonInUserName); }},
        {u"input.invisible-character"_s,
         [](const Question &q) {
             const auto &secret = q.observed.theCase().input.secret;
             if (secret && (secret->leadingOrTrailingSpace || secret->control || secret->invisible
                            || secret->smartQuote))
                 return Answer();
             return cleanInput(q, InputProblemKind::InvisibleCharacter);
         }},
        {u"input.encoded-twice"_s,
         [](const Question &q) {
             const CaseInput &input = q.observed.theCase().input;
             if (input.secret && input.secret->percentEscape)
                 return Answer();
             return cleanInput(q, InputProblemKind::EncodedTwice);
         }},
        {u"credentials.missing"_s,
         [](const Question &q) {
             if (const ExchangeView *sent = firstSigned(q.observed))
                 return because("credentials-were-sent"_L1, {{u"scheme"_s, sent->sentScheme}});
             return q.observed.signInAsked || q.observed.views.isEmpty()
                 ? Answer()
                 : because("no-sign-in-asked"_L1);
         }},
        {u"credentials.incomplete"_s,
         [](const Question &q) {
             const ExchangeView *sent = firstSigned(q.observed);
             return sent ? because("credentials-were-sent"_L1, {{u"scheme"_s, sent->sentScheme}})
                         : Answer();
         }},
        {u"credentials.sent-to-the-target"_s,
         [](const Question &q) {
             const ExchangeView *sent = q.view && !q.view->sentScheme.isEmpty()
                 ? q.view
                 : firstSigned(q.observed);
             return sent ? because("credentials-were-sent"_L1, {{u"scheme"_s, sent->sentScheme}})
                         : Answer();
         }},
        {u"credentials.charset"_s,
         [](const Question &q) {
             const CaseInput &input = q.observed.theCase().input;
             const bool known = input.secret && !q.observed.imported;
             const ExchangeView *sent = firstSigned(q.observed);
             return known && !input.secret->nonAscii && isAscii(input.user)
                     && (!sent || isAscii(sent->sentUser))
                 ? because("input-only-ascii"_L1)
                 : Answer();
         }},
        {u"credentials.wrong-domain"_s,
         [](const Question &q) {
             const ExchangeView *sent = firstSigned(q.observed);
             return sent && sent->sentScheme != "ntlm"_L1
                 ? because("ntlm-not-used"_L1, {{u"scheme"_s, sent->sentScheme}})
                 : Answer();
         }},
        {u"credentials.rejected"_s,
         [](const Question &q) {
             if (const ExchangeView *accepted = q.observed.firstAccepted())
                 return because("sign-in-accepted"_L1, {{u"status"_s, number(accepted->status)}});
             if (nothingSent(q.observed))
                 return because("no-credentials-sent"_L1);
             return Answer();
         }},
        {u"scheme.none-usable"_s,
         [](const Question &q) {
             const ExchangeView *sent = firstSigned(q.observed);
             return sent ? because("scheme-can-be-used"_L1, {{u"scheme"_s, sent->sentScheme}})
                         : Answer();
         }},
        {u"policy.forbidden"_s,
         [](const Question &q) {
             return q.view && q.view->asksForSignIn() ? because("sign-in-was-asked"_L1) : Answer();
         }},
        {u"origin.sign-in-required"_s, neverForTheSite},
        {u"origin.refused"_s, neverForTheSite},
        {u"origin.server-error"_s, neverForTheSite},
        {u"kerberos.no-ticket"_s,
         [](const Question &q) {
             for (const NegotiateFacts &facts : q.observed.theCase().negotiate) {
                 if (!facts.principal.isEmpty())
                     return because("ticket-at-hand"_L1, {{u"principal"_s, facts.principal}});
             }
             return Answer();
         }},
        {u"network.refused"_s, connectionMade},
        {u"network.timed-out"_s, connectionMade},
        {u"network.unreachable"_s, connectionMade},
        {u"network.name-not-resolved"_s, connectionMade},
        {u"network.reset"_s, bytesCame},
        {u"network.no-reply"_s, bytesCame},
        {u"endpoint.local-helper-not-running"_s,
         [](const Question &q) {
             return q.observed.loopback
                 ? Answer()
                 : because("not-loopback"_L1,
                           {{u"address"_s, q.observed.theCase().input.endpoint.host}});
         }},
        {u"endpoint.not-a-proxy"_s,
         [](const Question &q) {
             return q.observed.role == EndpointRole::Proxy && q.observed.roleSure
                 ? because("acts-as-proxy"_L1)
                 : Answer();
         }},
        {u"tls.target-intercepted"_s,
         [](const Question &q) {
             return q.finding.stage == StageId::Secure ? because("proxy-own-certificate"_L1)
                                                       : Answer();
         }},
        {u"tls.target-failed"_s,
         [](const Question &q) {
             const bool open = std::any_of(
                 q.observed.views.begin(), q.observed.views.end(), [](const ExchangeView &view) {
                     return view.kind == RequestKind::Inside && view.exchange->tls
                         && !view.exchange->tls->version.isEmpty();
                 });
             return open ? Answer() : because("target-sent-no-tls"_L1);
         }},
    };
    return table;
}

} // namespace

std::optional<Words> excludedBy(const Observations &observed, const Finding &finding,
                                const QString &neighbour)
{
    const ExchangeView *view = nullptr;
    for (const Evidence &evidence : finding.evidence) {
        if (!view && evidence.exchange > 0)
            view = observed.byId(evidence.exchange);
    }
    const Reason reason = reasons().value(neighbour);
    return reason ? reason({observed, finding, view}) : std::nullopt;
}

void settleNeighbours(Finding &finding, const Observations &observed, const QStringList &found)
{
    const CatalogueEntry *entry = catalogueEntry(finding.cause);
    if (!entry)
        return;
    for (const QString &neighbour : entry->neighbours) {
        const bool ruledOut
            = std::any_of(finding.ruledOut.cbegin(), finding.ruledOut.cend(),
                          [&neighbour](const RuledOut &out) { return out.cause == neighbour; });
        if (ruledOut || found.contains(neighbour))
            continue;
        if (const auto words = excludedBy(observed, finding, neighbour))
            finding.ruledOut.append({neighbour, *words});
        else
            finding.notExcluded.append(neighbour);
    }
    if (!finding.notExcluded.isEmpty() && finding.confidence == Confidence::Certain)
        finding.confidence = Confidence::Likely;
}

} // namespace pt
