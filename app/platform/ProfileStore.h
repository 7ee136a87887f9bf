// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "platform/Profile.h"

#include <QList>

class QSettings;

namespace pt {

/// Profiles in the settings. Not owned: `settings` must outlive it.
class ProfileStore
{
public:
    explicit ProfileStore(QSettings &settings);

    QList<Profile> profiles() const; ///< most recently used first; entries that cannot be read are left alone
    std::optional<Profile> find(const QString &idOrName) const;
    /// Adds or replaces by id and makes it the most recent. Code "profile.cannot-save".
    Result<Profile> save(Profile profile);
    void remove(const QString &id);
    /// Every id under which a secret may be in the keychain, removed profiles included until forgotten.
    QStringList secretIds() const;
    void forgetSecretId(const QString &id);

private:
    QSettings &m_settings;
};

} // namespace pt
