// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/NtlmSight.h"
#include "diagnosis/Rules.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isFirstMessage(const ExchangeView &view)
{
    return view.sentScheme == "ntlm"_L1 && view.sentToken == "1"_L1;
}

bool anyProofSent(const Observations &observed)
{
    return std::any_of(observed.views.begin(), observed.views.end(), [](const ExchangeView &view) {
        return view.toProxy() && !view.sentScheme.isEmpty() && !isFirstMessage(view);
    });
}

void noPasswordSent(const Observations &observed, FindingBuilder &builder)
{
    if (anyProofSent(observed))
        return;
    const bool begun = std::any_of(observed.views.begin(), observed.views.end(), isFirstMessage);
    builder.ruleOut("credentials.rejected"_L1,
                    begun ? "only-first-message-sent"_L1 : "no-credentials-sent"_L1);
}

/// RFC 9112 section 9.6, and section 9.3 for HTTP/1.0.
const HttpField *closingField(const ExchangeView &view)
{
    if (!view.response)
        return nullptr;
    for (const char *name : {"Connection", "Proxy-Connection"}) {
        const HttpField *field = view.response->field(name);
        if (field && field->value.trimmed().compare("close", Qt::CaseInsensitive) == 0)
            return field;
    }
    return nullptr;
}

Evidence questionLine(const NtlmQuestion &question)
{
    return challengeLine(
        *question.view, *question.challenge, "field.ntlm-challenge"_L1,
        {{u"node"_s, question.read.node()}, {u"domain"_s, question.read.domain()}});
}

/// A third message counts only on the connection on which its question came.
void connectionNotKept(const Observations &observed, const QList<NtlmQuestion> &questions,
                       QList<Finding> &found)
{
    for (const NtlmQuestion &question : questions) {
        if (!question.isSound())
            continue;
        const ExchangeView &view = *question.view;
        const ExchangeView *answer = answerTo(observed, question);
        const HttpField *closing = closingField(view);
        QString how;
        if (answer && view.exchange->connection > 0 && answer->exchange->connection > 0
            && answer->exchange->connection != view.exchange->connection) {
            how = u"moved"_s;
        } else if (!answer && closing) {
            how = u"announced"_s;
        } else if (!answer && !observed.imported && view.exchange->leg > 0
                   && !view.exchange->peerKeptOpen) {
            how = u"closed"_s;
        } else if (answer && !answer->answered()
                   && (answer->exchange->end == ExchangeEnd::ClosedByPeer
                       || answer->exchange->end == ExchangeEnd::Reset)) {
            how = u"unanswered"_s;
        }
        if (how.isEmpty() || (answer && answer->accepted))
            continue;
        FindingBuilder builder(observed, "ntlm.connection-not-kept"_L1);
        builder.about(view)
            .param("how"_L1, how)
            // Closed behind the third message: before it was read, or because of it.
            .confidence(how == "unanswered"_L1 ? Confidence::Likely : Confidence::Certain);
        builder.show(questionLine(question));
        if (closing)
            builder.show(responseField(view, *closing, "field.connection-close"_L1));
        if (answer)
            builder.show(credentialsLine(*answer));
        if (how == "unanswered"_L1) {
            builder.show(howItEnded(*answer,
                                    answer->exchange->end == ExchangeEnd::Reset
                                        ? "exchange.reset-without-answer"_L1
                                        : "exchange.closed-without-answer"_L1,
                                    {{u"method"_s, answer->method}}));
        }
        if (how == "moved"_L1) {
            builder.show(requestLine(*answer, "request.other-connection"_L1,
                                     {{u"from"_s, QString::number(view.exchange->connection)},
                                      {u"to"_s, QString::number(answer->exchange->connection)}}));
        }
        if (answer)
            builder.ruleOut("credentials.rejected"_L1, "proof-not-judged"_L1);
        else
            noPasswordSent(observed, builder);
        found.append(builder.done());
        return;
    }
}

void firstMessageRefused(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (!isFirstMessage(*view) || view->status < 400)
            continue;
        const bool goesOn = std::any_of(
            view->proxyChallenges.begin(), view->proxyChallenges.end(), [](const Challenge &one) {
                return one.is("NTLM") && one.token68 && !one.token68->isEmpty();
            });
        const bool asked = view->status == 407;
        // Of other answers only those that can be a word about the message itself.
        const bool refused = view->by == Answerer::Proxy
            && (view->status == 400 || view->status == 401 || view->status == 500
                || view->status == 501);
        if (goesOn || (!asked && !refused))
            continue;
        FindingBuilder builder(observed, "ntlm.first-message-refused"_L1);
        builder.about(*view)
            .confidence(asked ? Confidence::Certain : Confidence::Likely)
            .show(statusLine(*view, "status.first-message-refused"_L1))
            .show(credentialsLine(*view));
        for (const Challenge &challenge : view->proxyChallenges) {
            if (challenge.is("NTLM")) {
                builder.show(challengeLine(*view, challenge, "field.ntlm-bare"_L1));
                break;
            }
        }
        noPasswordSent(observed, builder);
        found.append(builder.done());
        return;
    }
}

/// Two answers of one proxy that name different computers as their author.
void nodeChanged(const Observations &observed, const QList<NtlmQuestion> &questions,
                 QList<Finding> &found)
{
    const ExchangeView *first = nullptr;
    const ExchangeView *second = nullptr;
    QString firstNode;
    QString secondNode;
    QList<Evidence> proofs;
    for (const NtlmQuestion &one : questions) {
        for (const NtlmQuestion &other : questions) {
            if (second || one.read.node().isEmpty() || other.read.node().isEmpty()
                || one.view->exchange->id >= other.view->exchange->id
                || one.read.node().compare(other.read.node(), Qt::CaseInsensitive) == 0)
                continue;
            first = one.view;
            second = other.view;
            firstNode = one.read.node();
            secondNode = other.read.node();
            proofs = {questionLine(one), questionLine(other)};
        }
    }
    // Or by Via, in answers to two messages of one sign-in.
    for (const NtlmQuestion &one : questions) {
        const ExchangeView *answer = answerTo(observed, one);
        if (second || !answer || answer->status != 407 || !one.view->response)
            continue;
        const HttpField *before = one.view->response->field("Via");
        const HttpField *after = answer->response->field("Via");
        if (!before || !after || before->value == after->value)
            continue;
        first = one.view;
        second = answer;
        firstNode = textOf(before->value);
        secondNode = textOf(after->value);
        proofs
            = {responseField(*first, *before, "field.via-of-leg"_L1, {{u"value"_s, firstNode}}),
               responseField(*second, *after, "field.via-of-leg"_L1, {{u"value"_s, secondNode}})};
    }
    if (!second)
        return;
    const ExchangeView *refused = observed.firstRefused();
    FindingBuilder builder(observed, "ntlm.node-changed"_L1);
    builder.about(*second)
        .param("firstNode"_L1, firstNode)
        .param("secondNode"_L1, secondNode)
        // Where all goes well nevertheless, it is only something to know.
        .severity(refused ? Severity::Error : Severity::Warning)
        .confidence(refused ? Confidence::Likely : Confidence::Certain);
    for (const Evidence &proof : std::as_const(proofs))
        builder.show(proof);
    if (refused) {
        builder.show(statusLine(*refused, "status.asks-again"_L1));
        builder.ruleOut("ntlm.connection-not-kept"_L1, "same-connection"_L1);
    }
    found.append(builder.done());
}

void labelMismatch(const Observations &observed, const QList<NtlmQuestion> &questions,
                   QList<Finding> &found)
{
    for (const NtlmQuestion &question : questions) {
        if (!question.spnego)
            continue;
        FindingBuilder builder(observed, "ntlm.label-mismatch"_L1);
        builder.about(*question.view)
            .param("by"_L1, u"proxy"_s)
            .param("label"_L1, u"NTLM"_s)
            .param("token"_L1, u"spnego"_s)
            .who(Actor::ProxyAdmin)
            .confidence(Confidence::Certain)
            .show(challengeLine(*question.view, *question.challenge, "field.other-token"_L1,
                                {{u"label"_s, u"NTLM"_s}, {u"token"_s, u"spnego"_s}}));
        noPasswordSent(observed, builder);
        found.append(builder.done());
        return;
    }
    for (const ExchangeView *view : observed.wishes()) {
        const bool underNtlm = view->sentScheme == "ntlm"_L1 && view->sentToken == "spnego"_L1;
        const bool underNegotiate
            = view->sentScheme == "negotiate"_L1 && view->sentToken == "ntlm"_L1;
        // An NTLM message under Negotiate is taken by some proxies, and goes on then.
        if ((!underNtlm && !underNegotiate) || view->status != 407 || !view->refused)
            continue;
        const HttpField *field = view->request->field("Proxy-Authorization");
        if (!field)
            continue;
        const QString label = underNtlm ? u"NTLM"_s : u"Negotiate"_s;
        FindingBuilder builder(observed, "ntlm.label-mismatch"_L1);
        builder.about(*view)
            .param("by"_L1, u"client"_s)
            .param("label"_L1, label)
            .param("token"_L1, view->sentToken)
            .confidence(underNtlm ? Confidence::Certain : Confidence::Likely)
            .show(requestField(*view, *field, "request.other-token"_L1,
                               {{u"label"_s, label}, {u"token"_s, view->sentToken}}))
            .show(statusLine(*view, "status.asks-again"_L1));
        found.append(builder.done());
        return;
    }
}

void wrongDomain(const Observations &observed, const QList<NtlmQuestion> &questions,
                 QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->sentScheme != "ntlm"_L1 || view->sentToken != "3"_L1 || !view->refused)
            continue;
        const NtlmQuestion *question = questionOf(questions, *view);
        if (!question || !question->isSound() || !question->read.namesADomain()
            || namesDomain(question->read, view->sentDomain))
            continue;
        const QString named = question->read.domain();
        FindingBuilder builder(observed, "credentials.wrong-domain"_L1);
        builder.about(*view)
            .param("sent"_L1, view->sentDomain)
            .param("named"_L1, named)
            // A domain that the proxy's own one trusts would be as good.
            .confidence(Confidence::Likely)
            .show(requestField(*view, *view->request->field("Proxy-Authorization"),
                               "request.ntlm-domain"_L1, {{u"domain"_s, view->sentDomain}}))
            .show(questionLine(*question))
            .show(statusLine(*view, "status.asks-again"_L1))
            .ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1,
                     {{u"scheme"_s, view->sentScheme}});
        found.append(builder.done());
        return;
    }
}

void malformed(const Observations &observed, const QList<NtlmQuestion> &questions,
               QList<Finding> &found)
{
    for (const NtlmQuestion &question : questions) {
        if (question.spnego || question.isSound())
            continue;
        const QString problem = question.undone ? question.read.firstError() : u"ntlm.base64"_s;
        FindingBuilder builder(observed, "scheme.challenge-malformed"_L1);
        builder.about(*question.view)
            .param("problems"_L1, problem)
            .param("value"_L1, textOf(*question.challenge->token68))
            .param("scheme"_L1, u"NTLM"_s)
            .param("lacks"_L1, QString())
            .stage(StageId::SignIn)
            .confidence(Confidence::Certain)
            .show(challengeLine(*question.view, *question.challenge, "field.ntlm-malformed"_L1,
                                {{u"problem"_s, problem}}));
        noPasswordSent(observed, builder);
        found.append(builder.done());
        return;
    }
}

void version1(const Observations &observed, const QList<NtlmQuestion> &questions,
              QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->sentScheme != "ntlm"_L1 || view->sentProofBytes != 24)
            continue;
        FindingBuilder builder(observed, "ntlm.version-1-used"_L1);
        builder.about(*view)
            .confidence(Confidence::Certain)
            .show(requestField(*view, *view->request->field("Proxy-Authorization"),
                               "request.ntlm-version-1"_L1));
        found.append(builder.done());
        break;
    }
    if (observed.imported || observed.theCase().input.ntlmVersion1)
        return;
    for (const NtlmQuestion &question : questions) {
        if (!question.isSound() || !question.read.isVersion1Only() || answerTo(observed, question))
            continue;
        FindingBuilder builder(observed, "ntlm.version-1-demanded"_L1);
        builder.about(*question.view)
            .confidence(Confidence::Certain)
            .show(challengeLine(*question.view, *question.challenge, "field.ntlm-version-1"_L1));
        noPasswordSent(observed, builder);
        found.append(builder.done());
        return;
    }
}

} // namespace

QList<Finding> ntlmFindings(const Observations &observed)
{
    QList<Finding> found;
    const QList<NtlmQuestion> questions = ntlmQuestions(observed);
    connectionNotKept(observed, questions, found);
    firstMessageRefused(observed, found);
    nodeChanged(observed, questions, found);
    labelMismatch(observed, questions, found);
    wrongDomain(observed, questions, found);
    malformed(observed, questions, found);
    version1(observed, questions, found);
    return found;
}

} // namespace pt
