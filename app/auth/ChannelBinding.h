// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// The hash of a server's certificate that "tls-server-end-point" binds a sign-in to (RFC 5929
/// section 4.1): with the hash of the certificate's signature, SHA-256 where that is MD5 or SHA-1.
/// `certificate` in DER. Empty: it cannot be read, or its signature has no single hash.
QByteArray tlsServerEndPoint(const QByteArray &certificate);

} // namespace pt
