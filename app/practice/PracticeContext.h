// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Clock.h"
#include "practice/PracticeBehaviour.h"
#include "practice/PracticeCertificate.h"

namespace pt {

/// What the connections of one practice proxy share. Lives as long as the proxy.
struct PracticeContext
{
    PracticeBehaviour behaviour;
    PracticeCertificate trusted; ///< of the sites
    PracticeCertificate untrusted; ///< of sites that a scenario wants to be doubted
    const Clock *clock = nullptr; ///< not owned
    int ntlmChallenges = 0; ///< made so far
    int requests = 0;
    int refused = 0; ///< requests with credentials that are not right
};

} // namespace pt
