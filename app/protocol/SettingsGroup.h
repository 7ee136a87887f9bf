// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/NoProxyDialect.h"

#include <QStringList>

namespace pt {

/// Settings that a program reads together, each list in its order of precedence. A setting is spelled
/// "<kind> <name>", as ProxySource::id() is.
struct SettingsGroup
{
    QStringList http;       ///< for http URLs
    QStringList https;      ///< for https URLs
    QStringList exceptions; ///< the first one that is there is read
    QStringList pac;
    NoProxyDialect dialect;

    bool operator==(const SettingsGroup &) const = default;
};

} // namespace pt
