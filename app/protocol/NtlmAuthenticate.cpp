// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmAuthenticate.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmHead.h"
#include "protocol/NtlmProblems.h"

namespace pt {

using namespace ntlmbytes;

namespace {

/// NTProofStr, then NTLMv2_CLIENT_CHALLENGE up to its attributes (MS-NLMP section 2.2.2.7).
constexpr qsizetype beforeTargetInfo = 16 + 28;
constexpr qsizetype micAt = 72;

} // namespace

NtlmAuthenticate readNtlmAuthenticate(QByteArrayView message)
{
    NtlmAuthenticate read;
    // Clients before NTLM 2 end their fixed part behind the workstation.
    if (!checkNtlmHead(message, 3, 52, read.problems))
        return read;
    if (message.size() >= 64) {
        read.flagsSpan = {60, 4};
        read.flags = number32(message, 60);
    }
    const bool unicode = read.flags & ntlmflag::unicode;
    const auto part = [&](qsizetype at, QLatin1StringView problem) {
        const std::optional<ByteSpan> where = pointed(message, at);
        if (!where)
            read.problems.append(problem);
        return where.value_or(ByteSpan());
    };
    const auto text = [&](const ByteSpan &span) {
        if (unicode && span.length % 2 != 0 && !read.problems.contains(ntlmproblem::oddUtf16))
            read.problems.append(ntlmproblem::oddUtf16);
        return unicode ? fromUtf16le(span.in(message)) : QString::fromLatin1(span.in(message));
    };
    read.lmResponse = part(12, ntlmproblem::lmResponseRange);
    read.ntResponse = part(20, ntlmproblem::ntResponseRange);
    read.domainSpan = part(28, ntlmproblem::domainRange);
    read.domain = text(read.domainSpan);
    read.userSpan = part(36, ntlmproblem::userRange);
    read.user = text(read.userSpan);
    read.workstationSpan = part(44, ntlmproblem::workstationRange);
    read.workstation = text(read.workstationSpan);
    if (message.size() >= 60)
        read.sessionKey = part(52, ntlmproblem::sessionKeyRange);

    if (read.ntResponse.length >= beforeTargetInfo) {
        read.targetInfoSpan
            = {read.ntResponse.start + beforeTargetInfo, read.ntResponse.length - beforeTargetInfo};
        // Four bytes of zero follow the list, which are no part of it.
        QStringList problems;
        read.targetInfo = readNtlmTargetInfo(message, read.targetInfoSpan, problems);
        problems.removeAll(ntlmproblem::avAfterEnd);
        for (const QString &problem : std::as_const(problems)) {
            if (!read.problems.contains(problem))
                read.problems.append(problem);
        }
        if (read.targetInfo.flags.value_or(0) & 2 && message.size() >= micAt + 16)
            read.mic = {micAt, 16};
    }
    return read;
}

} // namespace pt
