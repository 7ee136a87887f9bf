// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

#include <QString>

namespace pt {

/// What of a watched proxy can change. The names are stable.
enum class WatchAspect { Verdict, SignIn, Status, Schemes, Address, Node, Latency, Certificate };

PT_ENUM_NAMES(WatchAspect, {WatchAspect::Verdict, "verdict"}, {WatchAspect::SignIn, "sign-in"},
              {WatchAspect::Status, "status"}, {WatchAspect::Schemes, "schemes"},
              {WatchAspect::Address, "address"}, {WatchAspect::Node, "node"},
              {WatchAspect::Latency, "latency"}, {WatchAspect::Certificate, "certificate"})

/// One difference between a round of a watch and the latest round before it that tells the same
/// thing.
struct WatchChange
{
    WatchAspect aspect = WatchAspect::Verdict;
    QString what; ///< Status: "plain", "connect", "signed-plain" or "signed-connect"; Latency:
                  ///< "connect", "answer"; Node: "name", "program"; else empty
    QString before; ///< as stable as the value itself: an id, a status ("0": no answer), a comma
                    ///< list of names, milliseconds; of a latency that got worse, the usual one
    QString after;
    QString beforeUtc; ///< start of the round that showed `before` last, ISO 8601
    QString afterUtc; ///< start of the round that showed `after`
    int round = 0; ///< number of that round

    bool operator==(const WatchChange &) const = default;
};

} // namespace pt
