// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

namespace pt {

/// Names the causes that a Case proves. Pure. findings[0] is the verdict: the finding that explains the
/// earliest failure; warnings and notes follow. Never empty.
Diagnosis diagnose(const Case &value);

} // namespace pt
