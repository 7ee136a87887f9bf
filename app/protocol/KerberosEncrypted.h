// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Spanned.h"

#include <QtGlobal>

#include <optional>

namespace pt {

/// An EncryptedData of Kerberos (RFC 4120 section 5.2.9). The cipher itself is not kept.
struct KerberosEncrypted
{
    ByteSpan span;
    std::optional<Spanned<qint64>> etype; ///< RFC 3961: 17 and 18 AES, 23 RC4
    std::optional<Spanned<qint64>> kvno; ///< version of the key it was made with
    std::optional<ByteSpan> cipher;

    bool operator==(const KerberosEncrypted &) const = default;
};

} // namespace pt
