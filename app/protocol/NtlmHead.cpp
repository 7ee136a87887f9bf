// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmHead.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmProblems.h"
#include "protocol/NtlmToken.h"

namespace pt {

bool checkNtlmHead(QByteArrayView message, quint32 type, qsizetype fixedPart, QStringList &problems)
{
    const auto refuse = [&problems](QLatin1StringView problem) {
        problems.append(problem);
        return false;
    };
    if (!hasNtlmSignature(message))
        return refuse(ntlmproblem::signature);
    if (message.size() < 12)
        return refuse(ntlmproblem::truncated);
    if (ntlmbytes::number32(message, 8) != type)
        return refuse(ntlmproblem::messageType);
    if (message.size() < fixedPart)
        return refuse(ntlmproblem::truncated);
    if (message.size() > maxNtlmMessage)
        problems.append(ntlmproblem::oversized);
    return true;
}

} // namespace pt
