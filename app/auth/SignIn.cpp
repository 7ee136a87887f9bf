// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignIn.h"

#include "auth/Basic.h"

namespace pt {

using namespace Qt::StringLiterals;

SignIn::SignIn(Credentials credentials, AuthChoice wish, int attemptLimit, RandomSource &random)
    : m_credentials(std::move(credentials))
    , m_wish(wish)
    , m_budget(attemptLimit)
    , m_digest(random)
{
}

SchemeChoice SignIn::choose(const QList<Challenge> &challenges) const
{
    SchemeChoice choice = chooseScheme(challenges, m_wish, m_credentials);
    if (m_digestRefused && m_wish != AuthChoice::Basic && choice.scheme == "basic"_L1) {
        choice.challenge.reset();
        choice.scheme.clear();
        choice.reason = u"not-weaker"_s;
    }
    return choice;
}

Result<QByteArray> SignIn::answer(const Challenge &challenge, const SignedRequest &request)
{
    if (!m_budget.mayAnswer()) {
        m_budget.noteStopped();
        return fail(u"attempt-limit"_s, u"auth.answer"_s);
    }
    const bool digest = challenge.is("Digest");
    Result<QByteArray> value = digest ? m_digest.answer(m_credentials, challenge, request)
                                      : basicAnswer(m_credentials, challenge);
    if (value) {
        m_lastWasDigest = digest;
        m_budget.answerSent();
    }
    return value;
}

void SignIn::settle(AnswerVerdict verdict)
{
    // One without a reply may have been refused unheard, as in AttemptBudget.
    const bool refused = verdict == AnswerVerdict::Rejected || verdict == AnswerVerdict::Unknown;
    if (m_budget.isPending() && m_lastWasDigest && refused)
        m_digestRefused = true;
    m_budget.settle(verdict);
}

DigestProof SignIn::readProof(const HttpHead &head)
{
    const HttpField *info = head.field("Proxy-Authentication-Info");
    return m_lastWasDigest && info ? m_digest.readInfo(info->value, m_credentials)
                                   : DigestProof::NotGiven;
}

} // namespace pt
