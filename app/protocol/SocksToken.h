// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"
#include "protocol/SocksKind.h"

#include <QByteArrayView>

namespace pt {

/// A SOCKS message taken apart. Fields: "socks.version", "socks.method-count", "socks.method" (each
/// one offered, or the one chosen), "socks.user-length", "socks.user", "socks.password-length",
/// "socks.password" (described only), "socks.status", "socks.command", "socks.reserved",
/// "socks.address-type", "socks.name-length", "socks.address", "socks.name", "socks.port",
/// "socks.reply-code", "socks.user-id", "socks.end" (the zero octet that ends a text).
/// Problems: those of SocksFrame, "socks.truncated" and "socks.extra-bytes".
DecodedToken socksToken(SocksKind kind, QByteArrayView bytes);

} // namespace pt
