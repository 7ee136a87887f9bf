// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

#include <QString>

namespace pt {

enum class ConnectOutcome { Connected, Refused, TimedOut, Unreachable, Failed, Cancelled };

PT_ENUM_NAMES(ConnectOutcome, {ConnectOutcome::Connected, "connected"}, {ConnectOutcome::Refused, "refused"},
              {ConnectOutcome::TimedOut, "timed-out"}, {ConnectOutcome::Unreachable, "unreachable"},
              {ConnectOutcome::Failed, "failed"}, {ConnectOutcome::Cancelled, "cancelled"})

/// One TCP connection attempt to one address of the proxy.
struct AddressAttempt
{
    QString address;
    quint16 port = 0;
    ConnectOutcome outcome = ConnectOutcome::Failed;
    qint64 startedMs = 0; ///< since the start of the run
    qint64 durationMs = 0;
    QString localAddress; ///< empty unless connected
    quint16 localPort = 0;
    QString detail; ///< the system's own words

    bool operator==(const AddressAttempt &) const = default;
};

} // namespace pt
