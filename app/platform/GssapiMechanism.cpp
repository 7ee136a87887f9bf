// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/GssapiMechanism.h"

#include "platform/GssapiSession.h"
#include "platform/ThreadedNegotiateContext.h"
#include "platform/TypedTickets.h"

namespace pt {

GssapiMechanism::GssapiMechanism()
    : m_tickets(std::make_shared<TypedTickets>())
{
}

GssapiMechanism::~GssapiMechanism() = default;

std::unique_ptr<NegotiateContext> GssapiMechanism::begin(NegotiateRequest request)
{
    return std::make_unique<ThreadedNegotiateContext>(
        std::make_shared<GssapiSession>(std::move(request), m_tickets));
}

} // namespace pt
