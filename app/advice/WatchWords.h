// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/WatchChange.h"
#include "model/WatchRound.h"
#include "model/WatchSummary.h"

#include <QString>

namespace pt {

/// Words for a watch, in the language of the application; plain text, as those of Wording.h. Times
/// are those of this computer's clock and place.

/// "14:02:05"; empty where `utc` is no time.
QString wordWatchTime(const QString &utc);
/// "2026-03-01 14:02:05 (13:02:05 UTC)"
QString wordWatchBothTimes(const QString &utc);
/// What changed, one sentence.
QString wordWatchChange(const WatchChange &change);
/// What a verdict comes to in a few words.
QString wordWatchVerdict(const QString &cause, bool asksOnly);
QString wordWatchSignIn(WatchSignIn signIn);
/// "407", or that there was no answer; empty: not asked.
QString wordWatchStatus(std::optional<int> status);
/// The answers to a plain request and to a CONNECT.
QString wordWatchAnswers(std::optional<int> plain, std::optional<int> connect);
/// Who answered: the names of the nodes, else the program; may be empty.
QString wordWatchNode(const WatchRound &round);
/// "12 ms"; empty: not measured.
QString wordWatchMilliseconds(std::optional<qint64> ms);
/// The whole round in one line.
QString wordWatchRound(const WatchRound &round);

} // namespace pt
