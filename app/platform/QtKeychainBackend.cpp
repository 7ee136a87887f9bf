// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/QtKeychainBackend.h"

#include "model/Secret.h"

#include <qt6keychain/keychain.h>

#include <QPointer>

namespace pt {

namespace {

// The label of every item. Labels and keys can be read while the keyring is locked, so neither
// names a user or a host.
const QString &service()
{
    static const QString name = QStringLiteral("Proxy Triage");
    return name;
}

KeychainReply::Outcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return KeychainReply::Outcome::Done;
    case QKeychain::EntryNotFound:
        return KeychainReply::Outcome::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return KeychainReply::Outcome::Refused;
    default:
        // "No backend" arrives here under several codes: the code alone tells nothing.
        return KeychainReply::Outcome::Failed;
    }
}

// The finished job shares this buffer and reads it no more; data() would detach and wipe a copy.
void wipeShared(const QByteArray &bytes)
{
    wipeMemory(const_cast<char *>(bytes.constData()), bytes.size());
}

} // namespace

void QtKeychainBackend::write(const QString &key, QByteArray item, Reply reply)
{
    // Binary only: a text and a binary item under one key are two items, and reading gives the
    // older one.
    auto *job = new QKeychain::WritePasswordJob(service());
    job->setBinaryData(item);
    start(job, key, std::move(item), std::move(reply));
}

void QtKeychainBackend::read(const QString &key, Reply reply)
{
    start(new QKeychain::ReadPasswordJob(service()), key, {}, std::move(reply));
}

void QtKeychainBackend::remove(const QString &key, Reply reply)
{
    start(new QKeychain::DeletePasswordJob(service()), key, {}, std::move(reply));
}

void QtKeychainBackend::start(QKeychain::Job *job, const QString &key, QByteArray written,
                              Reply reply)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    // Tied to the job, not to this object, so that the buffers are wiped also when nobody waits.
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [self = QPointer(this), written = std::move(written),
                      reply = std::move(reply)](QKeychain::Job *finished) {
                         wipeShared(written);
                         KeychainReply answer;
                         answer.outcome = outcomeOf(finished->error());
                         answer.detail = finished->errorString();
                         if (answer.outcome == KeychainReply::Outcome::Done) {
                             answer.detail.clear();
                             if (auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(finished))
                                 answer.item = read->binaryData();
                         }
                         const QByteArray item = answer.item;
                         if (self)
                             reply(std::move(answer));
                         wipeShared(item);
                     });
    job->start();
}

} // namespace pt
