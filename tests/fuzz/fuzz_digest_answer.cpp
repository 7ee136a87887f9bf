// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent to whatever a proxy may ask. Input: the value of a Proxy-Authenticate field; behind
// a zero octet, if there is one, the request target.
#include "Fuzz.h"

#include "auth/Basic.h"
#include "auth/Digest.h"
#include "protocol/AsciiChars.h"
#include "protocol/Masking.h"

#include <algorithm>

using namespace pt;
using namespace fuzz;
using namespace Qt::StringLiterals;

namespace {

/// Counts up, so that each answer is the same each time.
class Counting : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, char(++m_calls)); }

private:
    int m_calls = 0;
};

Credentials credentials()
{
    Credentials made;
    made.user = u"an\"na\\"_s;
    made.password = Secret::takeUtf8("Canary-Sesame-1"_ba);
    return made;
}

/// Nothing that a proxy sends gets out of the field that answers it (RFC 9110 section 5.5).
void requireOneLine(const QByteArray &answer)
{
    require(std::none_of(answer.begin(), answer.end(), [](char c) { return ascii::isControl(c); }),
            "an answer has no control characters");
}

void requireRepeated(const QByteArray &answer, const Challenge &challenge)
{
    const auto asked = readDigestChallenge(challenge);
    const QList<Challenge> read = parseChallengeValue(answer);
    require(read.size() == 1 && read.first().readable && read.first().is("Digest"),
            "an answer is one set of Digest parameters");
    require(read.first().param("realm") == asked->realm, "the realm comes back as it was sent");
    require(read.first().param("nonce") == asked->nonce, "the nonce comes back as it was sent");
    require(read.first().param("opaque") == asked->opaque, "opaque comes back as it was sent");
    require(read.first().param("response").has_value(), "there is a proof");
    require(!maskedCredentials(answer).contains(*read.first().param("response")),
            "a proof is masked where it is recorded");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = viewOf(data, size);
    const qsizetype zero = input.indexOf('\0');
    const QByteArrayView value = zero < 0 ? input : input.first(zero);
    const Credentials given = credentials();
    for (const Challenge &challenge : parseChallengeValue(value)) {
        if (const auto basic = basicAnswer(given, challenge)) {
            requireOneLine(*basic);
            require(challenge.is("Basic"), "Basic answers Basic");
        }
        Counting random;
        Digest digest(random);
        SignedRequest request;
        request.method = "GET";
        request.uri = zero < 0 ? "http://www.example/"_ba : input.sliced(zero + 1).toByteArray();
        if (std::any_of(request.uri.begin(), request.uri.end(),
                        [](char c) { return ascii::isControl(c) || c == ' '; }))
            continue; // no request line could carry it
        const auto answer = digest.answer(given, challenge, request);
        if (!answer)
            continue;
        requireOneLine(*answer);
        requireRepeated(*answer, challenge);
        // A proxy's proof may be any bytes as well.
        digest.readInfo(value, given);
    }
    return 0;
}
