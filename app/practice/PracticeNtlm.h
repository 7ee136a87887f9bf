// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace pt {

/// What a practice proxy says about itself in the second message of NTLM, and how it is spoilt.
struct PracticeNtlm
{
    QString domain; ///< NetBIOS name; empty: the scenario plays no NTLM
    QString dnsDomain;
    QStringList nodes; ///< of its computers, one per second message in turn
    bool version1 = false; ///< knows nothing of NTLMv2
    bool malformed = false; ///< its target information points past the end

    bool operator==(const PracticeNtlm &) const = default;

    /// The second message (MS-NLMP section 2.2.1.2). `number`: how many were made before.
    QByteArray challenge(int number, const QByteArray &serverChallenge, const QDateTime &now) const;
};

} // namespace pt
