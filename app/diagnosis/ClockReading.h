// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/ExchangeView.h"
#include "model/EnumNames.h"

namespace pt {

/// What told the time. Date of RFC 9110 section 6.6.1; MsvAvTimestamp of MS-NLMP section 2.2.2.1;
/// stime of RFC 4120 section 5.9.1.
enum class ClockSource { ProxyDate, SiteDate, ProxyNtlm, ProxyKerberos };

PT_ENUM_NAMES(ClockSource, {ClockSource::ProxyDate, "proxy-date"},
              {ClockSource::SiteDate, "site-date"}, {ClockSource::ProxyNtlm, "proxy-ntlm"},
              {ClockSource::ProxyKerberos, "proxy-kerberos"})

/// One time that an answer tells, beside the time that this computer had then.
struct ClockReading
{
    ClockSource source = ClockSource::ProxyDate;
    const ExchangeView *view = nullptr; ///< in the observations
    ByteSpan span;      ///< in the head of the answer
    qint64 aheadMs = 0; ///< this computer's clock less the other one
    qint64 uncertaintyMs = 0; ///< either way: the way there and back, and what is not told of a second

    bool ofProxy() const { return source != ClockSource::SiteDate; }
    /// By how much the clocks differ at the least and at the most.
    qint64 atLeastMs() const { return qMax<qint64>(0, qAbs(aheadMs) - uncertaintyMs); }
    qint64 atMostMs() const { return qAbs(aheadMs) + uncertaintyMs; }
};

} // namespace pt
