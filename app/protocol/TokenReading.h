// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"

#include <QByteArrayView>
#include <QList>

namespace pt {

/// Every token of a head taken apart: credentials, challenges, what comes with an accepted sign-in.
/// `raw` is the head as it crossed the wire, `recorded` the same as it is kept, secrets masked;
/// place, start and length of the tokens are those of `recorded`, length 0 where one is not found
/// there. Works on any bytes; holds no secret. Bounded by maxTokenSites, maxTokenFields and
/// maxFieldCharacters.
QList<DecodedToken> readHeadTokens(QByteArrayView raw, QByteArrayView recorded);

/// The same for bytes that are no HTTP: SOCKS messages and TLS records. `request` is what was sent,
/// an HTTP head or such bytes, and tells what an answer answers.
QList<DecodedToken> readRawTokens(QByteArrayView request, QByteArrayView response);

inline constexpr qsizetype maxTokenFields = 400; ///< of one token, the rest left out
inline constexpr qsizetype maxFieldCharacters = 2048; ///< of a value, the rest cut off

} // namespace pt
