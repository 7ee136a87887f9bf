// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AttemptBudget.h"
#include "auth/AuthConversation.h"
#include "protocol/HttpHead.h"

#include <memory>

namespace pt {

class SignIn;

/// The sign-in with one request as the owner of the credentials lets it happen: leg after leg, each
/// proof counted before it can be sent. Outlived by its SignIn.
class SignInDialogue
{
public:
    /// How many legs a sign-in may have (RFC 4559 sets no bound; NTLM has two, Kerberos one or
    /// two).
    static constexpr int maximumLegs = 6;

    SignInDialogue(SignIn &signIn, std::unique_ptr<AuthConversation> conversation);
    SignInDialogue(const SignInDialogue &) = delete;
    SignInDialogue &operator=(const SignInDialogue &) = delete;

    /// As AuthConversation::next(); what it gives is already counted as sent. Errors: those of the
    /// scheme; "attempt-limit" where nothing may be answered any more; "too-many-legs".
    void next(const Challenge &challenge, AuthConversation::Done done);
    bool expectsMore() const;
    /// See AuthConversation::sentIn() and accepted(); the token is looked for in `head`.
    void sentIn(int exchange) { m_conversation->sentIn(exchange); }
    void accepted(const Challenge &answered, const HttpHead &head, QByteArrayView headBytes);
    int legs() const { return m_legs; } ///< made so far
    /// A proof was given away, and settle() is owed.
    bool isPending() const { return m_pending; }
    /// What became of the proof; no effect where none is pending.
    void settle(AnswerVerdict verdict);

private:
    void take(Result<AuthLeg> leg, const AuthConversation::Done &done);

    SignIn &m_signIn;
    std::unique_ptr<AuthConversation> m_conversation;
    int m_legs = 0;
    bool m_pending = false;
};

} // namespace pt
