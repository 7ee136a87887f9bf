// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pt {

/// Every bound of a run. The values shield the person at the desk from a hostile or broken proxy.
struct RunLimits
{
    qsizetype statusLineBytes = 8 * 1024;
    qsizetype headerLineBytes = 128 * 1024; ///< Negotiate tokens with group data reach 64 KiB
    qsizetype headerBlockBytes = 300 * 1024;
    int headerFields = 500;
    int interimResponses = 16;
    qsizetype bodyKeptBytes = 64 * 1024;
    qint64 bodyReadBytes = 1024 * 1024; ///< read on at most so far, to use the connection again
    int bodyReadMs = 2000;
    int connections = 8; ///< to the proxy, in one run
    int connectMs = 10'000;
    int tlsMs = 10'000;
    int idleMs = 15'000;
    int exchangeMs = 60'000;
    int resolveMs = 10'000;

    bool operator==(const RunLimits &) const = default;
};

} // namespace pt
