// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// Whether the port of a practice proxy can be connected to, see PracticeBehaviour.
enum class PracticeDoor { Open, Closed, Full, Unreachable };

PT_ENUM_NAMES(PracticeDoor, {PracticeDoor::Open, "open"}, {PracticeDoor::Closed, "closed"},
              {PracticeDoor::Full, "full"}, {PracticeDoor::Unreachable, "unreachable"})

} // namespace pt
