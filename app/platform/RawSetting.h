// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxySource.h"

#include <QString>

#include <vector>

namespace pt {

/// One setting as it was read, its password included. Lives only while it is read, cannot be copied, and is
/// overwritten at its end.
struct RawSetting
{
    RawSetting(SourceKind source, SourceUse purpose, const QString &forTargets, const QString &key,
               QString &&text, int lineNumber = 0);
    RawSetting(RawSetting &&) noexcept = default;
    RawSetting &operator=(RawSetting &&) noexcept = default;
    RawSetting(const RawSetting &) = delete;
    RawSetting &operator=(const RawSetting &) = delete;
    ~RawSetting();

    SourceKind kind;
    SourceUse use;
    QString targets;
    QString name;
    QString value;
    int line = 0;
    QString place;      ///< filled in by who opened the file
    QString userInfo;   ///< "user:password" where it stands in a setting of its own (curl, wget)
    bool userInfoIsEncoded = false; ///< percent-encoded, as curl reads its proxy-user
};

using RawSettings = std::vector<RawSetting>;

} // namespace pt
