// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// Which scheme may answer a challenge. Any: the strongest that can be done.
enum class AuthChoice { Any, Basic, Digest, Ntlm, Negotiate };

PT_ENUM_NAMES(AuthChoice, {AuthChoice::Any, "any"}, {AuthChoice::Basic, "basic"},
              {AuthChoice::Digest, "digest"}, {AuthChoice::Ntlm, "ntlm"},
              {AuthChoice::Negotiate, "negotiate"})

} // namespace pt
