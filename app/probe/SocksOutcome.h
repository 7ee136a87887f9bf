// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// What a SOCKS server said to one order.
struct SocksOutcome
{
    int method = -1; ///< the one it chose (SOCKS5); -1: not heard
    int signInStatus = -1; ///< 0: accepted; -1: not heard
    int reply = -1; ///< to the request for a connection; -1: not heard
    bool established = false; ///< it made the connection

    bool operator==(const SocksOutcome &) const = default;

    /// It has answered in SOCKS at all.
    bool isHeard() const { return method >= 0 || reply >= 0; }
};

} // namespace pt
