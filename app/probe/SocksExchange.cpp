// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/SocksExchange.h"

#include "model/Secret.h"
#include "probe/ProxyConnection.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A banner is complete after this long; nothing more is waited for.
constexpr int bannerMs = 300;

} // namespace

SocksExchange::SocksExchange(ProxyConnection *connection, const RunLimits &limits,
                             const RunClock &clock, SocksKind message, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
    , m_clock(clock)
{
    m_frame.kind = socksAnswerTo(message);
    for (QTimer *timer : {&m_idle, &m_total, &m_banner})
        timer->setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { endWith(ExchangeEnd::IdleTimeout, {}); });
    connect(&m_total, &QTimer::timeout, this, [this] { endWith(ExchangeEnd::TotalTimeout, {}); });
    connect(&m_banner, &QTimer::timeout, this,
            [this] { endWith(ExchangeEnd::Complete, u"not-socks"_s); });
}

void SocksExchange::start(QByteArray &&message)
{
    connect(m_connection, &ProxyConnection::readyRead, this, &SocksExchange::onReadyRead);
    connect(m_connection, &ProxyConnection::closed, this, &SocksExchange::onClosed);
    m_startedMs = m_clock.now();
    m_idle.start(m_limits.idleMs);
    m_total.start(m_limits.exchangeMs);
    if (m_connection->isOpen())
        m_connection->write(message);
    wipeMemory(message.data(), message.size());
    message.clear();
    if (!m_finished && (m_connection->bytesAvailable() > 0 || !m_connection->isOpen())) {
        const bool open = m_connection->isOpen();
        QMetaObject::invokeMethod(
            this, [this, open] { open ? onReadyRead() : onClosed(false); }, Qt::QueuedConnection);
    }
}

void SocksExchange::stop(ExchangeEnd end)
{
    if (m_finished)
        return;
    const bool blocked = blockSignals(true);
    endWith(end, {});
    blockSignals(blocked);
}

QByteArray SocksExchange::answer() const
{
    return m_frame.isComplete() ? m_bytes.first(m_frame.length) : m_bytes;
}

QByteArray SocksExchange::leftover() const
{
    return m_frame.isComplete() ? m_bytes.sliced(m_frame.length) : QByteArray();
}

void SocksExchange::describe(Exchange &exchange) const
{
    exchange.startedMs = m_startedMs;
    exchange.firstByteMs = m_firstByteMs;
    exchange.durationMs = m_endedMs - m_startedMs;
    exchange.end = m_end;
    exchange.endDetail = m_endDetail;
    exchange.peerKeptOpen = m_end == ExchangeEnd::Complete && m_frame.isComplete() && m_connection
        && m_connection->isOpen();
    exchange.response.body = answer();
    exchange.response.bodyBytes = m_frame.isComplete() ? m_frame.length : m_received;
    exchange.response.bodyComplete = m_frame.isComplete();
}

void SocksExchange::onReadyRead()
{
    if (m_finished)
        return;
    m_idle.start(m_limits.idleMs);
    drain();
}

void SocksExchange::drain()
{
    while (!m_finished && m_connection && m_connection->bytesAvailable() > 0) {
        const QByteArray bytes = m_connection->read();
        if (bytes.isEmpty())
            return;
        if (m_firstByteMs < 0)
            m_firstByteMs = m_clock.now();
        m_received += bytes.size();
        m_bytes.append(bytes.first(qMin(bytes.size(), m_limits.bodyKeptBytes - m_bytes.size())));
        if (m_frame.state == SocksState::Broken) {
            if (m_bytes.size() >= m_limits.bodyKeptBytes)
                endWith(ExchangeEnd::Complete, u"not-socks"_s);
            continue;
        }
        m_frame = readSocks(m_frame.kind, m_bytes);
        if (m_frame.isComplete())
            endWith(ExchangeEnd::Complete, {});
        else if (m_frame.state == SocksState::Broken)
            m_banner.start(bannerMs);
    }
}

void SocksExchange::onClosed(bool reset)
{
    if (m_finished)
        return;
    drain();
    if (m_finished)
        return;
    const bool other = m_frame.state == SocksState::Broken;
    endWith(reset ? ExchangeEnd::Reset : ExchangeEnd::ClosedByPeer,
            other ? u"not-socks"_s : QString());
}

void SocksExchange::endWith(ExchangeEnd end, const QString &detail)
{
    if (m_finished)
        return;
    m_finished = true;
    m_end = end;
    m_endDetail = detail;
    m_endedMs = m_clock.now();
    for (QTimer *timer : {&m_idle, &m_total, &m_banner})
        timer->stop();
    if (m_connection)
        m_connection->disconnect(this);
    emit finished();
}

} // namespace pt
