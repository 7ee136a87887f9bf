// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"
#include "protocol/NtlmTargetInfo.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace pt {

/// The second message of NTLM, the proxy's question (MS-NLMP section 2.2.1.2).
struct NtlmChallenge
{
    quint32 flags = 0;
    ByteSpan flagsSpan; ///< spans are in the message; of length 0 where the part is absent
    QByteArray serverChallenge; ///< 8 bytes; empty where it could not be read
    ByteSpan serverChallengeSpan;
    QString targetName;
    ByteSpan targetNameSpan;
    ByteSpan targetInfoSpan;
    NtlmTargetInfo targetInfo;
    ByteSpan versionSpan;
    QStringList problems; ///< ids of ntlmproblem

    bool operator==(const NtlmChallenge &) const = default;

    /// Empty: it may be answered. Else the id of the first thing that forbids it.
    QString firstError() const;
    /// The domain it names: the NetBIOS name, else the target's where that is a domain's.
    QString domain() const;
    /// domain() is that of a domain, and not the name of a server that is in none.
    bool namesADomain() const;
    /// The node it names, by the name of its computer; empty: it does not.
    QString node() const;
    /// NTLMv2 needs the target information, and both need the server to speak NTLM at all.
    bool isVersion1Only() const;
};

/// Any bytes, in linear time.
NtlmChallenge readNtlmChallenge(QByteArrayView message);

} // namespace pt
