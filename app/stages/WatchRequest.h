// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/RunRequest.h"

#include <functional>
#include <memory>

namespace pt {

/// What a watch is started with. Move-only, as it carries the secret.
struct WatchRequest
{
    RunRequest run; ///< of the first round; the later ones are made from it
    /// Makes Kerberos for each later round with a sign-in; empty: those go without.
    std::function<std::unique_ptr<NegotiateMechanism>()> negotiate;
    int intervalMs = 60'000; ///< from the start of one round to that of the next
    qint64 durationMs = 0; ///< no round begins later than this after the first
    int mostRounds = 1440 * 12;
    /// The secret was refused before: not even the first round sends it. `run` need not carry it
    /// then.
    bool withhold = false;
};

} // namespace pt
