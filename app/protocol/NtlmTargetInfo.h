// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/NtlmAvPair.h"

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// The list of attributes in a Type 2, and in the answer of NTLMv2 to it. Of an attribute that is
/// given twice the first is used.
struct NtlmTargetInfo
{
    QList<NtlmAvPair> pairs; ///< without the one that ends the list
    bool ended = false; ///< that one was there
    std::optional<quint64> timestamp; ///< FILETIME: 100 ns since 1601-01-01 UTC
    std::optional<quint32> flags; ///< bit 2: a MIC is present
    std::optional<QByteArray> channelBindings; ///< 16 bytes
    QString nbComputer; ///< names: empty where not given
    QString nbDomain;
    QString dnsComputer;
    QString dnsDomain;
    QString dnsTree;
    QString targetName; ///< service principal name

    bool operator==(const NtlmTargetInfo &) const = default;

    const NtlmAvPair *pair(NtlmAvPair::Id id) const;
};

inline constexpr qsizetype maxNtlmAvPairs = 64; ///< read; real lists have ten

/// Reads the list at `span` of `message`, to which the spans refer; what is wrong with it is added
/// to `problems`. Any bytes, in linear time.
NtlmTargetInfo readNtlmTargetInfo(QByteArrayView message, ByteSpan span, QStringList &problems);

} // namespace pt
