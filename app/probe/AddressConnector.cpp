// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/AddressConnector.h"

#include "probe/ProxyConnection.h"

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
    m_addresses = addresses.mid(0, maximumAddresses);
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
}

ProxyConnection *AddressConnector::takeConnection()
{
    return std::exchange(m_winner, nullptr);
}

void AddressConnector::settle(int index, ConnectOutcome outcome, const QString &detail)
{
    ProxyConnection *connection = m_connections.at(index);
    if (!connection)
        return;
    m_connections[index] = nullptr;
    connection->disconnect(this);
    AddressAttempt &attempt = m_attempts[index];
    attempt.outcome = outcome;
    attempt.detail = detail;
    attempt.durationMs = m_clock.now() - attempt.startedMs;
    --m_open;
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
