// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// What may be told about a secret: enough to explain a paste or encoding fault, too little to
/// guess the secret from. Lengths are given as classes, never exactly.
struct SecretFacts
{
    QString lengthClass; ///< "0", "1-7", "8-15" or "16+" characters
    bool validUtf8 = true;
    bool nonAscii = false;
    bool leadingOrTrailingSpace = false; ///< space, tab, CR, LF or NBSP at either end
    bool invisible = false;              ///< zero-width, bidi mark, NBSP, BOM or control anywhere
    bool smartQuote = false;
    bool percentEscape = false; ///< holds a literal %XX
    bool colon = false;
    bool control = false; ///< C0 or DEL, which RFC 7617 section 2 forbids

    bool operator==(const SecretFacts &) const = default;
};

} // namespace pt
