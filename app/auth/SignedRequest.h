// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// What an answer is bound to, besides the challenge. Digest hashes both.
struct SignedRequest
{
    QByteArray method;
    QByteArray
        uri; ///< path and query of a plain request, as most programs do; host:port of a CONNECT

    bool operator==(const SignedRequest &) const = default;
};

} // namespace pt
