// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"
#include "protocol/KerberosApRep.h"
#include "protocol/KerberosApReq.h"
#include "protocol/KerberosError.h"
#include "protocol/SpnegoToken.h"

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace pt {

/// All that a token under "Negotiate" (RFC 4559) is made of. Spans index the whole token.
struct NegotiateToken
{
    enum class Kind {
        Unknown,
        Spnego, ///< RFC 4178, the usual one
        Kerberos, ///< Kerberos without SPNEGO around it
        Ntlm ///< NTLMSSP without SPNEGO around it
    };

    Kind kind = Kind::Unknown;
    qsizetype bytes = 0;
    std::optional<SpnegoToken> spnego;
    std::optional<KerberosApReq> request;
    std::optional<KerberosApRep> reply;
    std::optional<KerberosError> error;
    std::optional<ByteSpan> ntlm; ///< an NTLMSSP message, whichever way it is packed

    bool operator==(const NegotiateToken &) const = default;

    /// "spnego", "kerberos", "ntlm" or "unknown".
    QString kindName() const;
    /// The mechanism whose bytes are inside, or where there are none the one that is named first or
    /// chosen: as mechName(), empty where not known.
    QString mech() const;
};

/// Reads any bytes.
NegotiateToken readNegotiateToken(QByteArrayView bytes);

/// The same as tables: "spnego", then "kerberos.ap-req", "kerberos.ap-rep" or "kerberos.error",
/// whichever are there; an NTLM message inside is named but not read. `start` of each field counts
/// in the whole token, also where the table is of a part of it. Ciphers are told by their length.
/// `place`, `start` and `length` of the tables are the caller's.
///
/// Fields: "spnego.mech" (name or object identifier), "spnego.state", "spnego.chosen-mech",
/// "spnego.mech-token" (name of its mechanism; secret), "spnego.mic" (secret);
/// "kerberos.realm", "kerberos.service", "kerberos.mutual" ("yes", "no"), "kerberos.ticket-etype",
/// "kerberos.ticket-kvno", "kerberos.ticket-cipher" (secret), "kerberos.authenticator-etype",
/// "kerberos.authenticator-cipher" (secret); "kerberos.proof-etype", "kerberos.proof-cipher"
/// (secret); "kerberos.error-code", "kerberos.server-time", "kerberos.client-time",
/// "kerberos.client-realm", "kerberos.client", "kerberos.error-text", "kerberos.error-data"
/// (its length).
QList<DecodedToken> decodedNegotiate(QByteArrayView bytes);

} // namespace pt
