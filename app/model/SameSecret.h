// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// Whether a copy of a password is the one that was used in the run. Unknown also where they belong
/// to different users: another account's password is no copy.
enum class SameSecret { Unknown, Yes, No };

PT_ENUM_NAMES(SameSecret, {SameSecret::Unknown, "unknown"}, {SameSecret::Yes, "yes"},
              {SameSecret::No, "no"})

} // namespace pt
