// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/FindingBuilder.h"

namespace pt {

/// What is remembered of sign-ins of this user at this proxy. Both point into the Case.
struct MemorySight
{
    const EarlierSignIn *same = nullptr; ///< this very password, accepted by the method in question
    const EarlierSignIn *otherwise
        = nullptr; ///< this very password, accepted by other methods only
    const EarlierSignIn *other = nullptr; ///< another password, the latest that was accepted
};

/// nullopt: nothing is remembered, or it could not be read. `scheme` as in EarlierSignIn.
std::optional<MemorySight> memorySight(const Observations &observed, const QString &scheme);
bool isLater(const QString &utc, const QString &thanUtc);
/// "2026-03-01 12:00 UTC"
QString shownTime(const QString &utc);
/// Where the password that was sent is stored on this computer: settings that name this proxy.
QList<const ProxySource *> copiesUsed(const Observations &observed);
/// The settings that name this proxy and hold another password for the user whose one it accepted.
QList<const ProxySource *> outdatedCopies(const Observations &observed);
/// The request by which the proxy accepted what was typed, as it was typed; nullptr: none.
const ExchangeView *acceptedAsTyped(const Observations &observed);
/// Puts beside a refused sign-in what is remembered of others.
void showMemory(const Observations &observed, const QString &scheme, FindingBuilder &builder);
/// A setting as the line that it is.
Evidence copyLine(const ProxySource &source, QLatin1StringView says);

} // namespace pt
