// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EarlierSignIn.h"
#include "model/SameSecret.h"

#include <QList>
#include <QString>

namespace pt {

/// What is remembered of earlier runs with the same saved test against the same proxy.
struct SignInMemory
{
    QList<EarlierSignIn> accepted; ///< the latest first; empty: none was accepted before
    SameSecret stored = SameSecret::Unknown; ///< the copy in the keychain
    QString storedUtc; ///< ISO 8601; when that copy was saved; empty: not known

    bool operator==(const SignInMemory &) const = default;
};

} // namespace pt
