// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"

#include <QString>

namespace pt {

/// Whose ticket a typed user means.
struct KerberosPrincipal
{
    QString name; ///< "anna"
    QString realm; ///< empty: neither typed nor known

    bool operator==(const KerberosPrincipal &) const = default;
};

/// Guesses, as realms are seldom typed: "anna" is of `defaultRealm`. A domain, typed into its own
/// field, as DOMAIN\anna or as anna@domain, is a realm in upper case, as Windows names them; a
/// short one that the default realm begins with is the default realm.
KerberosPrincipal kerberosPrincipal(const Credentials &credentials, const QString &defaultRealm);

/// True where the typed user can be `principal`: names and realms are compared without regard to
/// case, as Windows does, and a realm only where one was typed.
bool isPrincipal(const Credentials &credentials, const KerberosPrincipal &principal);

} // namespace pt
