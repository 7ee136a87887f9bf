// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateRequest.h"
#include "platform/NegotiateSession.h"

#include <memory>

namespace pt {

class TypedTickets;

/// What a security context of MIT Kerberos consists of.
class GssapiSession final : public NegotiateSession
{
public:
    GssapiSession(NegotiateRequest request, std::shared_ptr<TypedTickets> tickets);
    ~GssapiSession() override;

    Outcome step(const QByteArray &token) override;
    bool isMutual() const override;
    NegotiateFacts facts() const override { return m_facts; }

private:
    class Private;

    std::unique_ptr<Private> d;
    NegotiateFacts m_facts;
};

} // namespace pt
