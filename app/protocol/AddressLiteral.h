// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace pt {

/// The octets of an address literal, most significant first: 4 of IPv4 in its dotted decimal form,
/// 16 of IPv6 (RFC 4291 section 2.2) without brackets and zone; empty: it is none.
QByteArray addressOctets(const QString &literal);
/// 4 or 16 octets as text, IPv6 in the form of RFC 5952; empty: neither.
QByteArray addressText(QByteArrayView octets);

} // namespace pt
