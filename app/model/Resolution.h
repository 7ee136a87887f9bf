// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

#include <QString>
#include <QStringList>

namespace pt {

enum class ResolveOutcome { Resolved, Literal, NotFound, NoAnswer, NoNetwork, TimedOut, Cancelled };

PT_ENUM_NAMES(ResolveOutcome, {ResolveOutcome::Resolved, "resolved"}, {ResolveOutcome::Literal, "literal"},
              {ResolveOutcome::NotFound, "not-found"}, {ResolveOutcome::NoAnswer, "no-answer"},
              {ResolveOutcome::NoNetwork, "no-network"}, {ResolveOutcome::TimedOut, "timed-out"},
              {ResolveOutcome::Cancelled, "cancelled"})

/// The addresses of the proxy's name, in the order the resolver gave them.
struct Resolution
{
    QString name;
    ResolveOutcome outcome = ResolveOutcome::NotFound;
    QStringList addresses;
    qint64 durationMs = 0;
    QString detail; ///< the resolver's own words

    bool operator==(const Resolution &) const = default;
};

} // namespace pt
