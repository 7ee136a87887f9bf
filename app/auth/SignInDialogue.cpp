// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignInDialogue.h"

#include "auth/SignIn.h"

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

SignInDialogue::SignInDialogue(SignIn &signIn, std::unique_ptr<AuthConversation> conversation)
    : m_signIn(signIn)
    , m_conversation(std::move(conversation))
{
}

void SignInDialogue::next(const Challenge &challenge, AuthConversation::Done done)
{
    const QString operation = u"auth.answer"_s;
    if (!m_pending && !m_signIn.mayAnswer()) {
        m_signIn.noteStopped();
        return done(fail(u"attempt-limit"_s, operation));
    }
    if (m_legs == maximumLegs)
        return done(fail(u"too-many-legs"_s, operation));
    m_conversation->next(challenge, [this, done = std::move(done)](Result<AuthLeg> leg) {
        take(std::move(leg), done);
    });
}

void SignInDialogue::take(Result<AuthLeg> leg, const AuthConversation::Done &done)
{
    if (!leg) {
        // The one refusal that comes from elsewhere than the proxy: it counts just so.
        if (leg.error().code == "kerberos.password-refused"_L1 && !m_pending) {
            m_signIn.answerSent();
            m_signIn.settle(AnswerVerdict::Rejected);
        }
        return done(std::move(leg));
    }
    if (leg->proves && !m_pending) {
        // Another answer may have gone out while this one was being made.
        if (!m_signIn.mayAnswer()) {
            m_signIn.noteStopped();
            wipeMemory(leg->value.data(), leg->value.size());
            return done(fail(u"attempt-limit"_s, u"auth.answer"_s));
        }
        m_signIn.answerSent();
        m_pending = true;
    }
    ++m_legs;
    done(std::move(leg));
}

bool SignInDialogue::expectsMore() const
{
    return m_conversation->expectsMore();
}

void SignInDialogue::accepted(const Challenge &answered, const HttpHead &head,
                              QByteArrayView headBytes)
{
    QByteArray token;
    for (const char *field : {"Proxy-Authentication-Info", "Proxy-Authenticate"}) {
        const QList<Challenge> challenges = parseChallenges(head, headBytes, field);
        for (const Challenge &challenge : challenges) {
            if (token.isEmpty() && challenge.is(answered.scheme))
                token = challenge.token68.value_or(QByteArray());
        }
    }
    m_conversation->accepted(token);
}

void SignInDialogue::settle(AnswerVerdict verdict)
{
    if (!m_pending)
        return;
    m_pending = false;
    m_signIn.settle(verdict);
}

} // namespace pt
