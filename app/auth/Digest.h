// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AnswerForm.h"
#include "auth/DigestInputs.h"
#include "auth/SignedRequest.h"
#include "model/Credentials.h"
#include "model/DigestProof.h"
#include "model/RandomSource.h"
#include "model/Result.h"
#include "protocol/DigestChallenge.h"

#include <QByteArray>
#include <QHash>

#include <optional>

namespace pt {

/// The Digest sign-in with one proxy (RFC 7616, and RFC 2617 where the proxy is older): counts how
/// often each nonce was used, follows nextnonce, checks the proxy's own proof. Keeps no secret.
class Digest
{
public:
    /// `random` is not owned and outlives this.
    explicit Digest(RandomSource &random)
        : m_random(random)
    {
    }

    /// The value of a Proxy-Authorization field. User and password are taken as UTF-8 whether or
    /// not the challenge offers charset="UTF-8", the only one the RFC knows; a domain of its own
    /// becomes DOMAIN\user. `form` has it otherwise. The caller overwrites the value after use (wipeMemory). Errors:
    /// "challenge-malformed", "digest.algorithm-unsupported" (detail: its name),
    /// "digest.qop-unsupported" (detail: the list), "auth.control-character" (detail: user, domain
    /// or password), "incomplete" (no password).
    Result<QByteArray>
    answer(const Credentials &credentials, const Challenge &challenge,
           const SignedRequest &request, const AnswerForm &form = {});

    /// Reads a Proxy-Authentication-Info value that came with what answer() signed last.
    DigestProof readInfo(QByteArrayView value, const Credentials &credentials);

private:
    struct Use
    {
        QByteArray
            cnonce; ///< the same for a nonce as long as it lasts, so that a session stays one
        quint32 count = 0;
    };

    RandomSource &m_random;
    QHash<QByteArray, Use> m_uses; ///< by nonce
    QHash<QByteArray, QByteArray> m_next; ///< the nonce to use in place of a challenge's
    QByteArray m_challengeNonce; ///< of the challenge that was answered last
    std::optional<DigestInputs> m_last;
};

} // namespace pt
