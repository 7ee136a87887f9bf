// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"
#include "report/MarkedLines.h"

namespace pt {

/// The evidence of all findings in one head or body, by position; where two overlap, the one of the
/// earlier finding counts.
QList<ByteMark> evidenceMarks(const Diagnosis &diagnosis, int exchange, bool response, bool body);

} // namespace pt
