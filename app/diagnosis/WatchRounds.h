// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/WatchRound.h"

namespace pt {

/// Sums up one round of a watch. `withheld`: it was run without the sign-in on purpose. Pure; the
/// number is left to whoever counts.
WatchRound watchRound(const Case &value, const Diagnosis &diagnosis, bool withheld);

} // namespace pt
