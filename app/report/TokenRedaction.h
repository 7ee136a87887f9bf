// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "report/Pseudonyms.h"
#include "report/RedactionLog.h"

namespace pt {

/// Registers the names that a token holds, so that they are found in the text of other parts too.
void collectNames(const DecodedToken &token, Pseudonyms *names);

/// The tokens of an exchange with the names in their fields replaced as everywhere, each field by
/// its class; what has none keeps public words alone. They stand where they are found in the
/// messages of `after`, the exchange once those were redacted; none of their bytes stay.
QList<DecodedToken> redactedTokens(const Exchange &before, const Exchange &after, Pseudonyms *names,
                                   RedactionLog *log, const QString &part);

} // namespace pt
