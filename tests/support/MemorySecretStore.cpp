// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/MemorySecretStore.h"

namespace pt {

MemorySecretStore::MemorySecretStore(QObject *parent)
    : SecretStore(parent)
{
}

MemorySecretStore::~MemorySecretStore() = default;

void MemorySecretStore::write(const QString &profileId, Secret secret, Answer answer)
{
    m_secrets.insert_or_assign(profileId, std::move(secret));
    answerLater(SecretState::Stored, std::move(answer));
}

void MemorySecretStore::read(const QString &profileId, Answer answer)
{
    const auto found = m_secrets.find(profileId);
    if (found == m_secrets.end())
        answerLater(SecretState::NotFoundOrLocked, std::move(answer));
    else
        answerLater(SecretState::Read, std::move(answer), found->second.clone());
}

void MemorySecretStore::remove(const QString &profileId, Answer answer)
{
    m_secrets.erase(profileId);
    answerLater(SecretState::Deleted, std::move(answer));
}

void MemorySecretStore::probe(Answer answer)
{
    answerLater(SecretState::Stored, std::move(answer));
}

void MemorySecretStore::cancel()
{
    for (Pending &pending : m_pending) {
        pending.value = SecretAnswer();
        pending.value.state = SecretState::Cancelled;
    }
}

void MemorySecretStore::answerLater(SecretState state, Answer answer, Secret secret)
{
    Pending pending;
    pending.answer = std::move(answer);
    pending.value.state = state;
    pending.value.secret = std::move(secret);
    m_pending.push_back(std::move(pending));
    QMetaObject::invokeMethod(this, &MemorySecretStore::answerFirst, Qt::QueuedConnection);
}

void MemorySecretStore::answerFirst()
{
    // Taken out first: the answer may call the store again.
    Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    pending.answer(std::move(pending.value));
}

} // namespace pt
