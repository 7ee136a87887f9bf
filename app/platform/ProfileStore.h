// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "platform/Profile.h"
#include "platform/SignInMarks.h"

#include <QList>

#include <optional>

class QSettings;

namespace pt {

/// Profiles in the settings. Not owned: `settings` must outlive it.
///
/// Settings of a newer version are neither read nor changed. Passwords inside addresses are taken
/// out before anything is written.
class ProfileStore
{
public:
    explicit ProfileStore(QSettings &settings);

    QList<Profile>
    profiles() const; ///< most recently used first; entries that cannot be read are left alone
    /// By id, else by name without regard to case, the most recently used first.
    std::optional<Profile> find(const QString &idOrName) const;
    /// Adds or replaces by id (an empty one is made up) and makes it the most recent. Code
    /// "profile.cannot-save", the reason in detail.
    Result<Profile> save(Profile profile);
    /// With all that is remembered with it. The id of its secret stays in secretIds() until it is
    /// forgotten.
    void remove(const QString &id);

    /// What is remembered of sign-ins with it; what cannot be read is left out.
    SignInMarks signInMarks(const QString &id) const;
    /// Takes the place of what was there; empty: it is forgotten. Only of a profile that is saved,
    /// and at most SignInMarks::most.
    void setSignInMarks(const QString &id, const SignInMarks &marks);
    /// The keychain item with the key of all that is remembered; empty: there is none yet.
    QString signInKeyId() const;
    void setSignInKeyId(const QString &id);

    /// Every id under which a secret may be in the keychain, removed profiles included until
    /// forgotten.
    QStringList secretIds() const;
    /// To be called before a secret is written: a write that timed out may still succeed later.
    void rememberSecretId(const QString &id);
    /// Once the keychain has proved that nothing is stored under `id`.
    void forgetSecretId(const QString &id);

private:
    bool isNewer() const;
    QStringList order() const;
    std::optional<Profile> read(const QString &id) const;
    void writeMark(const QString &group, const SignInMark &mark);
    std::optional<SignInMark> readMark(const QString &group) const;

    QSettings &m_settings;
};

} // namespace pt
