// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AuthLeg.h"
#include "model/Result.h"
#include "protocol/Challenge.h"

#include <functional>

namespace pt {

/// One sign-in with one request, leg after leg; of NTLM and Negotiate all legs travel on one
/// connection. Single shot. `done` of next() is not called any more once this is destroyed.
class AuthConversation
{
public:
    using Done = std::function<void(Result<AuthLeg>)>;

    AuthConversation() = default;
    AuthConversation(const AuthConversation &) = delete;
    AuthConversation &operator=(const AuthConversation &) = delete;
    virtual ~AuthConversation() = default;

    /// Makes the next leg. `challenge` is the one that was chosen, and from the second leg on the
    /// one of the same scheme that came in reply. Calls `done` exactly once, possibly from inside,
    /// always in the thread of the caller. Not to be called again before that.
    virtual void next(const Challenge &challenge, Done done) = 0;
    /// A reply with another token of the scheme is a question to be answered, not a refusal.
    virtual bool expectsMore() const = 0;
    /// The request that carried the last leg was let through. `token68`: what the answer brought for
    /// this scheme, in Proxy-Authenticate or Proxy-Authentication-Info; empty: nothing.
    virtual void accepted(QByteArrayView token68) { Q_UNUSED(token68) }
    /// The last leg goes out in the exchange with this id.
    virtual void sentIn(int exchange) { Q_UNUSED(exchange) }
};

} // namespace pt
