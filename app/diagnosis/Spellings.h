// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"

#include <QStringList>

namespace pt {

/// The first request whose sign-in was refused as it was typed; nullptr: none in this Case.
const ExchangeView *refusedAsTyped(const Observations &observed);
/// The first request whose sign-in was refused in that other spelling; nullptr: none.
const ExchangeView *refusedAs(const Observations &observed, QLatin1StringView alternative);
/// The first request that was accepted in another spelling, where what was typed was refused, in
/// this Case or in a run before it; nullptr: none.
const ExchangeView *passedOtherwise(const Observations &observed);
/// The same sign-in, letter by letter.
bool isSameSpelling(const ExchangeView &a, const ExchangeView &b);

/// Methods that the proxy offered, that can be answered here, and that carried no sign-in: worth a
/// try, as another one was refused. As the proxy writes them, strongest first; empty where a
/// sign-in was accepted, or none was refused.
QStringList schemesLeft(const Observations &observed);

} // namespace pt
