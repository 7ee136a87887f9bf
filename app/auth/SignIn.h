// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AttemptBudget.h"
#include "auth/Digest.h"
#include "auth/SchemeChoice.h"
#include "auth/SignedRequest.h"
#include "model/Credentials.h"
#include "model/DigestProof.h"
#include "model/Result.h"
#include "protocol/HttpHead.h"

#include <QByteArray>

namespace pt {

/// The one owner of the credentials of a run. Every answer passes through here, so that none can go
/// past the attempt budget. Wiped on destruction.
class SignIn
{
public:
    /// `random` is not owned and outlives this.
    SignIn(Credentials credentials, AuthChoice wish, int attemptLimit, RandomSource &random);
    SignIn(const SignIn &) = delete;
    SignIn &operator=(const SignIn &) = delete;

    /// What would be answered to these challenges. Never Basic after a refused Digest answer,
    /// unless Basic was wished for: the reason is then "not-weaker".
    SchemeChoice choose(const QList<Challenge> &challenges) const;
    bool mayAnswer() const { return m_budget.mayAnswer(); }

    /// The Proxy-Authorization value for one request, already counted as sent; the caller
    /// overwrites it after use and owes one settle(). Errors: those of the scheme; "attempt-limit"
    /// where mayAnswer() is false.
    Result<QByteArray> answer(const Challenge &challenge, const SignedRequest &request);
    void settle(AnswerVerdict verdict);
    /// Reads the proxy's proof in the answer to what answer() signed last (RFC 7616 section 3.5).
    DigestProof readProof(const HttpHead &head);
    void noteStopped() { m_budget.noteStopped(); }

    const AttemptBudget &budget() const { return m_budget; }
    const Credentials &credentials() const { return m_credentials; }

private:
    Credentials m_credentials;
    AuthChoice m_wish;
    AttemptBudget m_budget;
    Digest m_digest;
    bool m_lastWasDigest = false;
    bool m_digestRefused = false;
};

} // namespace pt
