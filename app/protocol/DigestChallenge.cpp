// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DigestChallenge.h"

#include "protocol/AsciiChars.h"

#include <algorithm>

namespace pt {

using namespace ascii;

namespace {

bool hasControl(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), isControl);
}

bool equals(QByteArrayView text, QByteArrayView token)
{
    return text.compare(token, Qt::CaseInsensitive) == 0;
}

bool isTrue(const std::optional<QByteArray> &value)
{
    return value && equals(*value, "true");
}

void readQop(const std::optional<QByteArray> &list, DigestChallenge &digest)
{
    if (list) {
        for (const QByteArray &part : list->split(',')) {
            const QByteArrayView name = trimmed(part);
            if (!name.isEmpty())
                digest.qops.append(name.toByteArray());
        }
    }
    const auto offers = [&digest](QByteArrayView token) {
        return std::any_of(digest.qops.begin(), digest.qops.end(),
                           [token](const QByteArray &name) { return equals(name, token); });
    };
    if (digest.qops.isEmpty())
        digest.qop = DigestQop::None;
    else if (offers("auth"))
        digest.qop = DigestQop::Auth;
    else if (offers("auth-int"))
        digest.qop = DigestQop::AuthInt;
}

} // namespace

std::optional<DigestChallenge> readDigestChallenge(const Challenge &challenge)
{
    if (!challenge.is("Digest") || !challenge.readable)
        return std::nullopt;
    const auto realm = challenge.param("realm");
    const auto nonce = challenge.param("nonce");
    if (!realm || !nonce || nonce->isEmpty())
        return std::nullopt;
    DigestChallenge digest;
    digest.realm = *realm;
    digest.nonce = *nonce;
    digest.opaque = challenge.param("opaque");
    if (hasControl(digest.realm) || hasControl(digest.nonce)
        || (digest.opaque && hasControl(*digest.opaque)))
        return std::nullopt;
    digest.algorithmName = challenge.param("algorithm").value_or(QByteArray());
    digest.algorithm = readDigestAlgorithm(digest.algorithmName.isEmpty()
                                               ? QByteArrayView("MD5")
                                               : QByteArrayView(digest.algorithmName));
    readQop(challenge.param("qop"), digest);
    digest.stale = isTrue(challenge.param("stale"));
    digest.userhash = isTrue(challenge.param("userhash"));
    const auto charset = challenge.param("charset");
    digest.utf8 = charset && equals(*charset, "UTF-8");
    return digest;
}

const Challenge *strongestDigest(const QList<Challenge> &challenges)
{
    const Challenge *best = nullptr;
    int bestRank = -1;
    for (const Challenge &challenge : challenges) {
        const auto digest = readDigestChallenge(challenge);
        if (!digest || !digest->isAnswerable())
            continue;
        const int rank
            = 2 * digest->algorithm->strength() + (*digest->qop == DigestQop::AuthInt ? 0 : 1);
        if (rank > bestRank) {
            best = &challenge;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace pt
