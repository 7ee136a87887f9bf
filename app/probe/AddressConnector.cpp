// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/AddressConnector.h"

#include "probe/ProxyConnection.h"

#include <algorithm>

namespace pt {

AddressConnector::AddressConnector(const RunClock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

AddressConnector::~AddressConnector()
{
    cancel();
}

void AddressConnector::start(const QList<QHostAddress> &addresses, quint16 port, int timeoutMs)
{
    for (const QHostAddress &address : addresses) {
        // An IPv4 address and its mapped spelling (RFC 4291 section 2.5.5.2) are the same.
        const bool doubled = std::any_of(
            m_addresses.cbegin(), m_addresses.cend(), [&address](const QHostAddress &other) {
                return other.isEqual(address, QHostAddress::ConvertV4MappedToIPv4);
            });
        if (!doubled && m_addresses.size() < maximumAddresses)
            m_addresses.append(address);
    }
    m_open = int(m_addresses.size());
    for (const QHostAddress &address : std::as_const(m_addresses)) {
        AddressAttempt attempt;
        attempt.address = address.toString();
        attempt.port = port;
        attempt.outcome = ConnectOutcome::Cancelled;
        attempt.startedMs = m_clock.now();
        m_attempts.append(attempt);
        m_connections.append(new ProxyConnection(this));
    }
    for (int i = 0; i < m_connections.size(); ++i) {
        ProxyConnection *connection = m_connections.at(i);
        // Queued: an address may fail from inside open().
        connect(
            connection, &ProxyConnection::opened, this,
            [this, i] { settle(i, ConnectOutcome::Connected, {}); }, Qt::QueuedConnection);
        connect(
            connection, &ProxyConnection::openFailed, this,
            [this, i](ConnectOutcome outcome, const QString &detail) {
                settle(i, outcome, detail);
            },
            Qt::QueuedConnection);
        connection->open(m_addresses.at(i), port, timeoutMs);
    }
}

void AddressConnector::cancel()
{
    for (int i = 0; i < m_connections.size(); ++i) {
        ProxyConnection *connection = m_connections.at(i);
        if (!connection)
            continue;
        connection->disconnect(this);
        connection->abort();
        connection->deleteLater();
        m_connections[i] = nullptr;
        m_attempts[i].durationMs = m_clock.now() - m_attempts.at(i).startedMs;
    }
    m_open = 0;
}

void AddressConnector::giveUp()
{
    QList<qsizetype> open;
    for (qsizetype i = 0; i < m_connections.size(); ++i) {
        if (m_connections.at(i))
            open.append(i);
    }
    cancel();
    for (const qsizetype index : std::as_const(open))
        m_attempts[index].outcome = ConnectOutcome::TimedOut;
}

ProxyConnection *AddressConnector::takeConnection()
{
    return std::exchange(m_winner, nullptr);
}

void AddressConnector::settle(int index, ConnectOutcome outcome, const QString &detail)
{
    if (!m_connections.at(index))
        return;
    for (int earlier = 0; earlier < index && !m_won; ++earlier) {
        const ProxyConnection *other = m_connections.at(earlier);
        if (other && other->isOpen())
            settle(earlier, ConnectOutcome::Connected, {});
    }
    ProxyConnection *connection = m_connections.at(index);
    m_connections[index] = nullptr;
    connection->disconnect(this);
    AddressAttempt &attempt = m_attempts[index];
    attempt.outcome = outcome;
    attempt.detail = detail;
    attempt.durationMs = m_clock.now() - attempt.startedMs;
    --m_open;
    emit attemptSettled();
    if (outcome == ConnectOutcome::Connected) {
        attempt.localAddress = connection->localAddress();
        attempt.localPort = connection->localPort();
        if (!m_won) {
            m_won = true;
            m_winner = connection;
            m_address = m_addresses.at(index);
            emit connected();
            return;
        }
    }
    connection->abort();
    connection->deleteLater();
    if (m_open == 0 && !m_won)
        emit failed();
}

} // namespace pt
