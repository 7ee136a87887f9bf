// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KeychainBackend.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace pt {

/// The keychain through QtKeychain, which needs an event loop in the calling thread. A started job
/// belongs to nobody and deletes itself when it has finished: deleting one that runs crashes.
/// Replies to a destroyed backend are dropped. Never uses QtKeychain's insecure fallback, which
/// writes the secret to a plain file.
class QtKeychainBackend final : public QObject, public KeychainBackend
{
    Q_OBJECT

public:
    void write(const QString &key, QByteArray item, Reply reply) override;
    void read(const QString &key, Reply reply) override;
    void remove(const QString &key, Reply reply) override;

private:
    void start(QKeychain::Job *job, const QString &key, QByteArray written, Reply reply);
};

} // namespace pt
