// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace pt {

/// A text to be worded later (advice/): a stable id and the values it speaks of. Values may hold text
/// sent by a proxy and must be escaped where they are shown.
struct Words
{
    QString id;
    QMap<QString, QString> params;

    bool operator==(const Words &) const = default;
};

} // namespace pt
