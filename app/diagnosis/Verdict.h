// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QList>

namespace pt {

/// Orders what the rules found. First the errors, the earliest failing stage first and within a stage by a
/// fixed table; what an earlier one explains is left out, what is left becomes a warning beside it. A
/// healthy finding stands only where no error does. May be empty, where nothing is proven.
QList<Finding> inVerdictOrder(QList<Finding> findings);

} // namespace pt
