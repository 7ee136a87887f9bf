// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SchemeChoice.h"

#include "protocol/DigestChallenge.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Why none of the Digest challenges can be answered: the reason that a fix of the proxy's would
/// have to start with.
QString digestReason(const QList<Challenge> &challenges)
{
    bool unknownAlgorithm = false;
    bool unknownQop = false;
    for (const Challenge &challenge : challenges) {
        const std::optional<DigestChallenge> digest = readDigestChallenge(challenge);
        unknownAlgorithm = unknownAlgorithm || (digest && !digest->algorithm);
        unknownQop = unknownQop || (digest && !digest->qop);
    }
    return unknownAlgorithm ? u"digest.algorithm-unsupported"_s
        : unknownQop        ? u"digest.qop-unsupported"_s
                            : u"challenge-malformed"_s;
}

} // namespace

SchemeChoice chooseScheme(const QList<Challenge> &challenges, AuthChoice wish,
                          const Credentials &credentials)
{
    SchemeChoice choice;
    const bool basicAllowed = wish == AuthChoice::Any || wish == AuthChoice::Basic;
    const bool digestAllowed = wish == AuthChoice::Any || wish == AuthChoice::Digest;
    bool digestOffered = false;
    bool basicOffered = false;
    bool unreadable = false;
    const Challenge *basic = nullptr;
    for (const Challenge &challenge : challenges) {
        const QString name = QString::fromLatin1(challenge.scheme);
        if (!name.isEmpty() && !choice.offered.contains(name, Qt::CaseInsensitive))
            choice.offered.append(name);
        unreadable = unreadable || challenge.scheme.isEmpty();
        digestOffered = digestOffered || (digestAllowed && challenge.is("Digest"));
        if (!basicAllowed || !challenge.is("Basic"))
            continue;
        basicOffered = true;
        if (!basic && challenge.readable && challenge.param("realm"))
            basic = &challenge;
    }
    const Challenge *digest = digestAllowed ? strongestDigest(challenges) : nullptr;

    if (challenges.isEmpty()) {
        choice.reason = u"challenge-missing"_s;
    } else if (!digestOffered && !basicOffered) {
        choice.reason = unreadable && choice.offered.isEmpty() ? u"challenge-malformed"_s
                                                               : u"scheme-unknown"_s;
    } else if (!digest && !basic) {
        choice.reason = digestOffered ? digestReason(challenges) : u"challenge-malformed"_s;
    } else if (credentials.isEmpty()) {
        choice.reason = u"no-credentials"_s;
    } else if (credentials.user.isEmpty() || !credentials.password) {
        choice.reason = u"incomplete"_s;
        choice.missing = credentials.user.isEmpty() ? u"user"_s : u"password"_s;
    } else {
        choice.challenge = digest ? *digest : *basic;
        choice.scheme = digest ? u"digest"_s : u"basic"_s;
    }
    return choice;
}

} // namespace pt
