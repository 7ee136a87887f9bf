// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateContext.h"
#include "auth/NegotiateRequest.h"

#include <memory>

namespace pt {

/// The seam for Kerberos: the system's own (platform/SystemNegotiate.h), or a scripted one.
class NegotiateMechanism
{
public:
    NegotiateMechanism() = default;
    NegotiateMechanism(const NegotiateMechanism &) = delete;
    NegotiateMechanism &operator=(const NegotiateMechanism &) = delete;
    virtual ~NegotiateMechanism() = default;

    /// Never null. Does nothing yet. The context may outlive the mechanism.
    virtual std::unique_ptr<NegotiateContext> begin(NegotiateRequest request) = 0;
};

} // namespace pt
