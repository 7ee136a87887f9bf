// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Spellings.h"

namespace pt {

using namespace Qt::StringLiterals;

const ExchangeView *refusedAsTyped(const Observations &observed)
{
    return refusedAs(observed, {});
}

const ExchangeView *refusedAs(const Observations &observed, QLatin1StringView alternative)
{
    for (const ExchangeView &view : observed.views) {
        if (view.refused && !view.isControl() && view.exchange->alternative == alternative)
            return &view;
    }
    return nullptr;
}

const ExchangeView *passedOtherwise(const Observations &observed)
{
    const ExchangeView *refused = refusedAsTyped(observed);
    if (!refused && !observed.theCase().input.refusedBefore.contains("as-typed"_L1))
        return nullptr;
    for (const ExchangeView &view : observed.views) {
        if (view.accepted && !view.exchange->alternative.isEmpty()
            && (!refused || view.sentScheme == refused->sentScheme)) {
            return &view;
        }
    }
    return nullptr;
}

bool isSameSpelling(const ExchangeView &a, const ExchangeView &b)
{
    return a.exchange->alternative == b.exchange->alternative;
}

QStringList schemesLeft(const Observations &observed)
{
    if (observed.imported || !observed.firstRefused() || observed.firstAccepted())
        return {};
    QStringList left;
    const QStringList usable = usableSchemes();
    for (const QString &scheme : usable) {
        // Where it came to nothing on this computer, no request shows it.
        if (scheme == "negotiate"_L1 && !observed.theCase().negotiate.isEmpty())
            continue;
        QString offered;
        for (const ExchangeView &view : observed.views) {
            if (view.sentScheme == scheme && !view.isControl()) {
                offered.clear();
                break;
            }
            for (const Challenge &challenge : view.proxyChallenges) {
                if (challenge.is(scheme.toLatin1())
                    && usableChallenge({challenge}, AuthChoice::Any))
                    offered = textOf(challenge.scheme, 40);
            }
        }
        if (!offered.isEmpty())
            left.append(offered);
    }
    return left;
}

} // namespace pt
