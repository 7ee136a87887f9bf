// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/KerberosEncrypted.h"

#include <QByteArrayView>
#include <QStringList>

#include <optional>

namespace pt {

/// The service's proof that it could open the ticket (RFC 4120 section 5.5.2). Spans index the
/// bytes that were read.
struct KerberosApRep
{
    ByteSpan span;
    KerberosEncrypted proof;
    QStringList problems; ///< of DerReader

    bool operator==(const KerberosApRep &) const = default;
};

/// Reads one that fills `range`. nullopt: it is none.
std::optional<KerberosApRep> readKerberosApRep(QByteArrayView bytes, ByteSpan range);

} // namespace pt
