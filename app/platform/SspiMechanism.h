// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"

namespace pt {

/// The package "Negotiate" of Windows. Untested: written from the documentation of SSPI, and never
/// built. Windows may choose NTLM inside; the token tells.
class SspiMechanism final : public NegotiateMechanism
{
public:
    std::unique_ptr<NegotiateContext> begin(NegotiateRequest request) override;
};

} // namespace pt
