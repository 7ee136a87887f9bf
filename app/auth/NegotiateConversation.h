// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AuthConversation.h"
#include "auth/NegotiateMechanism.h"

#include <memory>

namespace pt {

/// A Negotiate sign-in with one request (RFC 4559): the tokens of a security context, in base64.
class NegotiateConversation final : public AuthConversation
{
public:
    using Report = std::function<void(const NegotiateFacts &)>;

    /// More legs than any mechanism in use takes; beyond it the proxy does not mean to end.
    static constexpr int maxLegs = 6;

    /// `mechanism`: nullptr where this program has none: each step then fails with
    /// "kerberos.unavailable". Not kept.
    /// `report` is called in the caller's thread whenever more is known.
    NegotiateConversation(NegotiateMechanism *mechanism, NegotiateRequest request, Report report);
    ~NegotiateConversation() override;

    /// Errors: those of NegotiateContext::step(); "kerberos.ticket-rejected" also where the proxy's
    /// token says so itself (detail: the name of the state or of the Kerberos error), or the proxy
    /// asks on when there is nothing more to say; "negotiate.token-unreadable";
    /// "negotiate.too-long" beyond maxLegs.
    void next(const Challenge &challenge, Done done) override;
    bool expectsMore() const override;
    void accepted(QByteArrayView token68) override;
    void sentIn(int exchange) override;

private:
    void tell() const;
    void fail(const Done &done, const QString &code, const QString &detail);

    Report m_report;
    std::unique_ptr<NegotiateContext> m_context;
    NegotiateFacts m_own; ///< where there is no context, and what it does not know
    int m_legs = 0;
    bool m_complete = false;
};

} // namespace pt
