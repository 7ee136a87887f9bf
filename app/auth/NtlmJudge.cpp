// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmJudge.h"

#include "auth/NtlmProof.h"
#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmProblems.h"

#include <algorithm>

namespace pt {

namespace {

bool provesVersion2(const NtlmAuthenticate &read, QByteArrayView message, QByteArrayView key,
                    const QByteArray &serverChallenge, QByteArrayView negotiate,
                    QByteArrayView challenge)
{
    const QByteArrayView response = read.ntResponse.in(message);
    const QByteArrayView proof = response.first(16);
    if (proof != ntlmproof::version2(key, serverChallenge, response.sliced(16)))
        return false;
    if (read.mic.length == 0)
        return true;
    QByteArray blank = message.toByteArray();
    blank.replace(read.mic.start, read.mic.length, QByteArray(read.mic.length, '\0'));
    const QByteArray code
        = ntlmproof::mic(ntlmproof::sessionBaseKey(key, proof), negotiate, challenge, blank);
    return read.mic.in(message) == code;
}

bool provesVersion1(QByteArrayView lm, QByteArrayView nt, quint32 flags, const Secret &password,
                    const QByteArray &serverChallenge)
{
    const QByteArray hash = ntlmproof::ntHash(password);
    if (flags & ntlmflag::extendedSessionSecurity)
        return lm.size() == 24
            && nt == ntlmproof::version1Session(hash, serverChallenge, lm.first(8));
    return nt == ntlmproof::version1(hash, serverChallenge);
}

} // namespace

bool ntlmProves(QByteArrayView authenticate, const Secret &password, QByteArrayView negotiate,
                QByteArrayView challenge)
{
    const NtlmAuthenticate read = readNtlmAuthenticate(authenticate);
    if (std::any_of(read.problems.begin(), read.problems.end(), ntlmproblem::isError))
        return false;
    const QByteArray serverChallenge = readNtlmChallenge(challenge).serverChallenge;
    if (serverChallenge.isEmpty())
        return false;
    const QByteArrayView lm = read.lmResponse.in(authenticate);
    const QByteArrayView nt = read.ntResponse.in(authenticate);
    if (nt.size() == 24)
        return provesVersion1(lm, nt, read.flags, password, serverChallenge);
    const QByteArray key = ntlmproof::ntHashV2(password, read.user, read.domain);
    if (nt.size() >= 16)
        return provesVersion2(read, authenticate, key, serverChallenge, negotiate, challenge);
    // No NT response: LMv2, or LM of old.
    return nt.isEmpty() && lm.size() == 24
        && (lm == ntlmproof::lmVersion2(key, serverChallenge, lm.sliced(16))
            || lm == ntlmproof::version1(ntlmproof::lmHash(password), serverChallenge));
}

} // namespace pt
