// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "model/Finding.h"

#include <optional>

namespace pt {

/// The observation that excludes `neighbour` for a finding, whatever rule it is of. nullopt: none does.
std::optional<Words> excludedBy(const Observations &observed, const Finding &finding,
                                const QString &neighbour);

/// Settles every neighbour that the catalogue names for the finding: ruled out by its rule, or by an
/// observation, or told beside it (`found`: all causes found), or else named in Finding::notExcluded; and
/// then the finding is not certain.
void settleNeighbours(Finding &finding, const Observations &observed, const QStringList &found);

} // namespace pt
