// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Evidence.h"

#include <QList>

namespace pt {

/// What the proxy looks like: a product or a service, by the marks it leaves in its answers.
struct SeenProduct
{
    QString id; ///< of the table of products, stable
    QString name; ///< as its makers write it; not translated
    QString version; ///< empty: its marks do not tell
    QString kind; ///< "proxy", "gateway", "service", "local", "debugging" or "server"
    bool sure = false; ///< nothing else is known to leave such a mark
    QList<Evidence> evidence; ///< never empty

    bool operator==(const SeenProduct &) const = default;
};

} // namespace pt
