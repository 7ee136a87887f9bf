// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "model/Secret.h"

#include <QByteArray>

namespace pt {

/// The bytes kept in the keychain for one profile: {"version":1,"bytes":"<base64>"}, so that later
/// versions can add to it and any bytes survive.
class KeychainItem
{
public:
    /// The most that every keychain takes: Windows stops at 2560 bytes, others are asked per item.
    static constexpr qsizetype maxItemBytes = 2048;
    /// What that leaves for the secret, in bytes of UTF-8.
    static constexpr qsizetype maxSecretBytes = 1518;

    static bool fits(const Secret &secret);
    /// Only for a secret that fits.
    static QByteArray encoded(const Secret &secret);
    /// Codes "keychain.item-newer" and "keychain.item-unreadable".
    static Result<Secret> decoded(QByteArrayView item);
};

} // namespace pt
