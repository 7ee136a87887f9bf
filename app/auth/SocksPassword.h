// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/Result.h"
#include "protocol/Challenge.h"

#include <QByteArray>

namespace pt {

/// How the password sign-in of SOCKS5 is called where schemes are named.
inline constexpr char socksPasswordScheme[] = "socks5";

/// A SOCKS server that chose the method of user name and password, as a challenge for SignIn.
Challenge socksPasswordChallenge();

/// The message of RFC 1929 section 2, in UTF-8; a domain of its own becomes DOMAIN\user. The caller
/// overwrites it after use (wipeMemory). Errors: "no-credentials", "incomplete" (detail: user or
/// password), "socks.credential-empty" and "socks.credential-too-long" (detail: user or password):
/// each has a length of 1 to 255 octets.
Result<QByteArray> socksPasswordMessage(const Credentials &credentials);

/// The code of the error that socksPasswordMessage() would give; empty: none.
Failure socksPasswordProblem(const Credentials &credentials);

} // namespace pt
