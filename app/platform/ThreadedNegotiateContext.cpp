// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ThreadedNegotiateContext.h"

#include "platform/NegotiateSession.h"

#include <QMetaObject>

#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

/// Where a thread leaves its answer. It outlives both sides; once the caller is gone it is closed.
struct ThreadedNegotiateContext::Mailbox
{
    std::mutex mutex;
    QObject *receiver = nullptr; ///< nullptr: closed
};

ThreadedNegotiateContext::ThreadedNegotiateContext(std::shared_ptr<NegotiateSession> session,
                                                   int limitMs)
    : m_session(std::move(session))
    , m_mailbox(std::make_shared<Mailbox>())
    , m_facts(m_session->facts())
{
    m_mailbox->receiver = &m_receiver;
    m_limit.setSingleShot(true);
    m_limit.setInterval(limitMs);
    m_limit.callOnTimeout(&m_receiver, [this] { giveUp(); });
}

ThreadedNegotiateContext::~ThreadedNegotiateContext()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->receiver = nullptr;
}

/// May destroy this.
void ThreadedNegotiateContext::deliver(Result<NegotiateStep> step)
{
    m_limit.stop();
    const Done done = std::exchange(m_done, {});
    if (done)
        done(std::move(step));
}

/// The thread stays with the session; neither is waited for.
void ThreadedNegotiateContext::giveUp()
{
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->receiver = nullptr;
    }
    m_facts.code = u"kerberos.kdc-unreachable"_s;
    m_facts.reason = u"no-answer"_s;
    m_facts.kdcReached = false;
    deliver(fail(m_facts.code, u"negotiate"_s));
}

void ThreadedNegotiateContext::step(const QByteArray &token, Done done)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    m_done = std::move(done);
    m_limit.start();
    // A std::thread, as a QThread has to be waited for.
    try {
        std::thread([this, session = m_session, mailbox = m_mailbox, token]() mutable {
            NegotiateSession::Outcome outcome = session->step(token);
            // What the session owns may go with this thread, but not while the mailbox is held.
            session.reset();
            const std::lock_guard lock(mailbox->mutex);
            if (!mailbox->receiver)
                return;
            // Runs in the caller's thread, and only where the receiver, and so this, still exists.
            QMetaObject::invokeMethod(
                mailbox->receiver,
                [this, outcome = std::move(outcome)]() mutable {
                    m_busy = false;
                    m_facts = outcome.facts;
                    deliver(std::move(outcome.step));
                },
                Qt::QueuedConnection);
        }).detach();
    } catch (const std::system_error &) {
        m_facts.code = u"kerberos.unavailable"_s;
        QMetaObject::invokeMethod(
            &m_receiver,
            [this] {
                m_busy = false;
                deliver(fail(u"kerberos.unavailable"_s, u"start a thread"_s));
            },
            Qt::QueuedConnection);
    }
}

MutualProof ThreadedNegotiateContext::prove(const QByteArray &token)
{
    if (m_busy)
        return MutualProof::NotProven;
    const NegotiateSession::Outcome outcome = m_session->step(token);
    return m_session->isMutual()   ? MutualProof::Proven
        : outcome.step.has_value() ? MutualProof::NotProven
                                   : MutualProof::Wrong;
}

} // namespace pt
