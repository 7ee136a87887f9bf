// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QString>

/// What can be wrong with a challenge; the ids in Challenge::problems. Stable, never renamed.
namespace pt::challengeproblem {

// Tolerated: a challenge can be made of it, and most programs read it the same way.
inline constexpr QLatin1StringView noRealm{"no-realm"};             ///< Basic, Digest: RFC 7617 s. 2, RFC 7616 s. 3.3
inline constexpr QLatin1StringView noNonce{"no-nonce"};             ///< Digest: RFC 7616 s. 3.3
inline constexpr QLatin1StringView emptyElement{"empty-element"};   ///< RFC 9110 s. 5.6.1.2
inline constexpr QLatin1StringView badWhiteSpace{"bad-white-space"}; ///< around "=": RFC 9110 s. 5.6.3
inline constexpr QLatin1StringView tabSeparator{"tab-separator"};   ///< HTAB after the scheme
inline constexpr QLatin1StringView unquotedRealm{"unquoted-realm"};
inline constexpr QLatin1StringView unquotedNonce{"unquoted-nonce"};
inline constexpr QLatin1StringView unquotedOpaque{"unquoted-opaque"};
inline constexpr QLatin1StringView quotedToken{"quoted-token"};     ///< algorithm, stale or userhash in quotes
inline constexpr QLatin1StringView nonAscii{"non-ascii"};
inline constexpr QLatin1StringView bidiControl{"bidi-control"};     ///< can make a text look like another
inline constexpr QLatin1StringView longValue{"long-value"};         ///< 8 KiB or more
inline constexpr QLatin1StringView emptyQop{"empty-qop"};           ///< to be read as absent
inline constexpr QLatin1StringView unsupportedAlgorithm{"unsupported-algorithm"};
inline constexpr QLatin1StringView obsFold{"obs-fold"};             ///< RFC 9112 s. 5.2
inline constexpr QLatin1StringView bareLf{"bare-lf"};               ///< RFC 9112 s. 2.2

// Broken: RFC 9110 section 11 does not allow it, and programs differ in what they read.
inline constexpr QLatin1StringView missingComma{"missing-comma"};
inline constexpr QLatin1StringView unterminatedQuote{"unterminated-quote"};
inline constexpr QLatin1StringView emptyValue{"empty-value"};
inline constexpr QLatin1StringView duplicateParam{"duplicate-parameter"}; ///< the first one is used
inline constexpr QLatin1StringView badToken68{"bad-token68"};       ///< what follows the scheme is nothing known
inline constexpr QLatin1StringView trailingText{"trailing-text"};   ///< after a value or token68
inline constexpr QLatin1StringView badTokenChar{"bad-token-character"}; ///< in an unquoted value
inline constexpr QLatin1StringView controlCharacter{"control-character"};
inline constexpr QLatin1StringView paramWithoutScheme{"parameter-without-scheme"};
inline constexpr QLatin1StringView noScheme{"no-scheme"};           ///< no scheme name can be read
inline constexpr QLatin1StringView tooMany{"too-many"};             ///< parameters or challenges past the bound were dropped

/// True for the second group.
bool isError(const QString &problem);

} // namespace pt::challengeproblem
