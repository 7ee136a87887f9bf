// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pt {

/// A proxy configuration script as it was loaded, or why it was not.
struct PacScript
{
    QByteArray bytes;
    QString fault; ///< of platform/PacFault.h; empty: it was loaded
    QString detail;
    int status = 0; ///< HTTP; 0: none
};

} // namespace pt
