// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pt {

/// What goes into the third message of NTLM besides the password and the messages before it.
struct NtlmAnswer
{
    QString user;
    QString domain;
    QString workstation;
    QString service; ///< "HTTP/proxy.example": MsvAvTargetName
    QByteArray channelBinding; ///< as SignedRequest has it; empty: none
    QByteArray clientChallenge; ///< 8 random bytes
    quint64 time = 0; ///< FILETIME, used where the challenge has none
    bool version1 = false; ///< NTLM version 1 in place of NTLMv2
    /// Always a MIC, also where the challenge has no time and so does not ask for one.
    bool alwaysMic = false;

    bool operator==(const NtlmAnswer &) const = default;
};

} // namespace pt
