// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>

namespace pt {

/// How a practice proxy plays a SOCKS server.
struct PracticeSocks
{
    int version = 5; ///< 4 or 5
    int method = 0; ///< what it chooses (RFC 1928 section 3), where it is offered; else FF
    int reply = -1; ///< to every request; -1: the connection is made
    QMap<QByteArray, int> replyFor; ///< by lower-case host, before `reply`

    bool operator==(const PracticeSocks &) const = default;
};

} // namespace pt
