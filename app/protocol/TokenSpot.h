// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "protocol/ByteSpan.h"

#include <QByteArray>

#include <optional>

namespace pt {

/// A field of one of the tokens of an exchange.
struct TokenSpot
{
    qsizetype token = 0; ///< in Exchange::decoded
    qsizetype field = -1; ///< in its fields; -1: the token as a whole

    bool operator==(const TokenSpot &) const = default;
};

/// The bytes of a token where the record has them: those of challenges and of what is no HTTP, and
/// those that were kept aside. Empty where they were replaced. Bytes of fields that bear a secret
/// can be among them; whoever shows them leaves these out.
QByteArray tokenOctets(const Exchange &exchange, const DecodedToken &token);

/// What stands at a byte of a message of the exchange: the innermost field of a token whose bytes
/// the message holds, else the token; nullopt: no token.
std::optional<TokenSpot> tokenAt(const Exchange &exchange, TokenPlace place, qsizetype offset);

/// Where a field stands in the message of its token; the place of the whole token where the message
/// does not hold its bytes.
ByteSpan fieldSpan(const Exchange &exchange, const DecodedToken &token, const DecodedField &field);

} // namespace pt
