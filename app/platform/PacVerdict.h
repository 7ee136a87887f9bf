// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pt {

/// What the process that runs a script says.
struct PacVerdict
{
    QString fault; ///< of platform/PacFault.h; empty: it ran to its end
    QString detail;
    int line = 0;
    QStringList answers; ///< one for each target
    QStringList asked;   ///< names that the script looked up and that were not known
};

} // namespace pt
