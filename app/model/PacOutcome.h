// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// What came of a proxy configuration script.
enum class PacOutcome {
    NotTried,
    Unreachable, ///< it could not be loaded
    Broken,      ///< it ended with an error, never ended, or gave what is no answer
    Evaluated
};

PT_ENUM_NAMES(PacOutcome, {PacOutcome::NotTried, "not-tried"},
              {PacOutcome::Unreachable, "unreachable"}, {PacOutcome::Broken, "broken"},
              {PacOutcome::Evaluated, "evaluated"})

} // namespace pt
