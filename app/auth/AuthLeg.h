// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// What one leg of a sign-in sends.
struct AuthLeg
{
    QByteArray value; ///< of the Proxy-Authorization field; the caller overwrites it after use
    /// It holds something made of the secret, or a ticket, so that a refusal counts. The first
    /// message of NTLM does not.
    bool proves = true;
};

} // namespace pt
