// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QString>

#include <optional>

namespace pt {

/// What to sign in with. Lives for one run; never part of a Case.
struct Credentials
{
    QString user;   ///< as typed; may hold DOMAIN\user or user@domain
    QString domain; ///< empty unless typed into its own field
    std::optional<Secret> password; ///< nullopt: none was given; an empty Secret: an empty password

    bool isEmpty() const { return user.isEmpty() && !password; }
    Credentials clone() const
    {
        return {user, domain, password ? std::optional<Secret>(password->clone()) : std::nullopt};
    }
};

} // namespace pt
