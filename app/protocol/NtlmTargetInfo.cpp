// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmTargetInfo.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmProblems.h"

namespace pt {

using namespace ntlmbytes;

namespace {

void note(QStringList &problems, QLatin1StringView problem)
{
    if (!problems.contains(problem))
        problems.append(problem);
}

QString *nameOf(NtlmTargetInfo &info, quint16 id)
{
    switch (id) {
    case NtlmAvPair::NbComputerName:
        return &info.nbComputer;
    case NtlmAvPair::NbDomainName:
        return &info.nbDomain;
    case NtlmAvPair::DnsComputerName:
        return &info.dnsComputer;
    case NtlmAvPair::DnsDomainName:
        return &info.dnsDomain;
    case NtlmAvPair::DnsTreeName:
        return &info.dnsTree;
    case NtlmAvPair::TargetName:
        return &info.targetName;
    default:
        return nullptr;
    }
}

void take(NtlmTargetInfo &info, const NtlmAvPair &pair, QByteArrayView value, QStringList &problems)
{
    if (QString *name = nameOf(info, pair.id)) {
        if (value.size() % 2 != 0)
            note(problems, ntlmproblem::oddUtf16);
        *name = fromUtf16le(value);
    } else if (pair.id == NtlmAvPair::Timestamp) {
        if (value.size() == 8)
            info.timestamp = number64(value, 0);
        else
            note(problems, ntlmproblem::timestampLength);
    } else if (pair.id == NtlmAvPair::Flags) {
        if (value.size() == 4)
            info.flags = number32(value, 0);
        else
            note(problems, ntlmproblem::avFlagsLength);
    } else if (pair.id == NtlmAvPair::ChannelBindings) {
        info.channelBindings = value.toByteArray();
    }
}

} // namespace

const NtlmAvPair *NtlmTargetInfo::pair(NtlmAvPair::Id id) const
{
    for (const NtlmAvPair &one : pairs) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

NtlmTargetInfo readNtlmTargetInfo(QByteArrayView message, ByteSpan span, QStringList &problems)
{
    NtlmTargetInfo info;
    const QByteArrayView list = span.in(message);
    qsizetype at = 0;
    while (at < list.size()) {
        if (at + 4 > list.size()) {
            note(problems, ntlmproblem::avPairRange);
            return info;
        }
        const quint16 id = number16(list, at);
        const qsizetype length = number16(list, at + 2);
        if (id == NtlmAvPair::EndOfList) {
            info.ended = true;
            if (length > 0 || at + 4 < list.size())
                note(problems, ntlmproblem::avAfterEnd);
            return info;
        }
        if (length > list.size() - at - 4) {
            note(problems, ntlmproblem::avPairRange);
            return info;
        }
        if (info.pairs.size() == maxNtlmAvPairs) {
            note(problems, ntlmproblem::tooManyAvPairs);
            return info;
        }
        const NtlmAvPair pair{id, {span.start + at, 4 + length}, {span.start + at + 4, length}};
        const bool twice = info.pair(NtlmAvPair::Id(id)) != nullptr;
        info.pairs.append(pair);
        if (twice)
            note(problems, ntlmproblem::avTwice);
        else
            take(info, pair, list.sliced(at + 4, length), problems);
        at += 4 + length;
    }
    if (!list.isEmpty())
        note(problems, ntlmproblem::avEndMissing);
    return info;
}

} // namespace pt
