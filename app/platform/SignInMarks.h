// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/SignInMark.h"

#include <QList>

#include <optional>

namespace pt {

/// What is remembered with one profile. The hashes are worth nothing without their key.
struct SignInMarks
{
    static constexpr qsizetype most = 3; ///< accepted ones to keep

    QString keyId; ///< the keychain item with the key that they were made with
    QList<SignInMark> accepted; ///< the latest first
    std::optional<SignInMark> stored; ///< the password that is in the keychain

    bool isEmpty() const { return accepted.isEmpty() && !stored; }
    bool operator==(const SignInMarks &) const = default;
};

} // namespace pt
