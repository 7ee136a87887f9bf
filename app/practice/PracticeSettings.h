// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/SettingsPlaces.h"
#include "practice/Scenario.h"

namespace pt {

/// The settings of the made-up computer of a scenario. `authority` is that of its proxy and stands for
/// "{proxy}" in them; `pacProgram` as in SettingsPlaces.
SettingsPlaces practiceSettings(const Scenario &scenario, const QString &authority,
                                const QString &pacProgram);

} // namespace pt
