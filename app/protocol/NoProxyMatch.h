// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// The entry of a list that sends a URL past the proxy.
struct NoProxyMatch
{
    QString entry;        ///< as written
    qsizetype start = -1; ///< in the list; -1: a rule of the program's own (loopback)

    bool operator==(const NoProxyMatch &) const = default;
};

} // namespace pt
