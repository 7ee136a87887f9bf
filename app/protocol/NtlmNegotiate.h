// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace pt {

/// The first message of NTLM, by which a client says what it can do (MS-NLMP section 2.2.1.1).
struct NtlmNegotiate
{
    quint32 flags = 0;
    ByteSpan flagsSpan; ///< spans are in the message; of length 0 where the part is absent
    QString domain; ///< of the client, seldom sent
    ByteSpan domainSpan;
    QString workstation;
    ByteSpan workstationSpan;
    ByteSpan versionSpan;
    QStringList problems; ///< ids of ntlmproblem

    bool operator==(const NtlmNegotiate &) const = default;
};

/// Any bytes, in linear time.
NtlmNegotiate readNtlmNegotiate(QByteArrayView message);

} // namespace pt
