// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateRequest.h"
#include "platform/NegotiateSession.h"

#include <memory>

namespace pt {

/// What a security context of Windows consists of. Untested, see SspiMechanism.
class SspiSession final : public NegotiateSession
{
public:
    explicit SspiSession(NegotiateRequest request);
    ~SspiSession() override;

    Outcome step(const QByteArray &token) override;
    bool isMutual() const override;
    NegotiateFacts facts() const override { return m_facts; }

private:
    class Private;

    std::unique_ptr<Private> d;
    NegotiateFacts m_facts;
};

} // namespace pt
