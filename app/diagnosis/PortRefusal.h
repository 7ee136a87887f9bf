// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "diagnosis/ProxyMarks.h"

#include <optional>

namespace pt {

/// A CONNECT that was refused for its port. Squid refuses a forbidden port before it asks for a sign-in,
/// so that a 403 alone does not tell port from policy: it takes a CONNECT to another port that was not
/// refused the same way, or the proxy's own words.
struct PortRefusal
{
    std::optional<PageWords> words;      ///< the proxy's own words for it; span empty: the reason phrase
    const ExchangeView *other = nullptr; ///< the CONNECT to another port that was not refused so
};

/// nullopt: `view` is no such refusal.
std::optional<PortRefusal> portRefusal(const Observations &observed, const ExchangeView &view);

} // namespace pt
