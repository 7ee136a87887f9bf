// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ClockSight.h"
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/KerberosSight.h"
#include "diagnosis/MemorySight.h"
#include "diagnosis/NtlmSight.h"
#include "diagnosis/PlainRefusal.h"
#include "diagnosis/Products.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Spellings.h"
#include "protocol/KerberosError.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

const Challenge *usableChallenge(const Observations &observed, const ExchangeView &view)
{
    return usableChallenge(view.proxyChallenges, observed.theCase().input.auth);
}

bool keychainFailed(const CaseInput &input)
{
    return input.keychain != KeychainUse::NotUsed && input.keychain != KeychainUse::Used;
}

/// The first of the user's own requests that was asked for a sign-in with a scheme that could be
/// answered, and carried none.
const ExchangeView *askedWithoutAnswer(const Observations &observed)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->asksForSignIn() && view->sentScheme.isEmpty()
            && usableChallenge(observed, *view)) {
            return view;
        }
    }
    return nullptr;
}

bool anySent(const Observations &observed)
{
    for (const ExchangeView &view : observed.views) {
        if (view.toProxy() && !view.sentScheme.isEmpty())
            return true;
    }
    return false;
}

QString joined(const QStringList &list)
{
    return list.join(", "_L1);
}

void missing(const Observations &observed, QList<Finding> &found)
{
    const CaseInput &input = observed.theCase().input;
    const ExchangeView *asked = askedWithoutAnswer(observed);
    if (!asked || anySent(observed))
        return;
    // An imported answer without its request does not tell what was sent.
    if (observed.imported && !asked->request)
        return;
    const bool halfUser = !input.user.isEmpty() && !input.secret;
    const bool halfSecret = input.user.isEmpty() && input.secret.has_value();
    const Challenge &challenge = *usableChallenge(observed, *asked);
    const auto realm = challenge.param("realm");
    const QString scheme = textOf(challenge.scheme, 40);
    const QString realmText = realm ? textOf(*realm) : QString();

    if ((halfUser && !keychainFailed(input)) || halfSecret) {
        FindingBuilder builder(observed, "credentials.incomplete"_L1);
        builder.about(*asked)
            .param("lacks"_L1, halfUser ? u"password"_s : u"user"_s)
            .param("scheme"_L1, scheme)
            .param("realm"_L1, realmText)
            .confidence(Confidence::Certain)
            .show(statusLine(*asked, "status.asks-for-sign-in"_L1))
            .show(offeredChallenge(*asked, challenge));
        if (halfUser)
            builder.show(inputValue(input.user, "input.user-without-password"_L1,
                                    {{u"user"_s, input.user}}));
        else
            builder.show(inputValue(u"password"_s, "input.password-without-user"_L1));
        builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
        found.append(builder.done());
        return;
    }
    if (!observed.imported && observed.credentialsGiven)
        return; // given, yet not sent: that is another rule's matter
    if (asked->sentForTarget)
        return;
    const auto provider = providerAnswer(*asked);
    // A helper on the user's computer asks only once the sign-in that it keeps itself was refused.
    const bool helper = provider
        && provider->answer->means == "credentials.stored-copy-outdated"_L1;
    FindingBuilder builder(observed, "credentials.missing"_L1);
    builder.about(*asked)
        .param("helper"_L1, helper ? provider->productName : QString())
        .param("schemes"_L1, joined(schemeNames(asked->proxyChallenges)))
        .param("scheme"_L1, scheme)
        .param("realm"_L1, realmText)
        .param("stored"_L1, keychainFailed(input) ? u"yes"_s : u"no"_s)
        .confidence(observed.imported ? Confidence::Likely : Confidence::Certain)
        .show(statusLine(*asked, "status.asks-for-sign-in"_L1))
        .show(offeredChallenge(*asked, challenge))
        .show(credentialsLine(*asked));
    if (helper)
        builder.show(providerEvidence(*asked, *provider));
    if (!observed.imported)
        builder.show(inputValue(u"none"_s, "input.no-credentials"_L1));
    builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1)
        .ruleOut("scheme.challenge-missing"_L1, "challenge-readable"_L1,
                 {{u"schemes"_s, joined(schemeNames(asked->proxyChallenges))}})
        .ruleOut("origin.sign-in-required"_L1, "asked-before-target"_L1);
    if (asked->kind == RequestKind::Plain) {
        for (const ExchangeView *other : observed.wishes()) {
            if (other->kind == RequestKind::Connect && other->status == 407) {
                builder.ruleOut("tunnel.sign-in-only-for-get"_L1, "connect-challenged-too"_L1);
                break;
            }
        }
    }
    found.append(builder.done());
}

/// What the other spellings that were refused as well speak against.
struct SpellingOf
{
    QLatin1StringView alternative;
    QLatin1StringView cause;
};

constexpr SpellingOf spellings[] = {
    {"trimmed"_L1, "input.invisible-character"_L1},
    {"decoded"_L1, "input.encoded-twice"_L1},
    {"charset-latin1"_L1, "credentials.charset"_L1},
    {"login-user-alone"_L1, "credentials.login-form"_L1},
    {"login-domain-user"_L1, "credentials.login-form"_L1},
    {"login-user-at-domain"_L1, "credentials.login-form"_L1},
    {"digest-misprint"_L1, "digest.misprinted-hash"_L1},
    {"digest-absolute-uri"_L1, "digest.uri-form"_L1},
};

void ruleOutSpellings(FindingBuilder &builder, const Observations &observed)
{
    for (const SpellingOf &row : spellings) {
        if (const ExchangeView *refused = refusedAs(observed, row.alternative)) {
            builder.ruleOut(row.cause, "other-spelling-refused"_L1,
                            {{u"spelling"_s, QString(row.alternative)},
                             {u"user"_s, refused->sentUser}});
        }
    }
}

bool hasNonAscii(const QString &text)
{
    for (const QChar c : text) {
        if (c.unicode() > 0x7e)
            return true;
    }
    return false;
}

/// What else a refused NTLM answer could be, and what in the record speaks against it.
void ruleOutOfNtlm(const Observations &observed, const ExchangeView &refused,
                   FindingBuilder &builder)
{
    const QList<NtlmQuestion> questions = ntlmQuestions(observed);
    const NtlmQuestion *question = questionOf(questions, refused);
    if (!question || !question->isSound())
        return;
    builder.ruleOut("ntlm.first-message-refused"_L1, "first-message-answered"_L1);
    const int connection = question->view->exchange->connection;
    if (connection > 0 && connection == refused.exchange->connection)
        builder.ruleOut("ntlm.connection-not-kept"_L1, "same-connection"_L1);
    if (!refused.sentDomain.isEmpty() && namesDomain(question->read, refused.sentDomain)) {
        builder.ruleOut("credentials.wrong-domain"_L1, "domain-as-named"_L1,
                        {{u"domain"_s, refused.sentDomain}});
    }
}

/// What the clocks have to do with it. An answer of NTLM version 2 holds a time: where the question tells
/// the proxy's, it repeats that (MS-NLMP section 3.1.5.1.2), else it is this computer's own.
void judgeClocks(const Observations &observed, const ExchangeView &refused,
                 FindingBuilder &builder)
{
    if (observed.imported)
        return;
    constexpr int version1ProofBytes = 24;
    constexpr qint64 shortestLifetimeMs = 30 * 60'000; // of those that servers are known to allow
    if (refused.sentScheme == "ntlm"_L1 && refused.sentProofBytes > version1ProofBytes) {
        const QList<NtlmQuestion> questions = ntlmQuestions(observed);
        const NtlmQuestion *question = questionOf(questions, refused);
        if (!question || !question->isSound())
            return;
        if (question->read.targetInfo.timestamp) {
            builder.ruleOut("kerberos.clock-skew"_L1, "time-of-the-proxy"_L1);
            return;
        }
        const std::optional<ClockReading> clock = furthestProxyClock(observed);
        if (clock && clock->atLeastMs() > shortestLifetimeMs) {
            builder.confidence(Confidence::Likely)
                .param("clockMinutes"_L1, minutesApart(*clock))
                .param("clockAhead"_L1, isAhead(*clock))
                .show(clockBytes(*clock));
            return;
        }
    }
    ruleOutClocks(observed, builder);
}

void rejected(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *refused = plainlyRefused(observed);
    if (!refused)
        return;
    const CaseInput &input = observed.theCase().input;
    const Attempts &attempts = observed.theCase().attempts;
    const bool clumsy = refused->status == 401;
    const bool nonAscii = hasNonAscii(input.user) || hasNonAscii(refused->sentUser)
        || (input.secret && input.secret->nonAscii);
    Confidence confidence = Confidence::Certain;
    const bool inDoubt = nonAscii && !refusedAs(observed, "charset-latin1"_L1);
    if ((clumsy && refused->kind != RequestKind::Connect) || inDoubt || observed.imported)
        confidence = Confidence::Likely;

    FindingBuilder builder(observed, "credentials.rejected"_L1);
    builder.about(*refused)
        .param("scheme"_L1, refused->sentScheme)
        .param("realm"_L1, realmOf(*refused))
        .param("sent"_L1, QString::number(qMax(attempts.sent, 1)))
        .param("rejected"_L1, QString::number(qMax(attempts.rejected, 1)))
        .param("otherSchemes"_L1, schemesLeft(observed).join(u", "_s))
        .confidence(confidence)
        .show(statusLine(*refused, clumsy ? "status.refused-with-401"_L1 : "status.asks-again"_L1))
        .show(credentialsLine(*refused));
    const QList<Challenge> &challenges
        = clumsy ? refused->targetChallenges : refused->proxyChallenges;
    if (!challenges.isEmpty())
        builder.show(offeredChallenge(*refused, challenges.first()));
    if (const ExchangeView *asked = observed.firstAsked(); asked && asked != refused)
        builder.show(statusLine(*asked, "status.asks-for-sign-in"_L1));
    if (attempts.sent > 0) {
        builder.show(caseValue(EvidenceSource::Attempts, QString::number(attempts.rejected),
                               "attempts.count"_L1,
                               {{u"sent"_s, QString::number(attempts.sent)},
                                {u"rejected"_s, QString::number(attempts.rejected)}}));
    }

    builder.ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1,
                    {{u"scheme"_s, refused->sentScheme}});
    ruleOutSpellings(builder, observed);
    builder.ruleOut("scheme.none-usable"_L1, "scheme-can-be-used"_L1,
                    {{u"scheme"_s, refused->sentScheme}});
    if (refused->kind == RequestKind::Connect)
        builder.ruleOut("origin.sign-in-required"_L1, "to-connect"_L1);
    else if (!clumsy)
        builder.ruleOut("origin.sign-in-required"_L1, "asked-before-target"_L1);
    else
        builder.ruleOut("origin.sign-in-required"_L1, "no-trace-of-target"_L1);
    if (refused->sentScheme == "digest"_L1) {
        builder.ruleOut("digest.nonce-stale"_L1, "nonce-not-stale"_L1);
        if (!observed.imported)
            builder.ruleOut("digest.answer-inconsistent"_L1, "answer-fits-challenge"_L1);
    }
    if (refused->sentScheme == "ntlm"_L1)
        ruleOutOfNtlm(observed, *refused, builder);
    judgeClocks(observed, *refused, builder);
    builder.ruleOut("policy.forbidden"_L1, "sign-in-was-asked"_L1);
    if (!observed.imported && !attempts.stopped)
        builder.ruleOut("credentials.attempt-limit"_L1, "attempt-limit-not-reached"_L1);
    if (input.keychain == KeychainUse::Used)
        builder.ruleOut("credentials.keychain-unavailable"_L1, "keychain-readable"_L1);
    showMemory(observed, refused->sentScheme, builder);
    found.append(builder.done());
}

/// Refused by the KDC, which the proxy never hears of.
void rejectedByKdc(const Observations &observed, QList<Finding> &found)
{
    const NegotiateFacts *facts = refusedByKdc(observed);
    if (!facts)
        return;
    const Attempts &attempts = observed.theCase().attempts;
    QString error;
    if (facts->kerberosError) {
        error = QString::number(*facts->kerberosError);
        if (const QString name = kerberosErrorName(*facts->kerberosError); !name.isEmpty())
            error += u' ' + name;
    }
    FindingBuilder builder(observed, "credentials.rejected"_L1);
    if (const ExchangeView *asked = observed.firstAsked())
        builder.about(*asked).show(statusLine(*asked, "status.asks-for-sign-in"_L1));
    builder.stage(StageId::SignIn)
        .param("scheme"_L1, u"negotiate"_s)
        .param("realm"_L1, facts->realm)
        .param("sent"_L1, QString::number(qMax(attempts.sent, 1)))
        .param("rejected"_L1, QString::number(qMax(attempts.rejected, 1)))
        .param("by"_L1, u"kdc"_s)
        .param("why"_L1, facts->reason)
        .confidence(Confidence::Certain)
        .show(caseValue(EvidenceSource::Kerberos,
                        facts->minorText.isEmpty() ? facts->principal : facts->minorText,
                        "kerberos.password-refused"_L1,
                        {{u"principal"_s, facts->principal},
                         {u"error"_s, error},
                         {u"detail"_s, facts->minorText}}))
        .show(caseValue(EvidenceSource::Attempts, QString::number(attempts.rejected),
                        "attempts.count"_L1,
                        {{u"sent"_s, QString::number(attempts.sent)},
                         {u"rejected"_s, QString::number(attempts.rejected)}}))
        .ruleOut("kerberos.kdc-unreachable"_L1, "kdc-answered"_L1)
        .ruleOut("kerberos.ticket-rejected"_L1, "no-ticket-sent"_L1);
    showMemory(observed, u"negotiate"_s, builder);
    found.append(builder.done());
}

void attemptLimit(const Observations &observed, QList<Finding> &found)
{
    const Attempts &attempts = observed.theCase().attempts;
    if (!attempts.stopped)
        return;
    const QString limit = QString::number(attempts.limit);
    FindingBuilder builder(observed, "credentials.attempt-limit"_L1);
    builder.param("limit"_L1, limit)
        .param("sent"_L1, QString::number(attempts.sent))
        .param("rejected"_L1, QString::number(attempts.rejected))
        .confidence(Confidence::Certain)
        .show(
            caseValue(EvidenceSource::Attempts, limit, "attempts.limit"_L1,
                      {{u"limit"_s, limit}, {u"rejected"_s, QString::number(attempts.rejected)}}));
    const auto left = [&attempts](QLatin1StringView start) {
        for (const QString &spelling : attempts.untried) {
            if (spelling.startsWith(start))
                return u"yes"_s;
        }
        return u"no"_s;
    };
    builder.param("untriedClean"_L1, left("trimmed"_L1))
        .param("untriedDecoded"_L1, left("decoded"_L1))
        .param("untriedCharset"_L1, left("charset-"_L1))
        .param("untriedLogin"_L1, left("login-"_L1))
        .param("untriedDigest"_L1, left("digest-"_L1));
    if (const ExchangeView *refused = observed.firstRefused()) {
        builder.about(*refused).show(statusLine(*refused, "status.asks-again"_L1));
        // Told beside the refusal: it is no cause of its own.
        if (!attempts.untried.isEmpty())
            builder.severity(Severity::Info);
    }
    found.append(builder.done());
}

void keychain(const Observations &observed, QList<Finding> &found)
{
    const CaseInput &input = observed.theCase().input;
    if (!keychainFailed(input) || input.secret)
        return;
    const QString name = toString(input.keychain);
    FindingBuilder builder(observed, "credentials.keychain-unavailable"_L1);
    builder.param("keychain"_L1, name)
        .param("detail"_L1, input.keychainDetail)
        .confidence(Confidence::Certain)
        .show(inputValue(input.keychainDetail.isEmpty() ? name : input.keychainDetail,
                         "input.keychain"_L1,
                         {{u"keychain"_s, name}, {u"detail"_s, input.keychainDetail}}));
    if (observed.signInAsked)
        builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
    found.append(builder.done());
}

/// The password went out under the wrong field name: the proxy looks at Proxy-Authorization alone,
/// the site at Authorization alone (RFC 9110 sections 11.6.2 and 11.7.2).
void wrongField(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &view : observed.views) {
        if (!view.request)
            continue;
        const HttpField *forTarget = view.request->field("Authorization");
        const HttpField *forProxy = view.request->field("Proxy-Authorization");
        const bool toProxy
            = view.asksForSignIn() && forTarget && !forProxy && !view.proxyChallenges.isEmpty();
        const bool toTarget = !view.toProxy() && view.status == 401 && forProxy && !forTarget;
        if (!toProxy && !toTarget)
            continue;
        const HttpField *field = toProxy ? forTarget : forProxy;
        const qsizetype space = field->value.indexOf(' ');
        const QString scheme = textOf(space < 0 ? field->value : field->value.left(space), 40);
        FindingBuilder builder(observed, "credentials.sent-to-the-target"_L1);
        builder.about(view)
            .param("sentAs"_L1, toProxy ? u"Authorization"_s : u"Proxy-Authorization"_s)
            .param("neededAs"_L1, toProxy ? u"Proxy-Authorization"_s : u"Authorization"_s)
            .param("scheme"_L1, scheme)
            .stage(toProxy ? StageId::SignIn : StageId::Target)
            // A request can rightly carry both; that this one lacks the other is certain, why is
            // not.
            .confidence(toProxy ? Confidence::Likely : Confidence::Certain)
            .show(requestField(view, *field,
                               toProxy ? "request.credentials-for-target"_L1
                                       : "request.credentials-for-proxy"_L1,
                               {{u"scheme"_s, scheme}}))
            .show(toProxy
                      ? statusLine(view, "status.asks-for-sign-in"_L1)
                      : statusLine(view, "status.401-by-target"_L1, {{u"target"_s, view.target}}))
            .ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1, {{u"scheme"_s, scheme}});
        found.append(builder.done());
        return;
    }
}

} // namespace

QList<Finding> credentialFindings(const Observations &observed)
{
    QList<Finding> found;
    missing(observed, found);
    rejected(observed, found);
    rejectedByKdc(observed, found);
    attemptLimit(observed, found);
    keychain(observed, found);
    wrongField(observed, found);
    return found;
}

} // namespace pt
