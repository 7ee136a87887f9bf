// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace pt {

/// How long the keychain may take for one call. An unlock window has no limit of its own, and some
/// keychains answer in weeks.
struct SecretStoreLimits
{
    std::chrono::milliseconds tellAfter{20'000}; ///< then waitingForUser()
    std::chrono::milliseconds giveUpAfter{120'000}; ///< then TimedOut, the job detached
};

} // namespace pt
