// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Spellings.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QLatin1StringView causeOf(const QString &alternative)
{
    if (alternative.startsWith("login-"_L1))
        return "credentials.login-form"_L1;
    if (alternative.startsWith("charset-"_L1))
        return "credentials.charset"_L1;
    if (alternative == "trimmed"_L1)
        return "input.invisible-character"_L1;
    if (alternative == "decoded"_L1)
        return "input.encoded-twice"_L1;
    if (alternative == "digest-misprint"_L1)
        return "digest.misprinted-hash"_L1;
    if (alternative == "digest-absolute-uri"_L1)
        return "digest.uri-form"_L1;
    return {};
}

QString joined(const QString &user, const QString &domain)
{
    return domain.isEmpty() ? user : domain + u'\\' + user;
}

/// Where in what was typed the fault lies that was left out of the spelling that passed.
void addFault(FindingBuilder &builder, const Observations &observed, InputProblemKind kind)
{
    const CaseInput &input = observed.theCase().input;
    for (const InputProblem &problem : input.problems) {
        if (problem.kind != kind || (problem.field != "user"_L1 && problem.field != "password"_L1))
            continue;
        builder.param("field"_L1, problem.field)
            .show(inputValue(problem.field == "user"_L1 ? input.user : problem.field,
                             "input.problem"_L1,
                             {{u"kind"_s, toString(problem.kind)},
                              {u"field"_s, problem.field},
                              {u"character"_s, problem.params.value(u"character"_s)}}));
        if (kind == InputProblemKind::InvisibleCharacter)
            builder.param("character"_L1, problem.params.value(u"character"_s));
        return;
    }
    builder.param("field"_L1, u"password"_s);
    if (!input.secret)
        return;
    const SecretFacts &facts = *input.secret;
    QString fact;
    if (kind == InputProblemKind::EncodedTwice)
        fact = facts.percentEscape ? u"percent-escape"_s : QString();
    else if (facts.leadingOrTrailingSpace)
        fact = u"space-at-end"_s;
    else if (facts.invisible || facts.control)
        fact = u"invisible"_s;
    else if (facts.smartQuote)
        fact = u"smart-quote"_s;
    if (fact.isEmpty())
        return;
    if (kind == InputProblemKind::InvisibleCharacter)
        builder.param("fact"_L1, fact);
    builder.show(inputValue(fact, "input.secret-facts"_L1, {{u"fact"_s, fact}}));
}

/// One spelling was refused and another one passed: there is no doubt left.
void anotherSpellingPassed(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *passed = passedOtherwise(observed);
    if (!passed)
        return;
    const CaseInput &input = observed.theCase().input;
    const QString spelling = passed->exchange->alternative;
    const QLatin1StringView cause = causeOf(spelling);
    if (cause.isEmpty())
        return;
    FindingBuilder builder(observed, cause);
    builder.about(*passed).confidence(Confidence::Certain);
    if (const ExchangeView *refused = refusedAsTyped(observed)) {
        builder.show(credentialsLine(*refused))
            .show(statusLine(*refused,
                             refused->status == 401 ? "status.refused-with-401"_L1
                                                    : "status.asks-again"_L1));
    } else {
        builder.show(
            caseValue(EvidenceSource::Attempts, u"as-typed"_s, "attempts.refused-before"_L1));
    }
    if (passed->request) {
        if (const HttpField *field = passed->request->field("Proxy-Authorization")) {
            builder.show(requestField(*passed, *field, "request.other-spelling"_L1,
                                      {{u"spelling"_s, spelling}, {u"user"_s, passed->sentUser}}));
        }
    }
    builder.show(statusLine(*passed, "status.accepted"_L1));
    if (cause == "credentials.login-form"_L1) {
        builder.param("form"_L1, spelling)
            .param("sentAs"_L1, joined(input.user, input.domain))
            .param("passedAs"_L1, passed->sentUser);
    } else if (cause == "credentials.charset"_L1) {
        builder.param("charset"_L1, u"ISO-8859-1"_s).param("proven"_L1, u"yes"_s);
    } else if (cause == "input.invisible-character"_L1) {
        addFault(builder, observed, InputProblemKind::InvisibleCharacter);
    } else if (cause == "input.encoded-twice"_L1) {
        addFault(builder, observed, InputProblemKind::EncodedTwice);
        builder.param("proven"_L1, u"yes"_s);
    }
    builder.ruleOut("credentials.rejected"_L1, "other-spelling-passed"_L1,
                    {{u"status"_s, QString::number(passed->status)}});
    found.append(builder.done());
}

/// The proxy does not say which charset it reads, and only one was allowed to be tried.
void charsetLeftUntried(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *refused = refusedAsTyped(observed);
    if (!refused || observed.firstAccepted()
        || !observed.theCase().attempts.untried.contains("charset-latin1"_L1)) {
        return;
    }
    const Challenge *asked = nullptr;
    for (const Challenge &challenge : refused->proxyChallenges) {
        if (!asked && challenge.is(refused->sentScheme.toLatin1()))
            asked = &challenge;
    }
    const auto charset = asked ? asked->param("charset") : std::nullopt;
    if (charset && charset->compare("UTF-8", Qt::CaseInsensitive) == 0)
        return;
    FindingBuilder builder(observed, "credentials.charset"_L1);
    builder.about(*refused)
        .param("charset"_L1, u"ISO-8859-1"_s)
        .param("proven"_L1, u"no"_s)
        .confidence(Confidence::Possible)
        .show(credentialsLine(*refused))
        .show(statusLine(*refused,
                         refused->status == 401 ? "status.refused-with-401"_L1
                                                : "status.asks-again"_L1));
    if (asked)
        builder.show(offeredChallenge(*refused, *asked));
    found.append(builder.done());
}

} // namespace

QList<Finding> spellingFindings(const Observations &observed)
{
    QList<Finding> found;
    anotherSpellingPassed(observed, found);
    charsetLeftUntried(observed, found);
    return found;
}

} // namespace pt
