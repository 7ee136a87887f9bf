// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Resolution.h"

#include <QString>

#include <optional>

namespace pt {

/// What the computer of a scenario has of Kerberos and of names, so that a practice run never depends on
/// the one it runs on. Read from the "computer" object of a scenario:
///
///     "kerberos": "ticket" or "no-ticket" (also where it is missing), "ticket-expired",
///                 "proxy-named-by-address", "service-unknown", "clock-skew", "kdc-unreachable",
///                 "unavailable" or "password-refused"
///     "service":  the service of the ticket; "HTTP/proxy.practice.test" where it is missing
///     "kvno":     the version of the key that the ticket is made for; 2 where it is missing
///     "names":    "not-found", "no-answer" or "no-network": what is learnt of a name that the practice
///                 proxy does not have; "not-found" where it is missing
struct PracticeComputer
{
    QString kerberos = QStringLiteral("no-ticket");
    QString service = QStringLiteral("HTTP/proxy.practice.test");
    int kvno = 2;
    std::optional<ResolveOutcome> names; ///< nullopt: NotFound

    bool operator==(const PracticeComputer &) const = default;
};

} // namespace pt
