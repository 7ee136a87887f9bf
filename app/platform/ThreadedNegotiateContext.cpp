// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ThreadedNegotiateContext.h"

#include "platform/NegotiateSession.h"

#include <QMetaObject>

#include <mutex>
#include <system_error>
#include <thread>

namespace pt {

using namespace Qt::StringLiterals;

/// Where a thread leaves its answer. It outlives both sides; once the caller is gone it is closed.
struct ThreadedNegotiateContext::Mailbox
{
    std::mutex mutex;
    QObject *receiver = nullptr; ///< nullptr: closed
};

ThreadedNegotiateContext::ThreadedNegotiateContext(std::shared_ptr<NegotiateSession> session)
    : m_session(std::move(session))
    , m_mailbox(std::make_shared<Mailbox>())
    , m_facts(m_session->facts())
{
    m_mailbox->receiver = &m_receiver;
}

ThreadedNegotiateContext::~ThreadedNegotiateContext()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->receiver = nullptr;
}

void ThreadedNegotiateContext::step(const QByteArray &token, Done done)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    // Runs in the caller's thread, and only where this still exists.
    auto deliver = [this, done = std::move(done)](NegotiateSession::Outcome outcome) {
        m_busy = false;
        m_facts = outcome.facts;
        const Done call = done;
        call(std::move(outcome.step));
    };
    // A std::thread, as a QThread has to be waited for. `deliver` is copied, to be at hand where no
    // thread can be had.
    try {
        std::thread([session = m_session, mailbox = m_mailbox, token, deliver]() mutable {
            NegotiateSession::Outcome outcome = session->step(token);
            // What the session owns may go with this thread, but not while the mailbox is held.
            session.reset();
            const std::lock_guard lock(mailbox->mutex);
            if (!mailbox->receiver)
                return;
            QMetaObject::invokeMethod(
                mailbox->receiver,
                [deliver = std::move(deliver), outcome = std::move(outcome)]() mutable {
                    deliver(std::move(outcome));
                },
                Qt::QueuedConnection);
        }).detach();
    } catch (const std::system_error &) {
        m_facts.code = u"kerberos.unavailable"_s;
        QMetaObject::invokeMethod(
            &m_receiver,
            [this, deliver = std::move(deliver)]() mutable {
                deliver({fail(u"kerberos.unavailable"_s, u"start a thread"_s), m_facts});
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
