// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Spanned.h"
#include "protocol/SpnegoMech.h"

#include <QByteArrayView>
#include <QList>
#include <QStringList>

#include <optional>

namespace pt {

/// One message of SPNEGO (RFC 4178 section 4.2). Spans index the bytes that were read.
struct SpnegoToken
{
    bool init = false; ///< NegTokenInit, else NegTokenResp
    ByteSpan span; ///< of the message, without the frame of RFC 2743
    QList<SpnegoMech> mechs; ///< of a NegTokenInit, in the order of preference; at most 64
    std::optional<Spanned<qint64>> state; ///< 0 complete, 1 incomplete, 2 rejected, 3 request-mic
    std::optional<SpnegoMech> chosen; ///< supportedMech of a NegTokenResp
    std::optional<ByteSpan> mechToken; ///< mechToken or responseToken: the mechanism's own bytes
    std::optional<ByteSpan> mic; ///< mechListMIC, contents
    QStringList problems; ///< of DerReader, and "spnego.no-message", "spnego.too-many-mechs"

    bool operator==(const SpnegoToken &) const = default;

    static constexpr qint64 accepted = 0;
    static constexpr qint64 goesOn = 1;
    static constexpr qint64 rejected = 2;
    static constexpr qint64 wantsMic = 3;
};

/// Reads a NegTokenInit within the frame of RFC 2743, or a NegTokenResp, from any bytes. nullopt:
/// it is neither.
std::optional<SpnegoToken> readSpnegoToken(QByteArrayView bytes);
/// The spelling of RFC 4178 section 4.2.2, such as "accept-completed"; empty for others.
QString spnegoStateName(qint64 state);

} // namespace pt
