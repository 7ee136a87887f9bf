// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/HttpExchange.h"

#include "model/Secret.h"
#include "probe/ProxyConnection.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A banner is complete after this long; nothing more is waited for.
constexpr int bannerMs = 300;

bool isBound(const QString &failure)
{
    static const QStringList bounds{u"status-line-too-long"_s,   u"header-line-too-long"_s,
                                    u"header-block-too-large"_s, u"too-many-interim"_s,
                                    u"chunk-line-too-long"_s,    u"trailer-too-large"_s};
    return bounds.contains(failure);
}

} // namespace

HttpExchange::HttpExchange(ProxyConnection *connection, const RunLimits &limits,
                           const RunClock &clock, bool isConnect, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
    , m_clock(clock)
    , m_reader(limits, isConnect)
{
    for (QTimer *timer : {&m_idle, &m_total, &m_body})
        timer->setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { endWith(ExchangeEnd::IdleTimeout, {}); });
    connect(&m_total, &QTimer::timeout, this, [this] { endWith(ExchangeEnd::TotalTimeout, {}); });
    connect(&m_body, &QTimer::timeout, this, [this] {
        const bool http = m_reader.state() == ResponseReader::State::Body;
        endWith(ExchangeEnd::Complete, http ? u"body-not-read-on"_s : u"not-http"_s);
    });
}

void HttpExchange::start(QByteArray &&head)
{
    connect(m_connection, &ProxyConnection::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_connection, &ProxyConnection::closed, this, &HttpExchange::onClosed);
    m_startedMs = m_clock.now();
    m_idle.start(m_limits.idleMs);
    m_total.start(m_limits.exchangeMs);
    m_written = m_connection->isOpen();
    if (m_written)
        m_connection->write(head);
    wipeMemory(head.data(), head.size());
    head.clear();
    // What a first connection brought before it was asked, or a close in between.
    if (!m_finished && (m_connection->bytesAvailable() > 0 || !m_connection->isOpen())) {
        const bool open = m_connection->isOpen();
        const bool reset = m_connection->wasReset();
        QMetaObject::invokeMethod(
            this, [this, open, reset] { open ? onReadyRead() : onClosed(reset); },
            Qt::QueuedConnection);
    }
}

void HttpExchange::stop(ExchangeEnd end)
{
    if (m_finished)
        return;
    blockSignals(true);
    endWith(end, {});
    blockSignals(false);
}

bool HttpExchange::diedUnanswered() const
{
    return m_finished && m_received == 0
        && (m_end == ExchangeEnd::ClosedByPeer || m_end == ExchangeEnd::Reset);
}

bool HttpExchange::connectionUsable() const
{
    return m_finished && m_end == ExchangeEnd::Complete && !m_peerClosed && m_reader.reusable()
        && m_connection && m_connection->isOpen() && m_connection->bytesAvailable() == 0;
}

void HttpExchange::drain()
{
    while (!m_finished && m_connection && m_connection->bytesAvailable() > 0) {
        const QByteArray bytes = m_connection->read();
        if (bytes.isEmpty())
            return;
        if (m_firstByteMs < 0)
            m_firstByteMs = m_clock.now();
        m_received += bytes.size();
        m_reader.feed(bytes);
        check();
    }
}

void HttpExchange::onReadyRead()
{
    if (m_finished)
        return;
    m_idle.start(m_limits.idleMs);
    drain();
}

void HttpExchange::check()
{
    switch (m_reader.state()) {
    case ResponseReader::State::Head:
        return;
    case ResponseReader::State::Complete:
        endWith(ExchangeEnd::Complete, {});
        return;
    case ResponseReader::State::Failed:
        endWith(isBound(m_reader.failure()) ? ExchangeEnd::LimitReached : ExchangeEnd::Complete,
                m_reader.failure());
        return;
    case ResponseReader::State::Body:
        if (m_reader.mayStop())
            endWith(ExchangeEnd::Complete, u"body-not-read-on"_s);
        else if (!m_body.isActive())
            m_body.start(m_limits.bodyReadMs);
        return;
    case ResponseReader::State::NotHttp:
        if (m_reader.body().size() >= m_limits.bodyKeptBytes)
            endWith(ExchangeEnd::Complete, u"not-http"_s);
        else if (!m_body.isActive())
            m_body.start(bannerMs);
        return;
    }
}

void HttpExchange::onClosed(bool reset)
{
    if (m_finished)
        return;
    drain();
    if (m_finished)
        return;
    m_peerClosed = true;
    m_reader.closed();
    const ExchangeEnd closed = reset ? ExchangeEnd::Reset : ExchangeEnd::ClosedByPeer;
    switch (m_reader.state()) {
    case ResponseReader::State::Complete:
        endWith(ExchangeEnd::Complete, {});
        return;
    case ResponseReader::State::NotHttp:
        endWith(closed, u"not-http"_s);
        return;
    default:
        endWith(closed, m_written ? m_reader.failure() : u"closed-before-request"_s);
        return;
    }
}

void HttpExchange::endWith(ExchangeEnd end, const QString &detail)
{
    if (m_finished)
        return;
    m_finished = true;
    m_end = end;
    m_endDetail = detail;
    m_endedMs = m_clock.now();
    m_idle.stop();
    m_total.stop();
    m_body.stop();
    if (m_connection)
        m_connection->disconnect(this);
    emit finished();
}

} // namespace pt
