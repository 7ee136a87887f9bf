// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pt {

/// Milliseconds over all rounds that measured them.
struct WatchTimes
{
    int rounds = 0; ///< at least 1
    qint64 least = 0;
    qint64 median = 0;
    qint64 most = 0;

    bool operator==(const WatchTimes &) const = default;
};

} // namespace pt
