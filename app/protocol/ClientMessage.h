// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pt {

/// Words by which a program reports that a proxy answered 407.
struct ClientMessage
{
    QString client; ///< KnownClient::id
    QByteArray text;

    bool operator==(const ClientMessage &) const = default;
};

} // namespace pt
