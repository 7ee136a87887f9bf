// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KeychainBackend.h"
#include "platform/SecretStore.h"
#include "platform/SecretStoreLimits.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace pt {

class RandomSource;

/// Secrets in the operating system's keychain, one item per profile under
/// "<application id>/<profile id>". There is no fallback to a file: without a keychain the answer
/// is Unavailable. What the answers prove:
/// - Stored: written, read back, equal. Also the good answer of probe().
/// - Deleted: overwritten, deleted, and reading it finds nothing.
/// - NotFoundOrLocked: a locked keyring says "not found" when read, so never a proof that it
///   is gone; probe() tells the two apart (Denied: locked).
/// - Denied: refused by the person, or writing or deleting in a locked keyring that was not unlocked.
/// - TimedOut: the job goes on by itself and may still succeed; its answer is dropped.
///
/// Calls are served in order. Calls waiting when the store is destroyed are never answered.
class KeychainSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    /// `random` must outlive the store.
    explicit KeychainSecretStore(RandomSource &random, QObject *parent = nullptr);
    KeychainSecretStore(std::unique_ptr<KeychainBackend> backend, RandomSource &random,
                        SecretStoreLimits limits, QObject *parent = nullptr);
    ~KeychainSecretStore() override;

    void write(const QString &profileId, Secret secret, Answer answer) override;
    void read(const QString &profileId, Answer answer) override;
    void remove(const QString &profileId, Answer answer) override;
    void probe(Answer answer) override;
    void cancel() override;

private:
    struct Call
    {
        enum class Kind { Write, Read, Remove, Probe };
        Kind kind = Kind::Read;
        QString key;
        Secret secret;
        Answer answer;
    };
    using Step = void (KeychainSecretStore::*)(KeychainReply);

    void enqueue(Call call);
    void startNext();
    void begin();
    void finish(SecretAnswer answer);
    void finishWith(SecretState state, const QString &detail = {});
    void finishFailed(const KeychainReply &reply);
    void deliver(Call call, SecretAnswer answer);
    KeychainBackend::Reply into(Step step);
    void writeItem();

    void onWritten(KeychainReply reply);
    void onReadBack(KeychainReply reply);
    void onRead(KeychainReply reply);
    void onRemoved(KeychainReply reply);
    void onAbsenceChecked(KeychainReply reply);

    std::unique_ptr<KeychainBackend> m_backend;
    RandomSource &m_random;
    SecretStoreLimits m_limits;
    std::deque<Call> m_calls; ///< the first one is served while m_busy
    bool m_busy = false;
    quint64 m_generation = 0; ///< replies of an older one are dropped
    QTimer m_tellTimer;
    QTimer m_giveUpTimer;
};

} // namespace pt
