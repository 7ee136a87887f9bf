// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace pt {

/// A program that uses proxies, and what it is documented to be able to.
struct KnownClient
{
    QString id;
    QString name;
    QByteArray agent; ///< what its User-Agent begins with
    QStringList schemes; ///< lower case, that it can answer to a proxy
    QString basicOffSince; ///< from this version on it does not use Basic for tunnels unless told to; empty: it does

    bool operator==(const KnownClient &) const = default;
};

} // namespace pt
