// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

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

/// Milliseconds over all rounds that measured them.
struct WatchTimes
{
    int rounds = 0; ///< at least 1
    qint64 least = 0;
    qint64 median = 0;
    qint64 most = 0;

    bool operator==(const WatchTimes &) const = default;
};

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
