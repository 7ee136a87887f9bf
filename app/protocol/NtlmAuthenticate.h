// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"
#include "protocol/NtlmTargetInfo.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace pt {

/// The third message of NTLM, the client's answer (MS-NLMP section 2.2.1.3). Responses, session key
/// and MIC are known by their place only.
struct NtlmAuthenticate
{
    quint32 flags = 0;
    ByteSpan flagsSpan; ///< spans are in the message; of length 0 where the part is absent
    QString domain;
    ByteSpan domainSpan;
    QString user;
    ByteSpan userSpan;
    QString workstation;
    ByteSpan workstationSpan;
    ByteSpan lmResponse;
    ByteSpan ntResponse; ///< 24 bytes: NTLM version 1; longer: version 2
    ByteSpan sessionKey;
    ByteSpan mic; ///< present where the target information in an NTLMv2 response says so
    ByteSpan targetInfoSpan; ///< of an NTLMv2 response
    NtlmTargetInfo targetInfo;
    QStringList problems; ///< ids of ntlmproblem

    bool operator==(const NtlmAuthenticate &) const = default;

    bool isVersion2() const { return ntResponse.length > 24; }
};

/// Any bytes, in linear time.
NtlmAuthenticate readNtlmAuthenticate(QByteArrayView message);

} // namespace pt
