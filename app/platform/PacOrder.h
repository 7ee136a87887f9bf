// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace pt {

/// What a script is run with.
struct PacOrder
{
    QString script;
    QStringList targets; ///< URLs; of https ones the script gets no path and no query
    QMap<QString, QString> resolved; ///< names in lower case and their addresses; an empty one: it has none
    QString ownAddress;
    qint64 nowMs = 0; ///< since 1970, UTC
};

} // namespace pt
