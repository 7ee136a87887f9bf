// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/SecretStore.h"

#include <list>
#include <map>

namespace pt {

/// Stands in for the keychain in tests: secrets in memory, with the same promises about answers.
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
