// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// A sign-in that the proxy under test accepted in an earlier run, compared with the one of this
/// run. What it was compared by (auth/SignInHash.h) is never here.
struct EarlierSignIn
{
    QString acceptedUtc; ///< ISO 8601; when it was last accepted
    QString scheme; ///< lower-case sign-in scheme, "socks" for a SOCKS password
    bool sameUser = false; ///< user and domain
    bool sameSecret = false; ///< of the same user, the very same password

    bool operator==(const EarlierSignIn &) const = default;
};

} // namespace pt
