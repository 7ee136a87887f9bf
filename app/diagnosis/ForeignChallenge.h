// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"

namespace pt {

/// Whose question a 407 is: that of the proxy itself, of another proxy behind it, or of the website
/// or something before that.
enum class ChallengeOf { Proxy, Upstream, Origin };

/// Read from what the proxy's own 407 looks like: its realm, its Server and the nodes in its Via
/// (RFC 9110 section 7.6.3). Realm alone never tells, as some proxies put the reason of a refusal
/// there.
ChallengeOf challengeOf(const Observations &observed, const ExchangeView &view);
/// The proxy's own first question, which another one is compared with; nullptr: none.
const ExchangeView *ownQuestion(const Observations &observed, const ExchangeView &view);

} // namespace pt
