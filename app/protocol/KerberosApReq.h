// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/KerberosEncrypted.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// What an AP-REQ tells without any key: for which service the ticket is, and how it is locked
/// (RFC 4120 section 5.5.1). Spans index the bytes that were read.
struct KerberosApReq
{
    ByteSpan span;
    std::optional<Spanned<QString>> realm; ///< of the service
    std::optional<Spanned<QString>> service; ///< "HTTP/proxy.example"
    bool mutual = false; ///< the service is asked to prove itself
    std::optional<ByteSpan> options;
    KerberosEncrypted ticket;
    KerberosEncrypted authenticator;
    QStringList problems; ///< of DerReader, and "kerberos.no-ticket-in-it"

    bool operator==(const KerberosApReq &) const = default;
};

/// Reads one that fills `range`. nullopt: it is none.
std::optional<KerberosApReq> readKerberosApReq(QByteArrayView bytes, ByteSpan range);

} // namespace pt
