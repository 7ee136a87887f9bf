// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/WatchTally.h"
#include "model/WatchTimes.h"

#include <QList>
#include <QString>

#include <optional>

namespace pt {

/// What the rounds of a watch come to. Lists are in the order in which their values were first
/// seen.
struct WatchSummary
{
    int rounds = 0;
    int healthy = 0;
    QString firstUtc; ///< start of the first round, ISO 8601
    QString lastUtc;
    QString sinceUtc; ///< since this round every verdict is as the last one
    QList<WatchTally> verdicts;
    QList<WatchTally> signIns; ///< by their stable names
    QList<WatchTally> addresses;
    QList<WatchTally> nodes; ///< each a comma list, as the rounds had them
    std::optional<WatchTimes> connectMs;
    std::optional<WatchTimes> answerMs;

    bool operator==(const WatchSummary &) const = default;
};

} // namespace pt
