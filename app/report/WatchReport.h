// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/WatchLog.h"

#include <QJsonObject>
#include <QString>

namespace pt {

/// What a watch comes to, for reading: rounds, since when what, how often, times. A few lines, each
/// with a line end.
QString watchSummaryText(const WatchLog &log);

/// The "watch" object of the console's JSON: every round, every change, the summary and the number
/// of the round that the document's top level is.
QJsonObject watchToJson(const WatchLog &log);

} // namespace pt
