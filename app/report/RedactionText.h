// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/RedactionLog.h"

#include <QDateTime>
#include <QString>

namespace pt {

/// REDACTION.txt: what was replaced, by which rule, where and how much, without any of the
/// originals. `unsweepable`: secrets too short to be looked for in the finished files.
QString redactionText(const RedactionLog &log, int unsweepable, const QDateTime &utc);

} // namespace pt
