// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Spanned.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// A KRB-ERROR (RFC 4120 section 5.9.1). Spans index the bytes that were read.
struct KerberosError
{
    ByteSpan span;
    std::optional<Spanned<qint64>> code; ///< RFC 4120 section 7.5.9
    std::optional<Spanned<QString>> serverTime; ///< as sent, "20260102030405Z"
    std::optional<Spanned<QString>> clientTime;
    std::optional<Spanned<QString>> clientRealm;
    std::optional<Spanned<QString>> client;
    std::optional<Spanned<QString>> realm;
    std::optional<Spanned<QString>> service;
    std::optional<Spanned<QString>> text; ///< the server's own words
    std::optional<ByteSpan> data; ///< e-data, contents
    QStringList problems; ///< of DerReader, and "kerberos.no-code"

    bool operator==(const KerberosError &) const = default;
};

/// Reads one that fills `range`. nullopt: it is none.
std::optional<KerberosError> readKerberosError(QByteArrayView bytes, ByteSpan range);
/// The name of RFC 4120 section 7.5.9, such as "KRB_AP_ERR_SKEW"; empty for codes not known here.
QString kerberosErrorName(qint64 code);
/// The name of an encryption type, such as "aes256-cts-hmac-sha1-96" (RFC 3961, 3962, 8009, 4757);
/// empty for others.
QString kerberosEtypeName(qint64 etype);

} // namespace pt
