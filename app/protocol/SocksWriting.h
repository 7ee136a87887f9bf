// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "protocol/SocksKind.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace pt {

/// RFC 1928 section 3. `methods`: one octet each, 1 to 255 of them.
QByteArray socksGreeting(QByteArrayView methods);

/// Asks for a connection to `host` (RFC 1928 section 4): an address literal as such, without
/// brackets, and anything else as a name for the server to resolve. Errors: "socks.host-too-long",
/// "socks.host-empty".
Result<QByteArray> socksConnect(const QString &host, quint16 port);

/// The same in SOCKS4, a name as 4a has it. `user` may be empty. Errors as above;
/// "socks.user-has-zero", "socks.user-too-long", and "socks.address-unsupported" for an IPv6
/// literal, which SOCKS4 has no place for.
Result<QByteArray> socks4Connect(const QString &host, quint16 port, const QString &user);

// What servers say; for a proxy to practise with.
QByteArray socksMethodChoice(int method);
QByteArray socksSignInStatus(int status);
QByteArray socksReply(int code); ///< with the address 0.0.0.0 and port 0
QByteArray socks4Reply(int code);

/// A sign-in message (RFC 1929) as it is recorded: the octets from the length of the password on
/// become 43 times '*', which read as a length of 42 and as many octets. So the message can still
/// be read, and shows neither the password nor how long it is. Anything else is given back as it
/// is.
QByteArray maskedSocksSignIn(QByteArrayView message);

} // namespace pt
