// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The value of a Proxy-Authenticate field.
#include "Fuzz.h"

#include "protocol/AsciiChars.h"
#include "protocol/Challenge.h"
#include "protocol/DigestChallenge.h"

#include <algorithm>

using namespace pt;
using namespace fuzz;

namespace {

void requireChallenge(const Challenge &challenge, QByteArrayView value)
{
    require(isInside(challenge.span, value), "a challenge lies in the value");
    require(challenge.params.size() <= maxChallengeParams, "parameters have a bound");
    require(!challenge.readable || ascii::isToken(challenge.scheme), "a scheme is a token");
    qsizetype kept = challenge.scheme.size() + challenge.token68.value_or(QByteArray()).size();
    for (const ChallengeParam &p : challenge.params) {
        require(isInside(p.span, challenge.span.start, challenge.span.end()),
                "a parameter lies in its challenge");
        require(ascii::isToken(p.name) && p.name == p.name.toLower(),
                "names are lower-case tokens");
        require(challenge.param(p.name).has_value(), "a parameter is found by its name");
        kept += p.name.size() + p.value.size();
    }
    require(kept <= challenge.span.length, "no more is kept than was sent");
    requireProblems(challenge.problems);
}

void requireDigest(const Challenge &challenge)
{
    const auto digest = readDigestChallenge(challenge);
    if (!digest)
        return;
    require(!digest->nonce.isEmpty(), "a nonce is never empty");
    for (const QByteArray &text : {digest->realm, digest->nonce, digest->opaque.value_or("")}) {
        require(std::none_of(text.begin(), text.end(), ascii::isControl),
                "what an answer repeats has no control characters");
    }
    require(digest->qop || !digest->qops.isEmpty(), "without a list of qop it is the old way");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView value = viewOf(data, size);
    const QList<Challenge> all = parseChallengeValue(value);
    require(all.size() <= maxChallenges, "challenges have a bound");
    qsizetype end = 0;
    for (const Challenge &challenge : all) {
        requireChallenge(challenge, value);
        require(challenge.span.start >= end, "challenges follow each other");
        end = challenge.span.end();
        requireDigest(challenge);
    }
    require(parseChallengeValue(value) == all, "the same bytes read the same");

    const Challenge *strongest = strongestDigest(all);
    if (strongest) {
        require(strongest >= all.constData() && strongest < all.constData() + all.size(),
                "the strongest is one of them");
        const auto digest = readDigestChallenge(*strongest);
        require(digest && digest->isAnswerable(), "the strongest can be answered");
    }

    // In a head the same challenges are found, further on.
    if (value.contains('\n') || value.contains('\r') || ascii::trimmed(value).size() != value.size()
        || value.isEmpty())
        return 0;
    const QByteArray before = "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: ";
    const QByteArray bytes = before + value.toByteArray() + "\r\n\r\n";
    const auto head = parseHead(bytes);
    require(head.has_value(), "the head can be read");
    QList<Challenge> inHead = parseChallenges(*head, bytes, "proxy-authenticate");
    for (Challenge &challenge : inHead) {
        challenge.span.start -= before.size();
        for (ChallengeParam &p : challenge.params)
            p.span.start -= before.size();
    }
    require(inHead == all, "a value in a head reads as on its own");
    return 0;
}
