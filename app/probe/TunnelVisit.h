// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "probe/LinkRequest.h"
#include "probe/Order.h"

#include <QObject>
#include <QPointer>

namespace pt {

class HttpExchange;
class ProxyConnection;
struct ProbeContext;

/// What happens with the target itself once a tunnel to it is open: its TLS where the order asks
/// for an https target, then the request inside. Single shot; does not own the connection.
class TunnelVisit : public QObject
{
    Q_OBJECT

public:
    /// `context` is not owned and outlives the visit. `tunnelOf`: id of the exchange that opened
    /// the tunnel.
    TunnelVisit(ProbeContext &context, const Order &order, LinkRequest request,
                ProxyConnection *connection, int tunnelOf, QObject *parent = nullptr);

    /// `early`: what came behind the answer that opened the tunnel. Signals may come from inside.
    void start(const QByteArray &early);
    /// Ends it now, without finished().
    void cancel();

    /// Complete once finished() was emitted or cancel() was called.
    const Exchange &record() const { return m_exchange; }
    qint64 bytesSent() const; ///< through the tunnel
    qint64 bytesReceived() const { return m_received; }

signals:
    /// The target's TLS is up, or none is needed: the request goes out next.
    void settled();
    void finished();

private:
    void onTlsDone();
    void sendRequest();
    void conclude(ExchangeEnd end, const QString &detail);

    ProbeContext &m_context;
    Order m_order;
    LinkRequest m_request;
    QPointer<ProxyConnection> m_connection;
    HttpExchange *m_http = nullptr;
    Exchange m_exchange;
    qint64 m_tlsStartedMs = 0;
    qint64 m_received = 0;
    qint64 m_plainSent = 0;
    bool m_over = false;
};

} // namespace pt
