// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pt {

/// A token68 with its base64 undone, in the alphabet of RFC 4648 section 4 or of section 5;
/// nullopt: it is neither. Whoever holds a secret in it overwrites it after use.
std::optional<QByteArray> tokenBytes(QByteArrayView token68);

/// Text of a token: UTF-8 where it is valid, else ISO-8859-1.
QString tokenText(QByteArrayView bytes);

} // namespace pt
