// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/SecretStore.h"

#include <list>
#include <map>

namespace pt {

/// Secrets for as long as the program runs, in memory only: what is used unless a person asks for
/// the keychain.
class MemorySecretStore final : public SecretStore
{
    Q_OBJECT

public:
    explicit MemorySecretStore(QObject *parent = nullptr);
    ~MemorySecretStore() override;

    void write(const QString &profileId, Secret secret, Answer answer) override;
    void read(const QString &profileId, Answer answer) override;
    void remove(const QString &profileId, Answer answer) override;
    void probe(Answer answer) override;
    void cancel() override;

private:
    struct Pending
    {
        Answer answer;
        SecretAnswer value;
    };

    void answerLater(SecretState state, Answer answer, Secret secret = {});
    void answerFirst();

    std::map<QString, Secret> m_secrets;
    std::list<Pending> m_pending;
};

} // namespace pt
