// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/WatchChange.h"
#include "model/WatchRound.h"
#include "model/WatchSummary.h"

#include <QList>
#include <QMap>

#include <optional>

namespace pt {

/// What a watch has seen so far: every round summed up, and the Case of the rounds worth a look.
/// Bounded, however long the watch goes on. A value; knows no network.
class WatchLog
{
public:
    static constexpr qsizetype mostRounds = 1440 * 12; ///< a day, every five seconds
    static constexpr qsizetype mostChanges = 10'000;
    static constexpr qsizetype mostCases
        = 50; ///< besides those of the first, the last and the decisive round

    /// Takes the next round and tells what changed in it. One that was cancelled is no round; it is
    /// only kept as interrupted(). Past mostRounds nothing is taken any more.
    QList<WatchChange> add(const Case &value, bool withheld);

    const QList<WatchRound> &rounds() const { return m_rounds; }
    const QList<WatchChange> &changes() const { return m_changes; }
    int changeCount() const { return m_changeCount; } ///< those past mostChanges included
    bool isEmpty() const { return m_rounds.isEmpty(); }
    bool isFull() const { return m_rounds.size() >= mostRounds; }
    bool allHealthy() const { return m_allHealthy; }
    /// The Case of a round; nullptr: it was not kept, as nothing changed in it.
    const Case *caseOf(int round) const;
    /// The number of the round that explains the worst: the latest in which the worst state began,
    /// or in which something changed in it; the last one where nothing ever changed. 0: there is
    /// none.
    int decisiveRound() const { return m_decisive; }
    const Case *interrupted() const { return m_interrupted ? &*m_interrupted : nullptr; }

private:
    void keep(const Case &value, bool changed);

    QList<WatchRound> m_rounds;
    QList<WatchChange> m_changes;
    int m_changeCount = 0;
    QMap<int, Case> m_cases; ///< by the number of the round
    QList<int> m_changed; ///< rounds whose case is kept as something changed in them
    std::optional<Case> m_interrupted;
    int m_decisive = 0;
    int m_worst = -1;
    bool m_allHealthy = true;
};

} // namespace pt
