// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ConnectionPool.h"

#include "probe/ProxyConnection.h"

namespace pt {

ConnectionPool::ConnectionPool(const QHostAddress &address, quint16 port, int limit,
                               QObject *parent)
    : QObject(parent)
    , m_address(address)
    , m_port(port)
    , m_limit(limit)
{
}

void ConnectionPool::adopt(ProxyConnection *connection)
{
    connection->setNumber(++m_created);
    giveBack(connection);
}

ProxyConnection *ConnectionPool::takeIdle(int preferredNumber, bool signedIn)
{
    qsizetype index = -1;
    for (qsizetype i = 0; i < m_idle.size(); ++i) {
        const ProxyConnection *connection = m_idle.at(i);
        if (!signedIn && !connection->signedInScheme().isEmpty())
            continue;
        if (index < 0 || connection->number() == preferredNumber)
            index = i;
    }
    if (index < 0)
        return nullptr;
    ProxyConnection *connection = m_idle.takeAt(index);
    connection->disconnect(this);
    return connection;
}

ProxyConnection *ConnectionPool::create()
{
    if (m_created >= m_limit)
        return nullptr;
    auto *connection = new ProxyConnection(this);
    connection->setNumber(++m_created);
    return connection;
}

void ConnectionPool::giveBack(ProxyConnection *connection)
{
    connection->setParent(this);
    if (!connection->isOpen()) {
        drop(connection);
        return;
    }
    m_idle.append(connection);
    // A first connection may bring a banner, which belongs to the record of the first request. What
    // comes behind an answer, such as a 408, would be taken for the answer to the next one.
    const auto spoil = [this, connection] {
        if ((connection->uses() > 0 || connection->bytesAvailable() == 0)
            && m_idle.removeOne(connection))
            drop(connection);
    };
    connect(connection, &ProxyConnection::readyRead, this, spoil);
    connect(connection, &ProxyConnection::closed, this, spoil);
}

void ConnectionPool::drop(ProxyConnection *connection)
{
    connection->disconnect();
    connection->abort();
    connection->deleteLater();
}

} // namespace pt
