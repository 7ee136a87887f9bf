// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateStep.h"
#include "model/NegotiateFacts.h"
#include "model/Result.h"

#include <QByteArray>

namespace pt {

/// A security context and its steps, which block. To be used by one thread at a time, any.
class NegotiateSession
{
public:
    struct Outcome
    {
        Result<NegotiateStep> step;
        NegotiateFacts facts;
    };

    NegotiateSession() = default;
    NegotiateSession(const NegotiateSession &) = delete;
    NegotiateSession &operator=(const NegotiateSession &) = delete;
    virtual ~NegotiateSession() = default;

    /// As NegotiateContext::step(), but waits for the KDC.
    virtual Outcome step(const QByteArray &token) = 0;
    /// The context is complete and the other side has proven itself.
    virtual bool isMutual() const = 0;
    virtual NegotiateFacts facts() const = 0;
};

} // namespace pt
