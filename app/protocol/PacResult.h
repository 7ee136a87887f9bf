// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/PacEntry.h"

#include <QList>
#include <QStringView>

#include <optional>

namespace pt {

/// Longest answer of a script that is looked at, in characters.
inline constexpr qsizetype longestPacResult = 2048;

/// What FindProxyForURL returned: "PROXY proxy.example:3128; SOCKS5 [::1]:1080; DIRECT". The keywords are
/// those of Chromium and Firefox. nullopt: it is no answer, as where it holds markup, line ends, an address
/// with a scheme or path, more than 16 entries, or nothing.
std::optional<QList<PacEntry>> readPacResult(QStringView text);

} // namespace pt
