// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// How often a value was seen in a watch, and when first and last.
struct WatchTally
{
    QString value;
    bool asksOnly = false; ///< of a verdict: see WatchRound
    int rounds = 0;
    QString firstUtc; ///< ISO 8601
    QString lastUtc;

    bool operator==(const WatchTally &) const = default;
};

} // namespace pt
