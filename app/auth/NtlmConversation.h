// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AuthConversation.h"
#include "auth/SignedRequest.h"
#include "model/Credentials.h"
#include "model/RandomSource.h"

#include <QByteArray>

namespace pt {

/// NTLM with one request (MS-NLMP section 3.1): the first message, which proves nothing, then the
/// answer to the proxy's challenge. NTLMv2 with a MIC and the channel binding; version 1 only where
/// that was switched on for the run. Errors of the second leg: "ntlm.challenge-malformed" (detail: the
/// id of ntlmproblem), "ntlm.label-mismatch" (SPNEGO bytes), "ntlm.version-1-demanded",
/// "auth.control-character" (detail: user, domain or password), "ntlm.name-too-long",
/// "incomplete", "ntlm.cryptography-missing".
class NtlmConversation : public AuthConversation
{
public:
    /// What the answer is made with besides the credentials.
    struct Setting
    {
        SignedRequest request;
        bool version1 = false; ///< the person switched NTLM version 1 on for this run
    };

    /// `credentials` and `random` are not owned and outlive this.
    NtlmConversation(const Credentials &credentials, RandomSource &random, Setting setting);

    void next(const Challenge &challenge, Done done) override;
    bool expectsMore() const override { return m_legs == 1; }

private:
    Result<AuthLeg> answer(const Challenge &challenge);

    const Credentials &m_credentials;
    RandomSource &m_random;
    Setting m_setting;
    QByteArray m_negotiate; ///< the first message
    int m_legs = 0;
};

} // namespace pt
