// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KeychainBackend.h"

#include <QHash>
#include <QStringList>
#include <QTimer>

#include <deque>

namespace pt {

/// A keychain that keeps items in memory and, where a test says so, answers late, never or wrongly.
class ScriptedKeychain final : public KeychainBackend
{
public:
    struct Log
    {
        QStringList operations; ///< "write", "read", "remove", in order
        QHash<QString, QByteArray> items;
        /// Answers for the next operations, in order; without one the operation does its work.
        std::deque<KeychainReply> replies;
        bool holds = false; ///< operations wait in `held` until the test calls them
        std::deque<std::function<void()>> held;
        int running = 0;
        int mostRunning = 0;
    };

    explicit ScriptedKeychain(Log &log)
        : m_log(log)
    {
    }

    void write(const QString &key, QByteArray item, Reply reply) override
    {
        run(QStringLiteral("write"), std::move(reply), [this, key, item] {
            m_log.items.insert(key, item);
            return done();
        });
    }
    void read(const QString &key, Reply reply) override
    {
        run(QStringLiteral("read"), std::move(reply), [this, key] {
            KeychainReply answer = done();
            answer.item = m_log.items.value(key);
            if (!m_log.items.contains(key))
                answer.outcome = KeychainReply::Outcome::NotFound;
            return answer;
        });
    }
    void remove(const QString &key, Reply reply) override
    {
        run(QStringLiteral("remove"), std::move(reply), [this, key] {
            m_log.items.remove(key);
            return done();
        });
    }

private:
    static KeychainReply done() { return {KeychainReply::Outcome::Done, {}, {}}; }

    void run(const QString &name, Reply reply, std::function<KeychainReply()> work)
    {
        m_log.operations.append(name);
        m_log.mostRunning = qMax(m_log.mostRunning, ++m_log.running);
        const auto finish = [&log = m_log, reply = std::move(reply), work = std::move(work)] {
            --log.running;
            if (log.replies.empty()) {
                reply(work());
            } else {
                const KeychainReply answer = log.replies.front();
                log.replies.pop_front();
                reply(answer);
            }
        };
        if (m_log.holds)
            m_log.held.push_back(finish);
        else
            QTimer::singleShot(0, &m_context, finish);
    }

    Log &m_log;
    QObject m_context;
};

} // namespace pt
