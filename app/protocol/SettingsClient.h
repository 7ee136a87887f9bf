// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/SettingsGroup.h"

#include <QList>

namespace pt {

/// Where a kind of program looks for its proxy.
struct SettingsClient
{
    QString id;   ///< "curl"
    QString name; ///< as people call it; a name, not to be translated
    QList<SettingsGroup> groups; ///< the first group of which something is set decides; none: it reads none of these
    bool optional = false; ///< it looks only where it is told to, so that finding nothing says nothing

    bool operator==(const SettingsClient &) const = default;
};

} // namespace pt
