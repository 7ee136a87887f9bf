// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateStep.h"
#include "model/NegotiateFacts.h"
#include "model/Result.h"

#include <QByteArray>

#include <functional>

namespace pt {

/// One security context of GSS-API or SSPI, with all that it needs. A step may have to ask a KDC,
/// which can take half a minute: it is done elsewhere, and its answer comes back into the thread of
/// the caller, never from inside. Destroying the context is prompt and silences it.
class NegotiateContext
{
public:
    using Done = std::function<void(Result<NegotiateStep>)>;

    NegotiateContext() = default;
    NegotiateContext(const NegotiateContext &) = delete;
    NegotiateContext &operator=(const NegotiateContext &) = delete;
    virtual ~NegotiateContext() = default;

    /// `token`: what the proxy sent, empty the first time. Not to be called before the answer to
    /// the last call. Errors: the codes of NegotiateFacts, "kerberos.no-ticket",
    /// "kerberos.ticket-expired", "kerberos.proxy-named-by-address", "kerberos.service-unknown",
    /// "kerberos.clock-skew", "kerberos.kdc-unreachable", "kerberos.unavailable",
    /// "kerberos.password-refused" (the KDC refused the typed password, or the account) and, to a
    /// token of the proxy's, "kerberos.ticket-rejected".
    virtual void step(const QByteArray &token, Done done) = 0;
    /// Takes the last token of the proxy's, which came with an answer that let the request pass.
    /// Needs no network. Not to be called while a step is under way.
    virtual MutualProof prove(const QByteArray &token) = 0;
    /// What is known so far.
    virtual NegotiateFacts facts() const = 0;
};

} // namespace pt
