// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QObject>
#include <QString>

#include <functional>

namespace pt {

/// What a keychain can prove is told at KeychainSecretStore. NotFoundOrLocked never means that the
/// secret is gone, and Unavailable not that it never was there: ask again, keep the profile.
enum class SecretState {
    Stored,
    Deleted,
    Read,
    NotFoundOrLocked,
    Unavailable,
    Denied,
    TimedOut,
    TooLarge,
    Cancelled,
};

struct SecretAnswer
{
    SecretState state = SecretState::Unavailable;
    Secret secret; ///< Read only
    QString detail; ///< the backend's own words
};

/// Where secrets are kept between runs. Every call answers exactly once, later, never from inside
/// the call. One job at a time; a job that does not answer is detached after its time limit and its
/// late result dropped. Stored means written and read back equal.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(SecretAnswer)>;
    using QObject::QObject;

    virtual void write(const QString &profileId, Secret secret, Answer answer) = 0;
    virtual void read(const QString &profileId, Answer answer) = 0;
    virtual void remove(const QString &profileId, Answer answer) = 0;
    /// Writes, reads, compares and deletes a canary: the only reliable way to know.
    virtual void probe(Answer answer) = 0;
    /// Gives up waiting for all that is under way: answers Cancelled.
    virtual void cancel() = 0;

signals:
    /// The job has been waiting for some time: an unlock window may be hidden behind this one.
    void waitingForUser();
};

} // namespace pt
