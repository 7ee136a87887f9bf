// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/MemorySight.h"

#include "diagnosis/AcceptedSignIn.h"
#include "diagnosis/KerberosSight.h"
#include "diagnosis/SocksView.h"
#include "protocol/ProxyValue.h"
#include "protocol/SourcePlace.h"

#include <QDateTime>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// The password went into it, and was not only at hand.
bool tellsOfPassword(const Observations &observed, const ExchangeView &view)
{
    if (view.sentScheme != "negotiate"_L1)
        return view.sentToken != "1"_L1; // the first message of NTLM
    for (const NegotiateFacts &facts : observed.theCase().negotiate) {
        if (facts.exchange == view.exchange->id)
            return facts.source == TicketSource::Typed;
    }
    return !sentTicket(view) && view.sentToken != "1"_L1;
}

bool isOfProxy(const Observations &observed, const ProxySource &source)
{
    return source.use == SourceUse::Proxy
        && isSameProxy(source.endpoint, observed.theCase().input.endpoint);
}

QList<const ProxySource *> copies(const Observations &observed, SameSecret secret)
{
    QList<const ProxySource *> list;
    for (const ProxySource &source : observed.theCase().environment.sources) {
        if (isOfProxy(observed, source) && source.secret == secret)
            list.append(&source);
    }
    return list;
}

} // namespace

const ExchangeView *acceptedAsTyped(const Observations &observed)
{
    if (observed.imported)
        return nullptr;
    for (const ExchangeView &view : observed.views) {
        // Success alone, or the target's own answer: an error of the proxy may have come before it
        // looked at the password.
        const bool passed = view.status < 400 || (view.by == Answerer::Target && view.bySure);
        if (view.accepted && passed && view.exchange->alternative.isEmpty()
            && !view.sentScheme.isEmpty() && tellsOfPassword(observed, view)) {
            return &view;
        }
    }
    for (const SocksView &socks : socksViews(observed)) {
        if (socks.isAccepted() && socks.view->exchange->alternative.isEmpty())
            return socks.view;
    }
    return nullptr;
}

std::optional<QString> acceptedSignIn(const Case &value)
{
    const Observations observed = observe(value);
    const ExchangeView *view = acceptedAsTyped(observed);
    if (!view)
        return std::nullopt;
    return view->exchange->form == ExchangeForm::Socks ? u"socks"_s : view->sentScheme;
}

std::optional<MemorySight> memorySight(const Observations &observed, const QString &scheme)
{
    const auto &memory = observed.theCase().environment.memory;
    if (!memory || observed.imported)
        return std::nullopt;
    MemorySight sight;
    const auto take = [](const EarlierSignIn *&kept, const EarlierSignIn &one) {
        if (!kept || isLater(one.acceptedUtc, kept->acceptedUtc))
            kept = &one;
    };
    for (const EarlierSignIn &one : memory->accepted) {
        if (!one.sameUser || !QDateTime::fromString(one.acceptedUtc, Qt::ISODate).isValid())
            continue;
        if (!one.sameSecret)
            take(sight.other, one);
        else if (one.scheme == scheme)
            take(sight.same, one);
        else
            take(sight.otherwise, one);
    }
    if (sight.same)
        sight.otherwise = nullptr;
    return sight;
}

bool isLater(const QString &utc, const QString &thanUtc)
{
    const QDateTime time = QDateTime::fromString(utc, Qt::ISODate);
    const QDateTime than = QDateTime::fromString(thanUtc, Qt::ISODate);
    return time.isValid() && than.isValid() && time > than;
}

QString shownTime(const QString &utc)
{
    const QDateTime time = QDateTime::fromString(utc, Qt::ISODate);
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s) : QString();
}

QList<const ProxySource *> copiesUsed(const Observations &observed)
{
    return copies(observed, SameSecret::Yes);
}

QList<const ProxySource *> outdatedCopies(const Observations &observed)
{
    return acceptedAsTyped(observed) ? copies(observed, SameSecret::No)
                                     : QList<const ProxySource *>();
}

void showMemory(const Observations &observed, const QString &scheme, FindingBuilder &builder)
{
    const auto sight = memorySight(observed, scheme);
    if (!sight || sight->same)
        return;
    if (sight->otherwise) {
        const QString time = shownTime(sight->otherwise->acceptedUtc);
        builder.show(caseValue(EvidenceSource::Memory, sight->otherwise->acceptedUtc,
                               "memory.accepted-otherwise"_L1,
                               {{u"time"_s, time}, {u"scheme"_s, sight->otherwise->scheme}}));
    } else if (sight->other) {
        const QString time = shownTime(sight->other->acceptedUtc);
        builder.param("otherAccepted"_L1, time)
            .show(caseValue(EvidenceSource::Memory, sight->other->acceptedUtc,
                            "memory.other-accepted"_L1, {{u"time"_s, time}}))
            .ruleOut("credentials.changed"_L1, "other-password-before"_L1, {{u"time"_s, time}});
    } else {
        builder.ruleOut("credentials.changed"_L1, "not-accepted-before"_L1);
    }
}

Evidence copyLine(const ProxySource &source, QLatin1StringView says)
{
    return caseValue(EvidenceSource::Environment, source.name + u'=' + source.value, says,
                     {{u"where"_s, placeOf(source)}});
}

} // namespace pt
