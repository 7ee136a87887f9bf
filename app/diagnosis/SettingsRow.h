// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/SettingsChoice.h"

#include <QString>

namespace pt {

/// Where one kind of program sends one of the targets, by this computer's settings.
struct SettingsRow
{
    QString clientId;
    QString client; ///< its name
    bool optional = false; ///< see SettingsClient
    QString target;
    QString where;  ///< the place that decides, for people; empty: none does
    SettingsChoice choice;
};

} // namespace pt
