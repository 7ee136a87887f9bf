// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/ProxyEndpoint.h"
#include "model/SameSecret.h"

#include <QByteArray>

namespace pt {

/// 32 octets by which a sign-in can be known again at one proxy, and no other way: HMAC-SHA-256
/// (RFC 2104) over the proxy, the user, the domain and the password, each with its length before
/// it, behind a prefix that no other use of the key has. Without the key nothing can be tried
/// against it. Empty: there is no password, or no key.
QByteArray signInHash(const Secret &key, const ProxyEndpoint &proxy,
                      const Credentials &credentials);

constexpr qsizetype signInKeyBytes = 32;
bool isSignInKey(const Secret &key);

/// Whether `copy` holds the password that was `used`, as far as both belong to one user.
SameSecret compareSecrets(const Credentials &copy, const Credentials &used);
bool isSameUser(const Credentials &copy, const Credentials &used);

} // namespace pt
