// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Challenge.h"
#include "protocol/DigestAlgorithm.h"
#include "protocol/DigestQop.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pt {

/// What a Digest challenge asks for (RFC 7616 section 3.3; RFC 2617 where it is older).
struct DigestChallenge
{
    QByteArray realm;
    QByteArray nonce; ///< never empty
    std::optional<QByteArray> opaque;
    QByteArray algorithmName; ///< as sent; empty: not sent, which means MD5
    std::optional<DigestAlgorithm> algorithm; ///< nullopt: a name that is none of the RFC's
    QList<QByteArray> qops; ///< as sent; empty: none, or an empty list
    std::optional<DigestQop>
        qop; ///< the one to use: auth before auth-int; nullopt: none of the RFC's
    bool stale = false;
    bool userhash = false;
    bool utf8 = false; ///< charset="UTF-8", the only one the RFC knows

    bool operator==(const DigestChallenge &) const = default;
    bool isAnswerable() const { return algorithm && qop; }
};

/// nullopt: another scheme, unreadable, without realm or nonce, or with a control character in what
/// an answer has to repeat.
std::optional<DigestChallenge> readDigestChallenge(const Challenge &challenge);

/// The challenge to answer: the strongest algorithm that can be done, then auth before auth-int,
/// then the first as sent. nullptr: none. Points into `challenges`.
const Challenge *strongestDigest(const QList<Challenge> &challenges);

} // namespace pt
