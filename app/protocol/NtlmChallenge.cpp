// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmChallenge.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmHead.h"
#include "protocol/NtlmProblems.h"

namespace pt {

using namespace ntlmbytes;

QString NtlmChallenge::firstError() const
{
    for (const QString &problem : problems) {
        if (ntlmproblem::isError(problem))
            return problem;
    }
    return {};
}

QString NtlmChallenge::domain() const
{
    if (!targetInfo.nbDomain.isEmpty())
        return targetInfo.nbDomain;
    return flags & ntlmflag::targetTypeDomain ? targetName : QString();
}

bool NtlmChallenge::namesADomain() const
{
    return !domain().isEmpty() && domain().compare(node(), Qt::CaseInsensitive) != 0;
}

QString NtlmChallenge::node() const
{
    return targetInfo.nbComputer.isEmpty() ? targetInfo.dnsComputer : targetInfo.nbComputer;
}

bool NtlmChallenge::isVersion1Only() const
{
    return !(flags & ntlmflag::ntlm) || !(flags & ntlmflag::targetInfo)
        || targetInfoSpan.length == 0;
}

NtlmChallenge readNtlmChallenge(QByteArrayView message)
{
    NtlmChallenge read;
    // Signature, type, target name, flags, challenge; what follows came with later versions.
    if (!checkNtlmHead(message, 2, 32, read.problems))
        return read;
    read.flagsSpan = {20, 4};
    read.flags = number32(message, 20);
    read.serverChallengeSpan = {24, 8};
    read.serverChallenge = message.sliced(24, 8).toByteArray();

    const bool unicode = read.flags & ntlmflag::unicode;
    if (!unicode)
        read.problems.append(ntlmproblem::noUnicode);
    if (const std::optional<ByteSpan> name = pointed(message, 12)) {
        read.targetNameSpan = *name;
        if (unicode && name->length % 2 != 0)
            read.problems.append(ntlmproblem::oddUtf16);
        read.targetName
            = unicode ? fromUtf16le(name->in(message)) : QString::fromLatin1(name->in(message));
    } else {
        read.problems.append(ntlmproblem::targetNameRange);
    }

    if (read.flags & ntlmflag::targetInfo) {
        if (message.size() < 48) {
            read.problems.append(ntlmproblem::truncated);
        } else if (const std::optional<ByteSpan> info = pointed(message, 40)) {
            read.targetInfoSpan = *info;
            read.targetInfo = readNtlmTargetInfo(message, *info, read.problems);
        } else {
            read.problems.append(ntlmproblem::targetInfoRange);
        }
    }
    if ((read.flags & ntlmflag::version) && message.size() >= 56)
        read.versionSpan = {48, 8};
    return read;
}

} // namespace pt
