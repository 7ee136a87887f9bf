// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pt {

/// The frame around the first token of a GSS mechanism (RFC 2743 section 3.1): 60, length, the
/// mechanism's object identifier, and what belongs to the mechanism alone. Kerberos uses it for
/// each token (RFC 4121 section 4.1).
struct GssToken
{
    QString mech; ///< the object identifier in dots
    ByteSpan mechSpan; ///< its element
    ByteSpan inner; ///< what follows it
    ByteSpan whole;

    bool operator==(const GssToken &) const = default;
};

/// Reads the frame at the begin of `range`; spans index `bytes`. nullopt: there is none. A length
/// that is larger than what is there is cut to it, with `inner` up to the end.
std::optional<GssToken> readGssToken(QByteArrayView bytes, ByteSpan range);

/// A short name of a mechanism: "kerberos" (RFC 4121), "ms-kerberos" (its misprinted twin of
/// Windows 2000, MS-SPNG section 3.1.5.2), "kerberos-user-to-user", "ntlm" (MS-NLMP), "negoex"
/// (MS-NEGOEX), "spnego" (RFC 4178), "iakerb"; empty for others.
QString mechName(const QString &objectId);

} // namespace pt
