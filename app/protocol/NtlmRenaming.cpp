// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmRenaming.h"

#include "protocol/NtlmBytes.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmFlags.h"

namespace pt {

using namespace ntlmbytes;

namespace {

constexpr qsizetype longestName = 255;

QByteArray nameBytes(const QString &name, bool isDomain, const NtlmRenamer &rename)
{
    return name.isEmpty() ? QByteArray() : utf16le(rename(name, isDomain).left(longestName));
}

} // namespace

std::optional<QByteArray> renamedNtlmChallenge(QByteArrayView message, const NtlmRenamer &rename)
{
    const NtlmChallenge read = readNtlmChallenge(message);
    if (!read.firstError().isEmpty())
        return std::nullopt;
    QByteArray info;
    if (read.targetInfoSpan.length > 0) {
        for (const NtlmAvPair &pair : read.targetInfo.pairs) {
            const QByteArrayView value = pair.value.in(message);
            QByteArray kept;
            if (pair.isName()) {
                const bool isDomain = pair.id == NtlmAvPair::NbDomainName
                    || pair.id == NtlmAvPair::DnsDomainName || pair.id == NtlmAvPair::DnsTreeName;
                kept = nameBytes(fromUtf16le(value), isDomain, rename);
            } else if (pair.id == NtlmAvPair::Timestamp || pair.id == NtlmAvPair::Flags) {
                kept = value.toByteArray();
            } else {
                continue;
            }
            append16(info, pair.id);
            append16(info, quint16(kept.size()));
            info.append(kept);
        }
        append32(info, NtlmAvPair::EndOfList);
    }
    // The target is a domain unless it says that it is a server.
    const bool server = (read.flags & ntlmflag::targetTypeServer)
        || read.targetName.compare(read.targetInfo.nbComputer, Qt::CaseInsensitive) == 0;
    const QByteArray name = nameBytes(read.targetName, !server, rename);
    constexpr quint32 fixedPart = 48;
    QByteArray out = ntlmbytes::signature.toByteArray();
    append32(out, 2);
    append16(out, quint16(name.size()));
    append16(out, quint16(name.size()));
    append32(out, fixedPart);
    append32(out, read.flags & ~ntlmflag::version);
    out.append(16, '\0');
    append16(out, quint16(info.size()));
    append16(out, quint16(info.size()));
    append32(out, fixedPart + quint32(name.size()));
    return out.append(name).append(info);
}

} // namespace pt
