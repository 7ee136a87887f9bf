// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"

#include <memory>

namespace pt {

class TypedTickets;

/// SPNEGO with Kerberos by MIT's libraries. One object a run: a ticket that was got with the typed
/// password is kept in memory, never on disk, and used again for the other requests of the run, so
/// that the KDC is asked with the password once. Each step runs in a thread of its own that owns
/// all it touches: where a KDC does not answer, the thread is left behind and ends by itself.
class GssapiMechanism final : public NegotiateMechanism
{
public:
    GssapiMechanism();
    ~GssapiMechanism() override;

    std::unique_ptr<NegotiateContext> begin(NegotiateRequest request) override;

private:
    std::shared_ptr<TypedTickets> m_tickets;
};

} // namespace pt
