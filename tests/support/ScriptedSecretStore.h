// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/SecretStore.h"

#include <QStringList>

#include <list>

namespace pt {

/// A secret store that answers what the test says, when the test says. Calls wait until answer();
/// `calls` lists them as "write ID", "read ID", "remove ID", "probe", "cancel".
class ScriptedSecretStore final : public SecretStore
{
public:
    using SecretStore::SecretStore;

    QStringList calls;
    Secret lastWritten;

    void write(const QString &profileId, Secret secret, Answer answer) override
    {
        lastWritten = std::move(secret);
        add(QStringLiteral("write ") + profileId, std::move(answer));
    }
    void read(const QString &profileId, Answer answer) override
    {
        add(QStringLiteral("read ") + profileId, std::move(answer));
    }
    void remove(const QString &profileId, Answer answer) override
    {
        add(QStringLiteral("remove ") + profileId, std::move(answer));
    }
    void probe(Answer answer) override { add(QStringLiteral("probe"), std::move(answer)); }
    void cancel() override
    {
        calls.append(QStringLiteral("cancel"));
        while (isWaiting())
            answer(SecretState::Cancelled);
    }

    bool isWaiting() const { return !m_waiting.empty(); }
    /// Answers the oldest call that waits.
    void answer(SecretState state, Secret secret = {}, const QString &detail = {})
    {
        SecretAnswer value;
        value.state = state;
        value.secret = std::move(secret);
        value.detail = detail;
        const Answer waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        waiting(std::move(value));
    }

private:
    void add(const QString &call, Answer answer)
    {
        calls.append(call);
        m_waiting.push_back(std::move(answer));
    }

    std::list<Answer> m_waiting;
};

} // namespace pt
