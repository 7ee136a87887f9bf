// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// The sign-in that a setting holds, compared with the one typed: a fact, never the password or a hash.
enum class SourceSignIn {
    None,        ///< no user in it
    NotCompared, ///< there is one, and nothing was typed to compare it with
    Same,
    Different
};

PT_ENUM_NAMES(SourceSignIn, {SourceSignIn::None, "none"}, {SourceSignIn::NotCompared, "not-compared"},
              {SourceSignIn::Same, "same"}, {SourceSignIn::Different, "different"})

} // namespace pt
