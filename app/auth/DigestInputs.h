// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"
#include "protocol/DigestAlgorithm.h"
#include "protocol/DigestQop.h"

#include <QByteArray>

namespace pt {

/// Everything a Digest answer is computed from, except the password (RFC 7616 section 3.4). All
/// values unquoted and unescaped: that is what is hashed.
struct DigestInputs
{
    /// SHA-512-256 is SHA-512/256 (erratum 4897 of RFC 7616), unless misprintedHash.
    DigestAlgorithm algorithm;
    DigestQop qop = DigestQop::None;
    QByteArray user;
    QByteArray realm;
    QByteArray nonce;
    QByteArray cnonce; ///< of use with a qop or a session algorithm
    quint32 nonceCount = 0; ///< of use with a qop
    QByteArray method;
    QByteArray uri;
    QByteArray body; ///< hashed with auth-int
    /// SHA-512-256 is SHA-512 cut to 256 bits, as the example of RFC 7616 section 3.9.2 is printed.
    bool misprintedHash = false;

    /// As sent: eight lower-case hexadecimal digits.
    QByteArray nc() const;

    bool operator==(const DigestInputs &) const = default;
};

/// The response value, in lower-case hexadecimal. Empty where this system's cryptography lacks the
/// hash. To be overwritten after use: a password can be guessed against it.
QByteArray digestResponse(const DigestInputs &inputs, const Secret &password);
/// The same for rspauth, which the proxy computes (RFC 7616 section 3.5); `inputs.method` plays no
/// part, and `inputs.body` is that of the answer.
QByteArray digestResponseOfProxy(const DigestInputs &inputs, const Secret &password);
/// What stands for the user name with userhash (RFC 7616 section 3.4.4).
QByteArray digestUserHash(const DigestInputs &inputs);

} // namespace pt
