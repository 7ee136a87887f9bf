// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/NoProxyDialect.h"
#include "protocol/NoProxyMatch.h"

#include <QStringView>
#include <QUrl>

#include <optional>

namespace pt {

/// The first entry of `list` that sends `target` past the proxy, in that dialect. Linear in the list; at
/// most 64 KiB of it are read.
std::optional<NoProxyMatch> noProxyMatch(QStringView list, const QUrl &target,
                                         const NoProxyDialect &dialect);

/// localhost, a name below it, 127.0.0.0/8 or ::1.
bool isLoopbackHost(const QString &host);

} // namespace pt
