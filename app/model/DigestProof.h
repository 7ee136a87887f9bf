// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// What became of the proof a proxy may give that it knows the password too: rspauth in
/// Proxy-Authentication-Info (RFC 7616 section 3.5). Unchecked: one was given that cannot be
/// recomputed.
enum class DigestProof { NotGiven, Verified, Wrong, Unchecked };

PT_ENUM_NAMES(DigestProof, {DigestProof::NotGiven, "not-given"},
              {DigestProof::Verified, "verified"}, {DigestProof::Wrong, "wrong"},
              {DigestProof::Unchecked, "unchecked"})

} // namespace pt
