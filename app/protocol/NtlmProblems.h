// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QString>

/// What can be wrong with an NTLM message or its base64. Stable, never renamed.
namespace pt::ntlmproblem {

// Of the base64; all but the first are read past.
inline constexpr QLatin1StringView base64{"ntlm.base64"}; ///< cannot be undone
inline constexpr QLatin1StringView base64Url{"ntlm.base64-url"}; ///< alphabet of RFC 4648 s. 5
inline constexpr QLatin1StringView base64Padding{"ntlm.base64-padding"}; ///< missing
inline constexpr QLatin1StringView base64Blank{"ntlm.base64-blank"}; ///< blanks within

// Of the message: it cannot be answered as it stands.
inline constexpr QLatin1StringView signature{"ntlm.signature"};
inline constexpr QLatin1StringView messageType{"ntlm.message-type"};
inline constexpr QLatin1StringView truncated{"ntlm.truncated"}; ///< shorter than its fixed part
inline constexpr QLatin1StringView oversized{"ntlm.oversized"}; ///< longer than 64 KiB
inline constexpr QLatin1StringView targetNameRange{"ntlm.target-name-range"};
inline constexpr QLatin1StringView targetInfoRange{"ntlm.target-info-range"};
inline constexpr QLatin1StringView lmResponseRange{"ntlm.lm-response-range"};
inline constexpr QLatin1StringView ntResponseRange{"ntlm.nt-response-range"};
inline constexpr QLatin1StringView domainRange{"ntlm.domain-range"};
inline constexpr QLatin1StringView userRange{"ntlm.user-range"};
inline constexpr QLatin1StringView workstationRange{"ntlm.workstation-range"};
inline constexpr QLatin1StringView sessionKeyRange{"ntlm.session-key-range"};
inline constexpr QLatin1StringView oddUtf16{"ntlm.odd-utf16"}; ///< half a UTF-16 unit
inline constexpr QLatin1StringView avPairRange{"ntlm.av-pair-range"}; ///< past the end of the list
inline constexpr QLatin1StringView avEndMissing{"ntlm.av-end-missing"}; ///< MsvAvEOL
inline constexpr QLatin1StringView timestampLength{"ntlm.timestamp-length"}; ///< not 8 bytes
inline constexpr QLatin1StringView avFlagsLength{"ntlm.av-flags-length"}; ///< not 4 bytes
inline constexpr QLatin1StringView noUnicode{"ntlm.no-unicode"}; ///< a reply to an offer of Unicode
inline constexpr QLatin1StringView tooManyAvPairs{"ntlm.too-many-av-pairs"};

// Odd, and harmless.
inline constexpr QLatin1StringView avAfterEnd{"ntlm.av-after-end"}; ///< bytes behind MsvAvEOL
inline constexpr QLatin1StringView avTwice{"ntlm.av-twice"}; ///< the first one is used

/// True for what makes a message one that must not be answered.
bool isError(const QString &problem);

} // namespace pt::ntlmproblem
