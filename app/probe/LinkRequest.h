// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// A request of QNetworkAccessManager as the link read it, token removed.
struct LinkRequest
{
    QByteArray absolute; ///< the request target, absolute form
    QByteArray origin; ///< its path and query
    QByteArray userAgent;
    QByteArray accept;
};

} // namespace pt
