// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/WatchChange.h"
#include "model/WatchRound.h"
#include "model/WatchSummary.h"

#include <QList>

namespace pt {

/// In what `now` differs from the rounds before it, each aspect compared with the latest of them
/// that measured it: what a round did not see has not changed. Pure; empty for the first round.
///
/// A latency changes where a round is slow and the one before was not, or the reverse. Slow is more
/// than three times the median of the earlier rounds and more than 250 ms, so that one late packet
/// on a fast line is none.
QList<WatchChange> watchChanges(const QList<WatchRound> &earlier, const WatchRound &now);

/// What the rounds come to. Pure.
WatchSummary watchSummary(const QList<WatchRound> &rounds);

} // namespace pt
