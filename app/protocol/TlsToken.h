// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"

#include <QByteArrayView>
#include <QList>

namespace pt {

/// The alerts and hellos at the begin of bytes that are TLS records (RFC 8446 section 5.1); none
/// where they are not. `start` and `length` are those of the record. At most eight records are
/// read.
///
/// "tls.alert": "tls.record-version", "tls.alert-level" (warning, fatal or the number),
/// "tls.alert-description" (the name of RFC 8446 section 6, then its number in brackets).
/// "tls.client-hello" and "tls.server-hello": "tls.record-version", "tls.version", "tls.session-id"
/// (its length), "tls.cipher" (each that is offered, or the one chosen), "tls.server-name",
/// "tls.alpn", "tls.supported-version" (each), "tls.extension" (the number of each other one).
/// Problems: "tls.truncated", "tls.alert-encrypted", "tls.alert-length", "tls.hello-broken".
QList<DecodedToken> tlsTokens(QByteArrayView bytes);

} // namespace pt
