// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/WatchLog.h"

#include "diagnosis/Diagnose.h"
#include "diagnosis/WatchChanges.h"
#include "diagnosis/WatchRounds.h"

#include <algorithm>

namespace pt {

namespace {

/// How much there is to explain in a round.
int weightOf(const WatchRound &round)
{
    if (round.isHealthy())
        return 0;
    // Without the sign-in that was refused before nothing else could come.
    return round.asksOnly ? 1 : 2;
}

} // namespace

QList<WatchChange> WatchLog::add(const Case &value, bool withheld)
{
    if (value.cancelled) {
        m_interrupted = value;
        return {};
    }
    if (isFull())
        return {};
    WatchRound round = watchRound(value, diagnose(value), withheld);
    round.number = int(m_rounds.size()) + 1;
    const QList<WatchChange> changes = watchChanges(m_rounds, round);
    m_changeCount += int(changes.size());
    for (const WatchChange &change : changes) {
        if (m_changes.size() < mostChanges)
            m_changes.append(change);
    }

    const int weight = weightOf(round);
    const bool begins = m_rounds.isEmpty() || m_rounds.last().verdict != round.verdict;
    const bool unlike = begins || !changes.isEmpty();
    // Where all is well and never changes, the newest says most.
    if (weight > m_worst
        || (weight == m_worst && (unlike || (weight == 0 && m_changeCount == 0)))) {
        m_worst = weight;
        m_decisive = round.number;
    }
    m_allHealthy = m_allHealthy && round.isHealthy();
    m_rounds.append(round);
    keep(value, !changes.isEmpty());
    return changes;
}

void WatchLog::keep(const Case &value, bool changed)
{
    const int number = m_rounds.last().number;
    m_cases.insert(number, value);
    if (changed) {
        m_changed.append(number);
        // The oldest go first: what happened lately is what is asked about.
        if (m_changed.size() > mostCases)
            m_changed.removeFirst();
    }
    for (auto it = m_cases.begin(); it != m_cases.end();) {
        const int kept = it.key();
        if (kept == 1 || kept == number || kept == m_decisive || m_changed.contains(kept))
            ++it;
        else
            it = m_cases.erase(it);
    }
}

const Case *WatchLog::caseOf(int round) const
{
    const auto it = m_cases.constFind(round);
    return it == m_cases.constEnd() ? nullptr : &*it;
}

} // namespace pt
