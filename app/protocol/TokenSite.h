// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Challenge.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace pt {

/// A place in a head where a token of a sign-in stands.
struct TokenSite
{
    enum class Kind {
        Credentials, ///< Proxy-Authorization, Authorization
        Challenge, ///< one of Proxy-Authenticate or WWW-Authenticate
        Info ///< Proxy-Authentication-Info, Authentication-Info
    };

    Kind kind = Kind::Challenge;
    ByteSpan span; ///< the value of the field, or the challenge
    ByteSpan token; ///< of a challenge's token68 alone; empty: it has none
    QByteArray value; ///< Credentials, Info: folds undone
    Challenge challenge; ///< Challenge

    bool operator==(const TokenSite &) const = default;
    /// Where the token stands.
    const ByteSpan &place() const { return token.length > 0 ? token : span; }
};

/// The places of a head in a fixed order, whatever stands in them: the same before and after its
/// values are masked. At most maxTokenSites; the rest is left out.
QList<TokenSite> tokenSites(QByteArrayView head);

inline constexpr qsizetype maxTokenSites = 64;

} // namespace pt
