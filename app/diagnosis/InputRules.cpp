// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/MemorySight.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SocksView.h"
#include "diagnosis/Spellings.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

Evidence problemEvidence(const Observations &observed, const InputProblem &problem)
{
    const CaseInput &input = observed.theCase().input;
    QString text = problem.field == "url"_L1 ? input.given : QString();
    if (problem.field == "user"_L1)
        text = input.user;
    else if (problem.field == "host"_L1)
        text = input.endpoint.host;
    if (text.isEmpty())
        text = problem.field;
    Evidence evidence = inputValue(text, "input.problem"_L1,
                                   {{u"kind"_s, toString(problem.kind)},
                                    {u"field"_s, problem.field},
                                    {u"character"_s, problem.params.value(u"character"_s)}});
    if (problem.position >= 0 && problem.position < text.size()) {
        evidence.start = problem.position;
        evidence.length = qBound<qsizetype>(1, problem.length, text.size() - problem.position);
    }
    return evidence;
}

void copyParams(FindingBuilder &builder, const InputProblem &problem,
                std::initializer_list<QLatin1StringView> names)
{
    builder.param("field"_L1, problem.field);
    for (const QLatin1StringView name : names)
        builder.param(name, problem.params.value(name));
    if (problem.position >= 0)
        builder.param("position"_L1, QString::number(problem.position));
}

/// What is odd about a user name or password is a cause only where a sign-in was refused; where none was
/// tested it is worth a warning, and an accepted one is proof that it was right.
enum class SignInState { Untested, Accepted, Refused };

SignInState signInState(const Observations &observed)
{
    bool refused = observed.firstRefused() != nullptr;
    bool accepted = observed.firstAccepted() != nullptr;
    for (const SocksView &socks : socksViews(observed)) {
        refused = refused || socks.isRefused();
        accepted = accepted || socks.isAccepted();
    }
    if (refused && !accepted)
        return SignInState::Refused;
    return accepted ? SignInState::Accepted : SignInState::Untested;
}

/// The same without what is odd was refused as well, or was accepted before just as it is, so that this
/// alone is not the cause.
SignInState stateBeside(const Observations &observed, SignInState state,
                        QLatin1StringView alternative)
{
    if (state != SignInState::Refused)
        return state;
    const auto remembered = memorySight(observed, {});
    const bool acceptedBefore = remembered && (remembered->same || remembered->otherwise);
    return acceptedBefore || refusedAs(observed, alternative) ? SignInState::Untested : state;
}

bool isCredential(const InputProblem &problem)
{
    return problem.field == "user"_L1 || problem.field == "password"_L1
        || problem.field == "domain"_L1;
}

/// Asked for a sign-in, given one to answer with, and yet nothing was sent: it could not be put into an
/// answer (RFC 7617 section 2 forbids control characters).
bool couldNotBeSent(const Observations &observed)
{
    if (!observed.signInAsked || !observed.credentialsGiven || observed.theCase().attempts.stopped)
        return false;
    for (const ExchangeView &view : observed.views) {
        if (view.toProxy() && !view.sentScheme.isEmpty())
            return false;
    }
    return true;
}

bool isWorkingProxy(const Observations &observed)
{
    return observed.role == EndpointRole::Proxy;
}

/// Once a sign-in was sent, a wrong password cannot be excluded any more.
void ruleOutPassword(FindingBuilder &builder, const Observations &observed)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->sentScheme.isEmpty()) {
            builder.ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1,
                            {{u"scheme"_s, view->sentScheme}});
            return;
        }
    }
    for (const SocksView &socks : socksViews(observed)) {
        if (socks.isSignIn()) {
            builder.ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1,
                            {{u"scheme"_s, u"SOCKS5"_s}});
            return;
        }
    }
    builder.ruleOut("credentials.rejected"_L1, "found-before-any-password-was-sent"_L1);
}

} // namespace

QList<Finding> inputFindings(const Observations &observed)
{
    QList<Finding> found;
    const CaseInput &input = observed.theCase().input;
    const SignInState state = signInState(observed);
    const bool unsendable = couldNotBeSent(observed);
    const auto severityNow = [state, unsendable](bool credential) {
        return credential && state == SignInState::Untested && !unsendable ? Severity::Warning
                                                                            : Severity::Error;
    };
    bool escapeSeen = false;
    bool invisibleSeen = false;

    for (const InputProblem &problem : input.problems) {
        const bool credential = isCredential(problem);
        switch (problem.kind) {
        case InputProblemKind::ReservedCharacter: {
            FindingBuilder builder(observed, "input.reserved-character-in-url"_L1);
            copyParams(builder, problem,
                       {"character"_L1, "readHost"_L1, "readPort"_L1, "meantHost"_L1,
                        "encoded"_L1});
            const QString readHost = problem.params.value(u"readHost"_s);
            builder.confidence(readHost.isEmpty() ? Confidence::Likely : Confidence::Certain)
                .show(problemEvidence(observed, problem));
            if (!readHost.isEmpty())
                builder.ruleOut("network.name-not-resolved"_L1, "parser-reads-another-host"_L1,
                                {{u"readHost"_s, readHost}});
            else
                builder.ruleOut("credentials.rejected"_L1,
                                "found-before-any-password-was-sent"_L1);
            found.append(builder.done());
            break;
        }
        case InputProblemKind::MalformedEscape: {
            FindingBuilder builder(observed, "input.malformed-escape"_L1);
            copyParams(builder, problem, {"character"_L1, "encoded"_L1});
            found.append(builder.confidence(Confidence::Certain)
                             .show(problemEvidence(observed, problem))
                             .done());
            break;
        }
        case InputProblemKind::EncodedTwice: {
            escapeSeen = true;
            if (state == SignInState::Accepted)
                break;
            const SignInState alone = stateBeside(observed, state, "decoded"_L1);
            FindingBuilder builder(observed, "input.encoded-twice"_L1);
            builder.param("field"_L1, problem.field)
                .param("proven"_L1, u"no"_s)
                .severity(alone == SignInState::Refused ? Severity::Error : Severity::Warning)
                .confidence(alone == SignInState::Refused ? Confidence::Likely
                                                          : Confidence::Possible)
                .show(problemEvidence(observed, problem));
            if (const ExchangeView *refused = observed.firstRefused())
                builder.show(statusLine(*refused, "status.asks-again"_L1));
            ruleOutPassword(builder, observed);
            found.append(builder.done());
            break;
        }
        case InputProblemKind::InvisibleCharacter: {
            invisibleSeen = true;
            if (credential && state == SignInState::Accepted)
                break;
            const bool hostFails = problem.field == "host"_L1 && observed.views.isEmpty();
            FindingBuilder builder(observed, "input.invisible-character"_L1);
            copyParams(builder, problem, {"character"_L1});
            const SignInState alone = credential ? stateBeside(observed, state, "trimmed"_L1) : state;
            builder.severity(credential ? (alone == state ? severityNow(true) : Severity::Warning)
                                        : (hostFails ? Severity::Error : Severity::Warning))
                .confidence(alone == SignInState::Refused || hostFails ? Confidence::Likely
                                                                       : Confidence::Possible)
                .show(problemEvidence(observed, problem));
            if (const ExchangeView *refused = observed.firstRefused(); refused && credential)
                builder.show(statusLine(*refused, "status.asks-again"_L1));
            ruleOutPassword(builder, observed);
            found.append(builder.done());
            break;
        }
        case InputProblemKind::ColonInUserName: {
            if (state == SignInState::Accepted)
                break;
            // Only Basic is troubled by it, and it cannot be known before the proxy has named a scheme.
            bool basic = false;
            for (const ExchangeView &view : observed.views) {
                for (const Challenge &challenge : view.proxyChallenges)
                    basic = basic || challenge.is("Basic");
            }
            FindingBuilder builder(observed, "input.colon-in-user-name"_L1);
            builder.severity(basic ? Severity::Error : Severity::Warning)
                .confidence(basic ? Confidence::Certain : Confidence::Possible)
                .show(problemEvidence(observed, problem));
            if (const ExchangeView *asked = observed.firstAsked()) {
                for (const Challenge &challenge : asked->proxyChallenges) {
                    if (challenge.is("Basic"))
                        builder.show(offeredChallenge(*asked, challenge));
                }
            }
            if (!observed.firstRefused())
                builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
            found.append(builder.done());
            break;
        }
        case InputProblemKind::Unparsable:
            found.append(FindingBuilder(observed, "input.unparsable"_L1)
                             .param("given"_L1, input.given)
                             .confidence(Confidence::Certain)
                             .show(inputValue(input.given.isEmpty() ? problem.field : input.given,
                                              "input.given"_L1, {{u"given"_s, input.given}}))
                             .done());
            break;
        case InputProblemKind::PacUrl: {
            FindingBuilder builder(observed, "endpoint.serves-pac"_L1);
            builder.param("by"_L1, u"address"_s)
                .stage(StageId::Settings)
                .severity(isWorkingProxy(observed) ? Severity::Warning : Severity::Error)
                .confidence(isWorkingProxy(observed) ? Confidence::Possible : Confidence::Likely)
                .show(inputValue(input.given, "input.given"_L1, {{u"given"_s, input.given}}));
            found.append(builder.done());
            break;
        }
        case InputProblemKind::PortMissing:
        case InputProblemKind::PathIgnored:
            break;
        }
    }

    if (input.secret && state != SignInState::Accepted) {
        const SecretFacts &facts = *input.secret;
        QString fact;
        if (facts.leadingOrTrailingSpace)
            fact = u"space-at-end"_s;
        else if (facts.invisible || facts.control)
            fact = u"invisible"_s;
        else if (facts.smartQuote)
            fact = u"smart-quote"_s;
        const auto fromFacts = [&](QLatin1StringView cause, const QString &name) {
            const bool escape = cause == "input.encoded-twice"_L1;
            const SignInState alone
                = stateBeside(observed, state, escape ? "decoded"_L1 : "trimmed"_L1);
            FindingBuilder builder(observed, cause);
            builder.param("field"_L1, u"password"_s)
                .severity(alone == SignInState::Refused || (unsendable && facts.control)
                              ? Severity::Error
                              : Severity::Warning)
                .confidence(alone == SignInState::Refused || (unsendable && facts.control)
                                ? Confidence::Likely
                                : Confidence::Possible)
                .show(inputValue(name, "input.secret-facts"_L1, {{u"fact"_s, name}}));
            if (const ExchangeView *refused = observed.firstRefused())
                builder.show(statusLine(*refused, "status.asks-again"_L1));
            ruleOutPassword(builder, observed);
            return builder;
        };
        if (!fact.isEmpty() && !invisibleSeen) {
            found.append(fromFacts("input.invisible-character"_L1, fact)
                             .param("character"_L1, {})
                             .param("fact"_L1, fact)
                             .done());
        }
        if (facts.percentEscape && !escapeSeen) {
            found.append(fromFacts("input.encoded-twice"_L1, u"percent-escape"_s)
                             .param("proven"_L1, u"no"_s)
                             .done());
        }
    }

    const bool noHost = input.endpoint.host.isEmpty() && input.problems.isEmpty()
        && !observed.theCase().environment.fromSettings
        && !observed.imported && observed.views.isEmpty();
    if (noHost) {
        found.append(FindingBuilder(observed, "input.unparsable"_L1)
                         .param("given"_L1, input.given)
                         .confidence(Confidence::Certain)
                         .show(inputValue(input.given, "input.given"_L1,
                                          {{u"given"_s, input.given}}))
                         .done());
    }
    return found;
}

} // namespace pt
