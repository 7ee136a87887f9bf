// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/Alternative.h"
#include "auth/AttemptBudget.h"
#include "auth/Digest.h"
#include "auth/SchemeChoice.h"
#include "auth/SignInDialogue.h"
#include "auth/SignedRequest.h"
#include "model/Credentials.h"
#include "model/DigestProof.h"
#include "model/NegotiateFacts.h"
#include "protocol/HttpHead.h"

#include <QMap>

#include <memory>

namespace pt {

class NegotiateMechanism;

/// The one owner of the credentials of a run. Every answer passes through here, so that none can go
/// past the attempt budget. Wiped on destruction.
class SignIn
{
public:
    /// `random` is not owned and outlives this.
    /// `negotiate`: this system's Kerberos, not owned either; nullptr: there is none.
    SignIn(Credentials credentials, AuthChoice wish, int attemptLimit, RandomSource &random,
           NegotiateMechanism *negotiate = nullptr);
    SignIn(const SignIn &) = delete;
    SignIn &operator=(const SignIn &) = delete;

    /// What would be answered to these challenges. Never a weaker scheme than one that was refused,
    /// unless that very scheme was wished for: the reason is then "not-weaker".
    SchemeChoice choose(const QList<Challenge> &challenges) const;
    /// `scheme` (lower case) turned out not to be possible here, before anything was sent: it is
    /// not chosen any more.
    void leaveOut(const QString &scheme, const QString &code);
    /// Schemes left out, each with the code that says why.
    const QMap<QString, QString> &leftOut() const { return m_leftOut; }
    /// NTLM is answered in its version 1, for this run only: the person switched it on.
    void useNtlmVersion1() { m_ntlmVersion1 = true; }
    bool mayAnswer() const { return m_budget.mayAnswer(); }

    /// Other spellings of what was typed, for a challenge that it was refused to: see
    /// alternativesFor(). To use one is the person's choice.
    QList<Alternative> alternatives(const Challenge &refused, bool isConnect) const;
    /// All dialogues from here on are in this spelling; one without an id: as typed. Not to be
    /// called while one is under way.
    void use(const Alternative &alternative);
    const Alternative &inUse() const { return m_alternative; }

    /// Begins to answer `challenge`, one of those that choose() gives, for one request. Outlived by
    /// this.
    std::unique_ptr<SignInDialogue> begin(const Challenge &challenge, SignedRequest request);
    /// Reads the proxy's proof in the answer to what was signed last (RFC 7616 section 3.5).
    DigestProof readProof(const HttpHead &head);
    void noteStopped(const QStringList &spellings = {}) { m_budget.noteStopped(spellings); }

    /// Of each Negotiate sign-in of the run, in their order; at most 64.
    const QList<NegotiateFacts> &negotiateFacts() const { return m_negotiateFacts; }

    const AttemptBudget &budget() const { return m_budget; }
    const Credentials &credentials() const { return m_credentials; }

private:
    friend class SignInDialogue;
    void answerSent() { m_budget.answerSent(); }
    void settle(AnswerVerdict verdict);
    std::unique_ptr<AuthConversation> conversationFor(const Challenge &challenge,
                                                      SignedRequest request);

    const Credentials m_typed;
    Alternative m_alternative; ///< without an id: as typed
    Credentials m_credentials; ///< in the spelling in use
    AuthChoice m_wish;
    RandomSource &m_random;
    bool m_ntlmVersion1 = false;
    AttemptBudget m_budget;
    Digest m_digest;
    NegotiateMechanism *m_negotiate;
    QList<NegotiateFacts> m_negotiateFacts;
    QMap<QString, QString> m_leftOut;
    QString m_lastScheme; ///< of the last dialogue, lower case
    QString m_refusedScheme; ///< the strongest that was refused, or not heard
};

} // namespace pt
