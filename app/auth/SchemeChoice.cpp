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

/// The first Basic challenge that is whole (RFC 7617 section 2).
const Challenge *wholeBasic(const QList<Challenge> &challenges)
{
    for (const Challenge &challenge : challenges) {
        if (challenge.is("Basic") && challenge.readable && challenge.param("realm"))
            return &challenge;
    }
    return nullptr;
}

/// The first NTLM challenge; it needs nothing but its name.
const Challenge *firstNtlm(const QList<Challenge> &challenges)
{
    for (const Challenge &challenge : challenges) {
        if (challenge.is("NTLM"))
            return &challenge;
    }
    return nullptr;
}

/// The first Negotiate challenge that asks from the begin, without a token (RFC 4559 section 4.1).
const Challenge *freshNegotiate(const QList<Challenge> &challenges)
{
    for (const Challenge &challenge : challenges) {
        if (challenge.is("Negotiate") && challenge.readable && !challenge.token68)
            return &challenge;
    }
    return nullptr;
}

/// A scheme that this program can do.
struct Ability
{
    QLatin1StringView name; ///< lower case
    AuthChoice wish; ///< that allows it besides "any"
    const Challenge *(*best)(const QList<Challenge> &); ///< the one to answer, nullptr: none
    bool byTicket = false; ///< can be done without a password, by what this computer has
};

/// Strongest first.
constexpr Ability abilities[] = {
    {"negotiate"_L1, AuthChoice::Negotiate, freshNegotiate, true},
    {"ntlm"_L1, AuthChoice::Ntlm, firstNtlm},
    {"digest"_L1, AuthChoice::Digest, strongestDigest},
    {"basic"_L1, AuthChoice::Basic, wholeBasic},
};

} // namespace

int strengthOf(const QString &scheme)
{
    static const QStringList weakestFirst{u"basic"_s, u"digest"_s, u"ntlm"_s, u"negotiate"_s};
    return int(weakestFirst.indexOf(scheme)) + 1;
}

SchemeChoice chooseScheme(const QList<Challenge> &challenges, AuthChoice wish,
                          const Credentials &credentials, const QStringList &leftOut)
{
    SchemeChoice choice;
    bool unreadable = false;
    for (const Challenge &challenge : challenges) {
        const QString name = QString::fromLatin1(challenge.scheme);
        if (!name.isEmpty() && !choice.offered.contains(name, Qt::CaseInsensitive))
            choice.offered.append(name);
        unreadable = unreadable || challenge.scheme.isEmpty();
    }

    bool known = false;
    bool digestOffered = false;
    const Challenge *best = nullptr;
    bool byTicket = false;
    QString scheme;
    for (const Ability &ability : abilities) {
        if ((wish != AuthChoice::Any && wish != ability.wish) || leftOut.contains(ability.name)
            || !choice.offered.contains(ability.name, Qt::CaseInsensitive))
            continue;
        known = true;
        digestOffered = digestOffered || ability.wish == AuthChoice::Digest;
        if (!best) {
            best = ability.best(challenges);
            byTicket = ability.byTicket;
            scheme = ability.name;
        }
    }

    if (challenges.isEmpty()) {
        choice.reason = u"challenge-missing"_s;
    } else if (!known) {
        choice.reason = unreadable && choice.offered.isEmpty() ? u"challenge-malformed"_s
                                                               : u"scheme-unknown"_s;
    } else if (!best) {
        choice.reason = digestOffered ? digestReason(challenges) : u"challenge-malformed"_s;
    } else if (byTicket && (credentials.isEmpty() || !credentials.user.isEmpty())) {
        choice.challenge = *best;
        choice.scheme = scheme;
    } else if (credentials.isEmpty()) {
        choice.reason = u"no-credentials"_s;
    } else if (credentials.user.isEmpty() || !credentials.password) {
        choice.reason = u"incomplete"_s;
        choice.missing = credentials.user.isEmpty() ? u"user"_s : u"password"_s;
    } else {
        choice.challenge = *best;
        choice.scheme = scheme;
    }
    return choice;
}

} // namespace pt
