// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QString>

#include <optional>

namespace pt {

/// As it would be typed by hand: nothing invisible at the ends nor anywhere inside, and plain
/// spaces and quotes in place of those of word processors. nullopt: nothing to clean, or not UTF-8.
std::optional<Secret> cleaned(const Secret &secret);
/// Its %XX made the characters that they stand for (RFC 3986 section 2.1). nullopt: it has none, or
/// what comes out is no text.
std::optional<Secret> percentDecoded(const Secret &secret);
/// From UTF-8 to ISO-8859-1. nullopt: it is ASCII, or has characters that are not in it.
std::optional<Secret> inLatin1(const Secret &secret);

/// The same for a name.
QString cleaned(const QString &name);
QString percentDecoded(const QString &name);
/// Whether ISO-8859-1 has all of its characters.
bool fitsLatin1(const QString &name);

} // namespace pt
