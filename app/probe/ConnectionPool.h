// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>

namespace pt {

class ProxyConnection;

/// The connections of one run to the proxy: numbers them, keeps those that can be used again, and
/// allows only so many.
class ConnectionPool : public QObject
{
    Q_OBJECT

public:
    ConnectionPool(const QHostAddress &address, quint16 port, int limit, QObject *parent = nullptr);

    /// Takes over a connection that is open; it counts.
    void adopt(ProxyConnection *connection);
    /// An idle connection, the preferred one if it is there; nullptr: none. Without `signedIn` none
    /// that is signed in, for questions that are to be asked without credentials. The caller owns
    /// it until giveBack() or drop().
    ProxyConnection *takeIdle(int preferredNumber, bool signedIn = false);
    /// A new one, not connected yet; nullptr: the limit is reached.
    ProxyConnection *create();
    void giveBack(ProxyConnection *connection);
    void drop(ProxyConnection *connection);

    QHostAddress address() const { return m_address; }
    quint16 port() const { return m_port; }

private:
    QHostAddress m_address;
    quint16 m_port;
    int m_limit;
    int m_created = 0;
    QList<ProxyConnection *> m_idle; ///< children
};

} // namespace pt
