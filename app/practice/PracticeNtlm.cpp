// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeNtlm.h"

#include "protocol/NtlmAvPair.h"
#include "protocol/NtlmBytes.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmTime.h"

namespace pt {

using namespace ntlmbytes;

namespace {

void appendPair(QByteArray &list, NtlmAvPair::Id id, const QByteArray &value)
{
    append16(list, id);
    append16(list, quint16(value.size()));
    list.append(value);
}

} // namespace

QByteArray PracticeNtlm::challenge(int number, const QByteArray &serverChallenge,
                                   const QDateTime &now) const
{
    const QByteArray name = utf16le(domain);
    const QString node = nodes.isEmpty() ? QString() : nodes.at(number % nodes.size());
    quint32 flags = ntlmflag::unicode | ntlmflag::requestTarget | ntlmflag::ntlm
        | ntlmflag::alwaysSign | ntlmflag::targetTypeDomain;
    QByteArray info;
    if (!version1) {
        flags |= ntlmflag::extendedSessionSecurity | ntlmflag::targetInfo;
        appendPair(info, NtlmAvPair::NbDomainName, name);
        appendPair(info, NtlmAvPair::NbComputerName, utf16le(node));
        appendPair(info, NtlmAvPair::DnsDomainName, utf16le(dnsDomain));
        QByteArray time;
        append64(time, ntlmTime(now));
        appendPair(info, NtlmAvPair::Timestamp, time);
        appendPair(info, NtlmAvPair::EndOfList, {});
    }
    constexpr quint32 fixedPart = 48;
    QByteArray out = ntlmbytes::signature.toByteArray();
    append32(out, 2);
    append16(out, quint16(name.size()));
    append16(out, quint16(name.size()));
    append32(out, fixedPart);
    append32(out, flags);
    out.append(serverChallenge);
    out.append(8, '\0');
    append16(out, quint16(info.size()));
    append16(out, quint16(info.size()));
    append32(out, malformed ? 0xfffffff0 : fixedPart + quint32(name.size()));
    return out.append(name).append(info);
}

} // namespace pt
