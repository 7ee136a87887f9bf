// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmMessages.h"

#include "auth/NtlmProof.h"
#include "protocol/NtlmBytes.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmFlags.h"

namespace pt {

using namespace ntlmbytes;

namespace {

constexpr qsizetype fixedPart = 88; ///< up to and with the MIC
constexpr qsizetype micAt = 72;
constexpr quint32 micPresent = 2; ///< in MsvAvFlags

void appendPair(QByteArray &out, quint16 id, QByteArrayView value)
{
    append16(out, id);
    append16(out, quint16(value.size()));
    out.append(value);
}

/// The proxy's attributes with ours added behind them (MS-NLMP section 3.1.5.1.2).
QByteArray answeredTargetInfo(const NtlmAnswer &answer, const NtlmChallenge &challenge,
                              QByteArrayView message, bool withMic)
{
    QByteArray out;
    bool flagsDone = false;
    for (const NtlmAvPair &pair : challenge.targetInfo.pairs) {
        if (pair.id == NtlmAvPair::TargetName || pair.id == NtlmAvPair::ChannelBindings
            || (pair.id == NtlmAvPair::Flags && flagsDone))
            continue;
        if (pair.id == NtlmAvPair::Flags && withMic) {
            QByteArray flags;
            append32(flags, challenge.targetInfo.flags.value_or(0) | micPresent);
            appendPair(out, pair.id, flags);
            flagsDone = true;
            continue;
        }
        out.append(pair.span.in(message));
    }
    if (withMic && !flagsDone) {
        QByteArray flags;
        append32(flags, micPresent);
        appendPair(out, NtlmAvPair::Flags, flags);
    }
    appendPair(out, NtlmAvPair::ChannelBindings, ntlmproof::channelBindings(answer.channelBinding));
    appendPair(out, NtlmAvPair::TargetName, utf16le(answer.service));
    appendPair(out, NtlmAvPair::EndOfList, {});
    return out;
}

struct Responses
{
    QByteArray lm;
    QByteArray nt;
    QByteArray sessionKey; ///< for the MIC; empty: none

    ~Responses()
    {
        for (QByteArray *part : {&lm, &nt, &sessionKey})
            wipeMemory(part->data(), part->size());
    }
};

void answerVersion1(const NtlmAnswer &answer, const Secret &password,
                    const NtlmChallenge &challenge, Responses &out)
{
    QByteArray hash = ntlmproof::ntHash(password);
    if (challenge.flags & ntlmflag::extendedSessionSecurity) {
        out.nt
            = ntlmproof::version1Session(hash, challenge.serverChallenge, answer.clientChallenge);
        out.lm = answer.clientChallenge.leftJustified(24, '\0');
    } else {
        out.nt = ntlmproof::version1(hash, challenge.serverChallenge);
        // Never the LM hash: section 3.3.1, NoLMResponseNTLMv1.
        out.lm = out.nt;
    }
    wipeMemory(hash.data(), hash.size());
}

void answerVersion2(const NtlmAnswer &answer, const Secret &password,
                    const NtlmChallenge &challenge, QByteArrayView message, Responses &out)
{
    const bool timed = challenge.targetInfo.timestamp.has_value();
    const bool withMic = timed || answer.alwaysMic;
    QByteArray key = ntlmproof::ntHashV2(password, answer.user, answer.domain);
    const QByteArray temp = ntlmproof::temp(
        challenge.targetInfo.timestamp.value_or(answer.time), answer.clientChallenge,
        answeredTargetInfo(answer, challenge, message, withMic));
    QByteArray proof = ntlmproof::version2(key, challenge.serverChallenge, temp);
    out.nt.reserve(proof.size() + temp.size());
    out.nt.append(proof).append(temp);
    if (withMic) {
        out.lm = QByteArray(24, '\0');
        out.sessionKey = ntlmproof::sessionBaseKey(key, proof);
    } else {
        out.lm = ntlmproof::lmVersion2(key, challenge.serverChallenge, answer.clientChallenge);
    }
    wipeMemory(proof.data(), proof.size());
    wipeMemory(key.data(), key.size());
}

} // namespace

quint32 ntlmOwnFlags()
{
    return ntlmflag::unicode | ntlmflag::requestTarget | ntlmflag::ntlm | ntlmflag::alwaysSign
        | ntlmflag::extendedSessionSecurity;
}

QByteArray ntlmNegotiateMessage(quint32 flags)
{
    QByteArray out = ntlmbytes::signature.toByteArray();
    append32(out, 1);
    append32(out, flags);
    for (int name = 0; name < 2; ++name) { // domain, workstation: none, behind the fixed part
        append32(out, 0);
        append32(out, 32);
    }
    return out;
}

QByteArray ntlmAuthenticateMessage(const NtlmAnswer &answer, const Secret &password,
                                   QByteArrayView negotiate, QByteArrayView challenge)
{
    const NtlmChallenge asked = readNtlmChallenge(challenge);
    Responses responses;
    if (answer.version1)
        answerVersion1(answer, password, asked, responses);
    else
        answerVersion2(answer, password, asked, challenge, responses);
    if (responses.nt.isEmpty() || responses.lm.isEmpty())
        return {};

    const QByteArray domain = utf16le(answer.domain);
    const QByteArray user = utf16le(answer.user);
    const QByteArray workstation = utf16le(answer.workstation);
    const qsizetype size = fixedPart + responses.lm.size() + responses.nt.size() + domain.size()
        + user.size() + workstation.size();
    const QByteArray *const parts[]
        = {&responses.lm, &responses.nt, &domain, &user, &workstation};
    QByteArray out;
    // Once and for all: growing would leave copies of the proof behind.
    out.reserve(size);
    out.append(ntlmbytes::signature);
    append32(out, 3);
    qsizetype at = fixedPart;
    const auto point = [&](qsizetype length) {
        append16(out, quint16(length));
        append16(out, quint16(length));
        append32(out, quint32(at));
        at += length;
    };
    for (const QByteArray *part : parts)
        point(part->size());
    append32(out, 0); // no session key is sent: nothing is signed or sealed afterwards
    append32(out, quint32(fixedPart));
    append32(out, (number32(negotiate, 12) & asked.flags) | ntlmflag::unicode);
    out.append(8, '\0'); // version, which was not offered
    out.append(16, '\0');
    for (const QByteArray *part : parts)
        out.append(*part);

    if (!responses.sessionKey.isEmpty()) {
        QByteArray code = ntlmproof::mic(responses.sessionKey, negotiate, challenge, out);
        out.replace(micAt, code.size(), code);
        wipeMemory(code.data(), code.size());
    }
    return out;
}

} // namespace pt
