// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AddressAttempt.h"
#include "model/Attempts.h"
#include "model/CaseInput.h"
#include "model/EnvironmentFacts.h"
#include "model/Exchange.h"
#include "model/NegotiateFacts.h"
#include "model/Resolution.h"
#include "model/StageResult.h"

namespace pt {

/// Where the Case comes from.
enum class CaseOrigin { Live, Practice, RawText, Bundle };

PT_ENUM_NAMES(CaseOrigin, {CaseOrigin::Live, "live"}, {CaseOrigin::Practice, "practice"},
              {CaseOrigin::RawText, "raw-text"}, {CaseOrigin::Bundle, "bundle"})

/// Everything that is known about one sign-in problem, as one plain value. Rules, window, console and
/// bundle read nothing else. No secret can be stored in it; headers are masked when recorded.
struct Case
{
    CaseOrigin origin = CaseOrigin::Live;
    QString scenario; ///< practice: the scenario's id
    CaseInput input;
    std::optional<Resolution> resolution; ///< nullopt: not tried
    QList<AddressAttempt> connects;
    QList<StageResult> stages;
    QList<Exchange> exchanges; ///< ascending id
    Attempts attempts;
    QList<NegotiateFacts> negotiate; ///< of each Negotiate sign-in, in their order
    EnvironmentFacts environment;
    QString clientMessage; ///< of a pasted text: the words, one of protocol/KnownClients.h, by which a
                           ///< program reports a 407; empty: none
    bool cancelled = false;

    bool operator==(const Case &) const = default;

    const Exchange *exchange(int id) const
    {
        for (const Exchange &e : exchanges) {
            if (e.id == id)
                return &e;
        }
        return nullptr;
    }
};

} // namespace pt
