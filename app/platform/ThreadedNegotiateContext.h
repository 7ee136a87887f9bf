// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateContext.h"

#include <QObject>

#include <memory>

namespace pt {

class NegotiateSession;

/// A security context whose steps block, each done in a thread of its own. The thread owns all it
/// touches: where no answer comes, it is left behind and ends by itself.
class ThreadedNegotiateContext final : public NegotiateContext
{
public:
    explicit ThreadedNegotiateContext(std::shared_ptr<NegotiateSession> session);
    ~ThreadedNegotiateContext() override;

    void step(const QByteArray &token, Done done) override;
    MutualProof prove(const QByteArray &token) override;
    NegotiateFacts facts() const override { return m_facts; }

private:
    struct Mailbox;

    std::shared_ptr<NegotiateSession> m_session; ///< used by one thread at a time
    std::shared_ptr<Mailbox> m_mailbox;
    QObject m_receiver; ///< answers that are posted to it go with it
    NegotiateFacts m_facts;
    bool m_busy = false;
};

} // namespace pt
