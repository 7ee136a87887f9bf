// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QString>

namespace pt {

/// One attribute of the target information (MS-NLMP section 2.2.2.1).
struct NtlmAvPair
{
    enum Id : quint16 {
        EndOfList = 0,
        NbComputerName = 1,
        NbDomainName = 2,
        DnsComputerName = 3,
        DnsDomainName = 4,
        DnsTreeName = 5,
        Flags = 6,
        Timestamp = 7,
        SingleHost = 8,
        TargetName = 9,
        ChannelBindings = 10
    };

    quint16 id = EndOfList;
    ByteSpan span; ///< with its head of four bytes, in the message
    ByteSpan value;

    bool operator==(const NtlmAvPair &) const = default;
    bool isName() const { return (id >= NbComputerName && id <= DnsTreeName) || id == TargetName; }
};

} // namespace pt
