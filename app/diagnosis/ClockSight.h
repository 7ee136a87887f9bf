// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/ClockReading.h"
#include "diagnosis/FindingBuilder.h"

#include <QDateTime>

#include <optional>

namespace pt {

/// What Kerberos allows the clocks to differ where nobody has set it otherwise (RFC 4120 section
/// 1.6 and MIT's default).
inline constexpr qint64 kerberosSkewMs = 300'000;

/// Every time told by the proxy or a site, in the order of the exchanges. None where this computer's
/// own time is not known, as in a pasted text. They point into `observed`.
QList<ClockReading> clockReadings(const Observations &observed);
/// The one whose clock is the furthest from this computer's for certain; nullopt: there is none.
std::optional<ClockReading> furthestClock(const QList<ClockReading> &readings);
/// The same of the proxy's clock alone.
std::optional<ClockReading> furthestProxyClock(const Observations &observed);
/// Two answers of the proxy's whose clocks differ among themselves, as those of two nodes do. Empty:
/// there are none.
QList<ClockReading> proxyClocksApart(const QList<ClockReading> &readings);
/// This computer's time at the exchange; invalid: not known.
QDateTime localTime(const Observations &observed, const Exchange &exchange);
/// IMF-fixdate of RFC 9110 section 5.6.7; invalid: it is none.
QDateTime httpDate(QByteArrayView text);

/// The bytes that tell the time, with by how much this computer's clock is ahead or behind.
Evidence clockBytes(const ClockReading &reading);
/// Rules out a fault of the clocks where every reading of the proxy's is within what Kerberos allows.
void ruleOutClocks(const Observations &observed, FindingBuilder &builder);
/// In whole minutes, as the words have it.
QString minutesApart(const ClockReading &reading);
QString isAhead(const ClockReading &reading); ///< "yes" or "no"

} // namespace pt
