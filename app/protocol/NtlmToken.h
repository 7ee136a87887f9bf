// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

namespace pt {

/// The bytes behind the base64 of an NTLM challenge or of NTLM credentials.
struct NtlmToken
{
    QByteArray bytes; ///< empty where nothing could be undone
    QStringList problems; ///< ids of ntlmproblem

    bool operator==(const NtlmToken &) const = default;
};

/// Undoes base64 as leniently as programs in the field do: both alphabets of RFC 4648, missing
/// padding, blanks within. Whoever holds a secret in the bytes overwrites them after use.
NtlmToken readNtlmToken(QByteArrayView base64);

/// The signature that every NTLM message begins with (MS-NLMP section 2.2).
bool hasNtlmSignature(QByteArrayView bytes);
/// 1 to 3; 0: no NTLM message, or one of another type.
int ntlmMessageType(QByteArrayView bytes);
/// What begins as the tokens of GSS-API and SPNEGO do (RFC 2743 section 3.1, RFC 4178 section 4.2).
bool looksLikeSpnego(QByteArrayView bytes);

} // namespace pt
