// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/PacAnswer.h"
#include "model/PacOutcome.h"

#include <QList>

namespace pt {

/// One proxy configuration script: whether it could be loaded, and what it says.
struct PacFacts
{
    QString url;    ///< a password in it masked
    QString source; ///< ProxySource::id() of what names it; empty: it was typed
    PacOutcome outcome = PacOutcome::NotTried;
    QString fault;  ///< id of what went wrong, see platform/PacFault.h; empty: nothing
    QString detail; ///< the system's or the script's own words, bounded
    int line = 0;   ///< of the script, where it failed; 0: not known
    int status = 0; ///< HTTP; 0: none
    qint64 bytes = 0;
    qint64 durationMs = 0;
    QList<PacAnswer> answers; ///< one for each target

    bool operator==(const PacFacts &) const = default;
};

} // namespace pt
