// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"

#include <QByteArray>
#include <QString>

namespace pt {

/// What a Negotiate sign-in is started with. Move-only, as it may carry the password.
struct NegotiateRequest
{
    QString proxyHost; ///< as typed; the service is HTTP@ it (RFC 4559 section 4.1)
    QByteArray channelBinding; ///< as in SignedRequest; empty: in clear
    /// Nobody typed: the ticket of this computer. A user: that one's ticket where this computer has
    /// it, else one that is got with the password.
    Credentials credentials;
};

} // namespace pt
