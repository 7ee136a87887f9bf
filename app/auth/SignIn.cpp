// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignIn.h"

#include "auth/Alternatives.h"
#include "auth/Basic.h"
#include "auth/NegotiateConversation.h"
#include "auth/NtlmConversation.h"
#include "auth/OneLegConversation.h"
#include "auth/SocksPassword.h"

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNegotiateFacts = 64;

} // namespace

SignIn::SignIn(Credentials credentials, AuthChoice wish, int attemptLimit, RandomSource &random,
               NegotiateMechanism *negotiate)
    : m_typed(std::move(credentials))
    , m_credentials(m_typed.clone())
    , m_wish(wish)
    , m_random(random)
    , m_budget(attemptLimit)
    , m_digest(random)
    , m_negotiate(negotiate)
{
}

SchemeChoice SignIn::choose(const QList<Challenge> &challenges) const
{
    SchemeChoice choice = chooseScheme(challenges, m_wish, m_credentials, m_leftOut.keys());
    const bool wished = m_wish != AuthChoice::Any && toString(m_wish) == choice.scheme;
    if (choice.challenge && !wished && !m_refusedScheme.isEmpty()
        && strengthOf(choice.scheme) < strengthOf(m_refusedScheme)) {
        choice.challenge.reset();
        choice.scheme.clear();
        choice.reason = u"not-weaker"_s;
    }
    return choice;
}

void SignIn::leaveOut(const QString &scheme, const QString &code)
{
    m_leftOut.insert(scheme, code);
}

QList<Alternative> SignIn::alternatives(const Challenge &refused, bool isConnect) const
{
    return alternativesFor(m_typed, refused, isConnect);
}

void SignIn::use(const Alternative &alternative)
{
    m_alternative = alternative;
    m_credentials = spelled(m_typed, alternative);
}

std::unique_ptr<SignInDialogue> SignIn::begin(const Challenge &challenge, SignedRequest request)
{
    m_lastScheme = QString::fromLatin1(challenge.scheme).toLower();
    return std::make_unique<SignInDialogue>(*this, conversationFor(challenge, std::move(request)));
}

std::unique_ptr<AuthConversation> SignIn::conversationFor(const Challenge &challenge,
                                                          SignedRequest request)
{
    if (challenge.is("Digest")) {
        return std::make_unique<OneLegConversation>(
            [this, request = std::move(request)](const Challenge &one) {
                return m_digest.answer(m_credentials, one, request, m_alternative.form);
            });
    }
    if (challenge.is("NTLM")) {
        return std::make_unique<NtlmConversation>(
            m_credentials, m_random,
            NtlmConversation::Setting{std::move(request), m_ntlmVersion1});
    }
    if (challenge.is("Negotiate")) {
        NegotiateRequest wanted{request.proxyHost, request.channelBinding, m_credentials.clone()};
        const qsizetype index = m_negotiateFacts.size();
        if (index < mostNegotiateFacts)
            m_negotiateFacts.append(NegotiateFacts{});
        return std::make_unique<NegotiateConversation>(
            m_negotiate, std::move(wanted), [this, index](const NegotiateFacts &facts) {
                if (index < m_negotiateFacts.size())
                    m_negotiateFacts[index] = facts;
            });
    }
    if (challenge.is(socksPasswordScheme)) {
        return std::make_unique<OneLegConversation>(
            [this](const Challenge &) { return socksPasswordMessage(m_credentials); });
    }
    return std::make_unique<OneLegConversation>(
        [this](const Challenge &one) { 
            return basicAnswer(m_credentials, one, m_alternative.form);
        });
}

void SignIn::settle(AnswerVerdict verdict)
{
    // One without a reply may have been refused unheard, as in AttemptBudget.
    const bool refused = verdict == AnswerVerdict::Rejected || verdict == AnswerVerdict::Unknown;
    if (m_budget.isPending() && refused && strengthOf(m_lastScheme) > strengthOf(m_refusedScheme))
        m_refusedScheme = m_lastScheme;
    m_budget.settle(verdict);
}

DigestProof SignIn::readProof(const HttpHead &head)
{
    const HttpField *info = head.field("Proxy-Authentication-Info");
    return m_lastScheme == "digest"_L1 && info ? m_digest.readInfo(info->value, m_credentials)
                                               : DigestProof::NotGiven;
}

} // namespace pt
