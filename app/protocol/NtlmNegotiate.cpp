// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmNegotiate.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmHead.h"
#include "protocol/NtlmProblems.h"

namespace pt {

using namespace ntlmbytes;

NtlmNegotiate readNtlmNegotiate(QByteArrayView message)
{
    NtlmNegotiate read;
    // Very old clients leave out all behind the flags.
    if (!checkNtlmHead(message, 1, 16, read.problems))
        return read;
    read.flagsSpan = {12, 4};
    read.flags = number32(message, 12);
    const auto text = [&](qsizetype at, quint32 flag, QLatin1StringView problem, ByteSpan &span) {
        if (!(read.flags & flag))
            return QString();
        const std::optional<ByteSpan> where = pointed(message, at);
        if (!where) {
            read.problems.append(problem);
            return QString();
        }
        span = *where;
        return QString::fromLatin1(where->in(message)); // OEM, section 2.2.1.1
    };
    read.domain = text(16, ntlmflag::domainSupplied, ntlmproblem::domainRange, read.domainSpan);
    read.workstation = text(24, ntlmflag::workstationSupplied, ntlmproblem::workstationRange,
                            read.workstationSpan);
    if ((read.flags & ntlmflag::version) && message.size() >= 40)
        read.versionSpan = {32, 8};
    return read;
}

} // namespace pt
