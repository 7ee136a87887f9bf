// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AttemptBudget.h"
#include "auth/SchemeChoice.h"
#include "model/Credentials.h"
#include "model/Result.h"

#include <QByteArray>

namespace pt {

/// The one owner of the credentials of a run. Every answer passes through here, so that none can go
/// past the attempt budget. Wiped on destruction.
class SignIn
{
public:
    SignIn(Credentials credentials, AuthChoice wish, int attemptLimit);
    SignIn(const SignIn &) = delete;
    SignIn &operator=(const SignIn &) = delete;

    /// What would be answered to these challenges.
    SchemeChoice choose(const QList<Challenge> &challenges) const;
    bool mayAnswer() const { return m_budget.mayAnswer(); }

    /// The Proxy-Authorization value for one request, already counted as sent; the caller
    /// overwrites it after use and owes one settle(). Errors: those of the scheme; "attempt-limit"
    /// where mayAnswer() is false.
    Result<QByteArray> answer(const Challenge &challenge);
    void settle(AnswerVerdict verdict) { m_budget.settle(verdict); }
    void noteStopped() { m_budget.noteStopped(); }

    const AttemptBudget &budget() const { return m_budget; }
    const Credentials &credentials() const { return m_credentials; }

private:
    Credentials m_credentials;
    AuthChoice m_wish;
    AttemptBudget m_budget;
};

} // namespace pt
