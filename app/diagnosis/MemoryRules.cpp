// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/KerberosSight.h"
#include "diagnosis/MemorySight.h"
#include "diagnosis/PlainRefusal.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SocksView.h"
#include "protocol/SourcePlace.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A sign-in of which it is proven that it was refused, and as it was typed.
struct Refusal
{
    const ExchangeView *view = nullptr; ///< nullptr: the KDC refused it
    QString scheme;
    Confidence confidence = Confidence::Certain;
    QList<Evidence> proof;
};

std::optional<Refusal> refusalBySocks(const Observations &observed)
{
    for (const SocksView &socks : socksViews(observed)) {
        if (!socks.isRefused() || !socks.view->exchange->alternative.isEmpty())
            continue;
        Refusal refusal{socks.view, u"socks"_s, Confidence::Certain, {}};
        refusal.proof.append(bodySpan(*socks.view, socks.answer.codeSpan,
                                      "socks.sign-in-refused"_L1,
                                      {{u"code"_s, QString::number(socks.answer.code)}}));
        return refusal;
    }
    return std::nullopt;
}

std::optional<Refusal> refusalByKdc(const Observations &observed)
{
    const NegotiateFacts *facts = refusedByKdc(observed);
    // Where it says why, that is the better word.
    if (!facts || !facts->reason.isEmpty())
        return std::nullopt;
    Refusal refusal{nullptr, u"negotiate"_s, Confidence::Certain, {}};
    refusal.proof.append(caseValue(
        EvidenceSource::Kerberos, facts->minorText.isEmpty() ? facts->principal : facts->minorText,
        "kerberos.password-refused"_L1,
        {{u"principal"_s, facts->principal},
         {u"error"_s, facts->kerberosError ? QString::number(*facts->kerberosError) : QString()},
         {u"detail"_s, facts->minorText}}));
    return refusal;
}

/// The same as for credentials.rejected: nothing is said of a password that nobody judged.
std::optional<Refusal> provenRefusal(const Observations &observed)
{
    if (observed.imported || observed.firstAccepted())
        return std::nullopt;
    const ExchangeView *view = plainlyRefused(observed);
    if (!view) {
        if (const auto bySocks = refusalBySocks(observed))
            return bySocks;
        return refusalByKdc(observed);
    }
    if (!view->exchange->alternative.isEmpty())
        return std::nullopt;
    const bool clumsy = view->status == 401;
    Refusal refusal{view, view->sentScheme, Confidence::Certain, {}};
    if (clumsy && view->kind != RequestKind::Connect)
        refusal.confidence = Confidence::Likely;
    refusal.proof.append(
        statusLine(*view, clumsy ? "status.refused-with-401"_L1 : "status.asks-again"_L1));
    refusal.proof.append(credentialsLine(*view));
    const QList<Challenge> &challenges = clumsy ? view->targetChallenges : view->proxyChallenges;
    if (!challenges.isEmpty())
        refusal.proof.append(offeredChallenge(*view, challenges.first()));
    return refusal;
}

Evidence accepted(const EarlierSignIn &earlier, QLatin1StringView says)
{
    return caseValue(EvidenceSource::Memory, earlier.acceptedUtc, says,
                     {{u"time"_s, shownTime(earlier.acceptedUtc)}});
}

Evidence timeOfRun(const Observations &observed)
{
    const QString utc = observed.theCase().environment.startedUtc;
    return caseValue(EvidenceSource::Environment, utc, "environment.time-of-run"_L1,
                     {{u"time"_s, shownTime(utc)}});
}

void showRefusal(const Observations &observed, const Refusal &refusal, FindingBuilder &builder)
{
    builder.stage(StageId::SignIn)
        .confidence(refusal.confidence)
        .param("scheme"_L1, refusal.scheme);
    if (refusal.view)
        builder.about(*refusal.view);
    for (const Evidence &evidence : refusal.proof)
        builder.show(evidence);
    const Attempts &attempts = observed.theCase().attempts;
    if (attempts.sent > 0) {
        builder.show(caseValue(EvidenceSource::Attempts, QString::number(attempts.rejected),
                               "attempts.count"_L1,
                               {{u"sent"_s, QString::number(attempts.sent)},
                                {u"rejected"_s, QString::number(attempts.rejected)}}));
    }
}

QString placesOf(const QList<const ProxySource *> &copies)
{
    QStringList places;
    for (const ProxySource *copy : copies)
        places.append(placeOf(*copy));
    return places.join(u", "_s);
}

/// What was refused came from a place where it is stored, and a newer password is known to have
/// been accepted.
std::optional<Finding> outdatedCopyUsed(const Observations &observed)
{
    const auto refusal = provenRefusal(observed);
    const auto sight = refusal ? memorySight(observed, refusal->scheme) : std::nullopt;
    if (!sight || !sight->other)
        return std::nullopt;
    const Case &value = observed.theCase();
    const SignInMemory &memory = *value.environment.memory;
    const EarlierSignIn *before = sight->same ? sight->same : sight->otherwise;
    const bool worked = before && isLater(sight->other->acceptedUtc, before->acceptedUtc);
    const bool fromKeychain = value.input.keychain == KeychainUse::Used
        && (worked || isLater(sight->other->acceptedUtc, memory.storedUtc));
    // Nobody knows since when a setting is what it is.
    const QList<const ProxySource *> used
        = !before || worked ? copiesUsed(observed) : QList<const ProxySource *>();
    if (!fromKeychain && used.isEmpty())
        return std::nullopt;

    FindingBuilder builder(observed, "credentials.stored-copy-outdated"_L1);
    showRefusal(observed, *refusal, builder);
    const QString time = shownTime(sight->other->acceptedUtc);
    builder.param("used"_L1, u"yes"_s)
        .param("kind"_L1, fromKeychain ? u"keychain"_s : u"setting"_s)
        .param("where"_L1, placesOf(used))
        .param("otherAccepted"_L1, time)
        .show(accepted(*sight->other, "memory.other-accepted"_L1));
    if (before)
        builder.show(accepted(*before, "memory.accepted-before"_L1));
    if (fromKeychain) {
        if (!memory.storedUtc.isEmpty()) {
            builder.show(caseValue(EvidenceSource::Memory, memory.storedUtc, "memory.copy-saved"_L1,
                                   {{u"time"_s, shownTime(memory.storedUtc)}}));
        }
        builder.show(inputValue(toString(value.input.keychain), "input.from-keychain"_L1));
    }
    for (const ProxySource *copy : used)
        builder.show(copyLine(*copy, "environment.password-used"_L1));
    if (!fromKeychain && !before)
        builder.confidence(Confidence::Likely);
    builder.ruleOut("credentials.changed"_L1, "newer-password-known"_L1, {{u"time"_s, time}})
        .ruleOut("credentials.rejected"_L1, "newer-password-known"_L1, {{u"time"_s, time}});
    return builder.done();
}

/// The proxy accepted what was typed, and a copy of it is another one.
std::optional<Finding> outdatedCopyBeside(const Observations &observed)
{
    const ExchangeView *passed = acceptedAsTyped(observed);
    if (!passed)
        return std::nullopt;
    const Case &value = observed.theCase();
    const QList<const ProxySource *> copies = outdatedCopies(observed);
    const bool inKeychain = value.environment.memory
        && value.environment.memory->stored == SameSecret::No
        && value.input.keychain != KeychainUse::Used;
    if (copies.isEmpty() && !inKeychain)
        return std::nullopt;
    FindingBuilder builder(observed, "credentials.stored-copy-outdated"_L1);
    builder.severity(Severity::Warning)
        .confidence(Confidence::Certain)
        .about(*passed)
        .param("used"_L1, u"no"_s)
        .param("kind"_L1, inKeychain ? u"keychain"_s : u"setting"_s)
        .param("where"_L1, placesOf(copies))
        .param("scheme"_L1, passed->sentScheme);
    if (passed->exchange->form == ExchangeForm::Socks) {
        for (const SocksView &socks : socksViews(observed)) {
            if (socks.view == passed)
                builder.show(bodySpan(*passed, socks.answer.codeSpan, "socks.sign-in-accepted"_L1));
        }
    } else {
        builder.show(statusLine(*passed, "status.accepted"_L1));
    }
    for (const ProxySource *copy : copies)
        builder.show(copyLine(*copy, "environment.other-password"_L1));
    if (inKeychain) {
        const QString utc = value.environment.memory->storedUtc;
        builder.show(caseValue(EvidenceSource::Memory, utc.isEmpty() ? u"keychain"_s : utc,
                               "memory.copy-differs"_L1, {{u"time"_s, shownTime(utc)}}));
    }
    builder.ruleOut("credentials.changed"_L1, "password-accepted-now"_L1)
        .ruleOut("credentials.rejected"_L1, "password-accepted-now"_L1);
    return builder.done();
}

std::optional<Finding> changed(const Observations &observed)
{
    const auto refusal = provenRefusal(observed);
    const auto sight = refusal ? memorySight(observed, refusal->scheme) : std::nullopt;
    if (!sight || !sight->same || outdatedCopyUsed(observed))
        return std::nullopt;
    const QString since = shownTime(sight->same->acceptedUtc);
    FindingBuilder builder(observed, "credentials.changed"_L1);
    showRefusal(observed, *refusal, builder);
    builder.param("accepted"_L1, since)
        .param("refused"_L1, shownTime(observed.theCase().environment.startedUtc))
        .show(accepted(*sight->same, "memory.accepted-before"_L1));
    if (!observed.theCase().environment.startedUtc.isEmpty())
        builder.show(timeOfRun(observed));
    if (sight->other && isLater(sight->other->acceptedUtc, sight->same->acceptedUtc)) {
        builder.param("otherAccepted"_L1, shownTime(sight->other->acceptedUtc))
            .show(accepted(*sight->other, "memory.other-accepted"_L1));
        builder.ruleOut("credentials.stored-copy-outdated"_L1, "not-from-a-copy"_L1);
    } else {
        builder.ruleOut("credentials.stored-copy-outdated"_L1, "no-newer-password-known"_L1);
    }
    builder.ruleOut("credentials.rejected"_L1, "same-password-before"_L1, {{u"time"_s, since}});
    return builder.done();
}

} // namespace

QList<Finding> memoryFindings(const Observations &observed)
{
    QList<Finding> found;
    for (const auto rule : {changed, outdatedCopyUsed, outdatedCopyBeside}) {
        if (auto finding = rule(observed))
            found.append(*std::move(finding));
    }
    return found;
}

} // namespace pt
