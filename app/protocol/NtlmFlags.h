// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// The NegotiateFlags of MS-NLMP section 2.2.2.5 that anything here looks at.
namespace pt::ntlmflag {

inline constexpr quint32 unicode = 0x00000001;
inline constexpr quint32 oem = 0x00000002;
inline constexpr quint32 requestTarget = 0x00000004;
inline constexpr quint32 sign = 0x00000010;
inline constexpr quint32 seal = 0x00000020;
inline constexpr quint32 lmKey = 0x00000080;
inline constexpr quint32 ntlm = 0x00000200;
inline constexpr quint32 anonymous = 0x00000800;
inline constexpr quint32 domainSupplied = 0x00001000;
inline constexpr quint32 workstationSupplied = 0x00002000;
inline constexpr quint32 alwaysSign = 0x00008000;
inline constexpr quint32 targetTypeDomain = 0x00010000;
inline constexpr quint32 targetTypeServer = 0x00020000;
inline constexpr quint32 extendedSessionSecurity = 0x00080000;
inline constexpr quint32 targetInfo = 0x00800000;
inline constexpr quint32 version = 0x02000000;
inline constexpr quint32 key128 = 0x20000000;
inline constexpr quint32 keyExchange = 0x40000000;
inline constexpr quint32 key56 = 0x80000000;

/// Short names of the bits that are set, lowest first; one without a name as "bit-N".
QStringList names(quint32 flags);
/// As "0x" and eight hexadecimal digits.
QString text(quint32 flags);

} // namespace pt::ntlmflag
