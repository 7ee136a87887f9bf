// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignIn.h"

#include "auth/Basic.h"

namespace pt {

using namespace Qt::StringLiterals;

SignIn::SignIn(Credentials credentials, AuthChoice wish, int attemptLimit)
    : m_credentials(std::move(credentials))
    , m_wish(wish)
    , m_budget(attemptLimit)
{
}

SchemeChoice SignIn::choose(const QList<Challenge> &challenges) const
{
    return chooseScheme(challenges, m_wish, m_credentials);
}

Result<QByteArray> SignIn::answer(const Challenge &challenge)
{
    if (!m_budget.mayAnswer()) {
        m_budget.noteStopped();
        return fail(u"attempt-limit"_s, u"auth.answer"_s);
    }
    Result<QByteArray> value = basicAnswer(m_credentials, challenge);
    if (value)
        m_budget.answerSent();
    return value;
}

} // namespace pt
