// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// What became of reading the stored secret for this run.
enum class KeychainUse { NotUsed, Used, NotFoundOrLocked, Unavailable, Denied, TimedOut };

PT_ENUM_NAMES(KeychainUse, {KeychainUse::NotUsed, "not-used"}, {KeychainUse::Used, "used"},
              {KeychainUse::NotFoundOrLocked, "not-found-or-locked"},
              {KeychainUse::Unavailable, "unavailable"}, {KeychainUse::Denied, "denied"},
              {KeychainUse::TimedOut, "timed-out"})

} // namespace pt
