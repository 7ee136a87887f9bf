// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateContext.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace pt {

class NegotiateSession;

/// A security context whose steps block, each done in a thread of its own. The thread owns all it
/// touches: where no answer comes, it is left behind and ends by itself.
class ThreadedNegotiateContext final : public NegotiateContext
{
public:
    /// How long a step may take. Libraries ask each KDC several times, and may wait for minutes.
    static constexpr int usualLimitMs = 20'000;

    /// A step without an answer within `limitMs` fails with "kerberos.kdc-unreachable".
    explicit ThreadedNegotiateContext(std::shared_ptr<NegotiateSession> session,
                                      int limitMs = usualLimitMs);
    ~ThreadedNegotiateContext() override;

    void step(const QByteArray &token, Done done) override;
    MutualProof prove(const QByteArray &token) override;
    NegotiateFacts facts() const override { return m_facts; }

private:
    struct Mailbox;

    void deliver(Result<NegotiateStep> step);
    void giveUp();

    std::shared_ptr<NegotiateSession> m_session; ///< used by one thread at a time
    std::shared_ptr<Mailbox> m_mailbox;
    QObject m_receiver; ///< answers that are posted to it go with it
    QTimer m_limit;
    NegotiateFacts m_facts;
    Done m_done; ///< of the step under way
    bool m_busy = false; ///< also for good, where the thread was left behind
};

} // namespace pt
