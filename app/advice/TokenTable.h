// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace pt {

/// The words of one id of protocol/'s token readers; English, translated where they are said.
struct TokenRow
{
    const char *id; ///< tokens: DecodedToken::what. Fields: DecodedField::id, or "what/id" where it
                    ///< means something else in that token. Values: "id/value"
    const char *name; ///< tokens and fields: a few words. Values: what the value is called, or ""
    const char *says; ///< one sentence, or ""
};

using TokenRows = std::span<const TokenRow>;

TokenRows tokenRows();
TokenRows tokenFieldRows();
TokenRows tokenValueRows();
TokenRows tokenProblemRows(); ///< `name` is not used

} // namespace pt
