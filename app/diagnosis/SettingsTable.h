// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/SettingsRow.h"
#include "model/Case.h"

#include <QList>

namespace pt {

/// Who wins for which program: one row for each program and target. Empty where this computer names no
/// proxy. Pure.
QList<SettingsRow> settingsTable(const Case &value);

} // namespace pt
