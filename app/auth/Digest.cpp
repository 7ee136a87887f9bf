// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Digest.h"

#include "protocol/AsciiChars.h"

#include <algorithm>
#include <limits>

namespace pt {

using namespace Qt::StringLiterals;
using namespace ascii;

namespace {

constexpr qsizetype cnonceBytes = 16;

/// CTL of RFC 5234: none can stand in a quoted-string, and RFC 7616 section 3.4 has no other way
/// for them.
bool hasControl(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return isControl(c) || c == '\t'; });
}

/// quoted-string of RFC 9110 section 5.6.4.
QByteArray quoted(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out.append('"');
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.append('\\');
        out.append(c);
    }
    return out.append('"');
}

/// ext-value of RFC 8187 section 3.2.
QByteArray extended(const QByteArray &utf8)
{
    // attr-char: what QByteArray leaves alone, and these.
    return "UTF-8''" + utf8.toPercentEncoding("!#$&+^`|");
}

QByteArrayView nameOf(DigestQop qop)
{
    return qop == DigestQop::AuthInt ? "auth-int" : "auth";
}

} // namespace

Result<QByteArray> Digest::answer(const Credentials &credentials, const Challenge &challenge,
                                  const SignedRequest &request, const AnswerForm &form)
{
    const QString operation = u"auth.digest"_s;
    const std::optional<DigestChallenge> digest = readDigestChallenge(challenge);
    if (!digest)
        return fail(u"challenge-malformed"_s, operation);
    if (!digest->algorithm) {
        return fail(u"digest.algorithm-unsupported"_s, operation,
                    QString::fromLatin1(digest->algorithmName));
    }
    if (!digest->qop)
        return fail(u"digest.qop-unsupported"_s, operation,
                    QString::fromLatin1(digest->qops.join(", ")));
    if (!credentials.password)
        return fail(u"incomplete"_s, operation, u"password"_s);

    const QByteArray user = form.encoded(credentials.user);
    const QByteArray domain = form.encoded(credentials.domain);
    if (hasControl(user))
        return fail(u"auth.control-character"_s, operation, u"user"_s);
    if (hasControl(domain))
        return fail(u"auth.control-character"_s, operation, u"domain"_s);
    if (hasControl(credentials.password->reveal()))
        return fail(u"auth.control-character"_s, operation, u"password"_s);

    const QByteArray nonce = m_next.value(digest->nonce, digest->nonce);
    Use &use = m_uses[nonce];
    if (use.cnonce.isEmpty())
        use.cnonce = m_random.bytes(cnonceBytes).toHex();
    // Eight digits are all there is (RFC 7616 section 3.4); a count that began anew would be a
    // replay.
    if (use.count == std::numeric_limits<quint32>::max())
        return fail(u"challenge-malformed"_s, operation);
    ++use.count;

    DigestInputs inputs;
    inputs.algorithm = *digest->algorithm;
    inputs.qop = *digest->qop;
    inputs.user = domain.isEmpty() ? user : domain + '\\' + user;
    inputs.realm = digest->realm;
    inputs.nonce = nonce;
    inputs.cnonce = use.cnonce;
    inputs.nonceCount = use.count;
    inputs.method = request.method;
    inputs.uri = form.absoluteUri && !request.absoluteUri.isEmpty() ? request.absoluteUri
                                                                    : request.uri;
    inputs.misprintedHash = form.misprintedHash;

    QByteArray response = digestResponse(inputs, *credentials.password);
    if (response.isEmpty()) {
        return fail(u"digest.algorithm-unsupported"_s, operation,
                    QString::fromLatin1(digest->algorithmName));
    }

    const bool ascii = std::none_of(inputs.user.begin(), inputs.user.end(), isNonAscii);
    QByteArray name;
    if (digest->userhash)
        name = "username=" + quoted(digestUserHash(inputs));
    else if (!ascii && digest->utf8 && !form.latin1)
        name = "username*=" + extended(inputs.user);
    else
        name = "username=" + quoted(inputs.user);
    const QByteArray realm = quoted(inputs.realm);
    const QByteArray quotedNonce = quoted(inputs.nonce);
    const QByteArray uri = quoted(inputs.uri);
    const QByteArray opaque = digest->opaque ? quoted(*digest->opaque) : QByteArray();

    QByteArray value;
    value.reserve(name.size() + realm.size() + quotedNonce.size() + uri.size() + response.size()
                  + opaque.size() + digest->algorithmName.size() + inputs.cnonce.size() + 160);
    value.append("Digest ").append(name).append(", realm=").append(realm);
    value.append(", nonce=").append(quotedNonce).append(", uri=").append(uri);
    value.append(", response=\"").append(response).append('"');
    wipeMemory(response.data(), response.size());
    if (!digest->algorithmName.isEmpty())
        value.append(", algorithm=").append(digest->algorithmName);
    // Without a qop RFC 2617 section 3.2.2 wants none, yet no session key can be made without it.
    if (inputs.qop != DigestQop::None || inputs.algorithm.session)
        value.append(", cnonce=\"").append(inputs.cnonce).append('"');
    if (inputs.qop != DigestQop::None)
        value.append(", nc=").append(inputs.nc()).append(", qop=").append(nameOf(inputs.qop));
    if (digest->opaque)
        value.append(", opaque=").append(opaque);
    if (digest->userhash)
        value.append(", userhash=true");

    m_challengeNonce = digest->nonce;
    m_last = inputs;
    return value;
}

DigestProof Digest::readInfo(QByteArrayView value, const Credentials &credentials)
{
    if (!m_last || !credentials.password)
        return DigestProof::NotGiven;
    // The same list of parameters as in a challenge, without the scheme (RFC 7615 section 3).
    const QList<Challenge> read = parseChallengeValue("Digest " + value.toByteArray());
    if (read.isEmpty() || !read.first().readable)
        return DigestProof::NotGiven;
    const Challenge &info = read.first();
    const DigestInputs signedLast = *m_last;
    if (const auto next = info.param("nextnonce"); next && !next->isEmpty() && !hasControl(*next))
        m_next.insert(m_challengeNonce, *next);
    const auto proof = info.param("rspauth");
    if (!proof)
        return DigestProof::NotGiven;
    // With auth-int it covers the whole body, of which only a part is kept; without a qop RFC 2617
    // leaves open what it covers.
    const auto qop = info.param("qop");
    if (signedLast.qop != DigestQop::Auth
        || (qop && qop->compare("auth", Qt::CaseInsensitive) != 0))
        return DigestProof::Unchecked;
    const auto nc = info.param("nc");
    const auto cnonce = info.param("cnonce");
    QByteArray expected = digestResponseOfProxy(signedLast, *credentials.password);
    const bool right = proof->compare(expected, Qt::CaseInsensitive) == 0
        && (!nc || nc->compare(signedLast.nc(), Qt::CaseInsensitive) == 0)
        && (!cnonce || *cnonce == signedLast.cnonce);
    wipeMemory(expected.data(), expected.size());
    return right ? DigestProof::Verified : DigestProof::Wrong;
}

} // namespace pt
