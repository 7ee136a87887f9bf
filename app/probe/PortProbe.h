// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AddressAttempt.h"
#include "model/Exchange.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace pt {

class HttpExchange;
class ProxyConnection;
class SocksExchange;
struct ProbeContext;

/// Finds out what the proxy's port speaks. Sends no credentials and names no target. Single shot.
class PortProbe : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Secure, ///< TLS with a proxy that is spoken to so; the connection is kept where it is good
        TlsControl, ///< whether a port that did not answer in clear answers to TLS
        ClearControl, ///< whether a port that did not answer otherwise answers in clear
        SocksControl, ///< whether a port that did not answer otherwise answers a SOCKS5 greeting
        GssapiControl ///< whether a SOCKS server that wants none of our methods wants GSSAPI
    };

    /// `context` is not owned and outlives the probe.
    PortProbe(ProbeContext &context, Kind kind, StageId stage, QObject *parent = nullptr);
    ~PortProbe() override;

    /// finished() follows, not from inside.
    void start();
    /// Ends it now and records what came so far; silent.
    void cancel();

    bool isOver() const { return m_over; }
    /// The handshake is complete, its certificate has no problem, and the peer asked for none of
    /// ours.
    bool isSecured() const { return m_secured; }
    /// "certificate", or why the handshake failed, see ProxyConnection::tlsFailure().
    QString failure() const { return m_failure; }
    bool alertSeen() const { return m_alertSeen; }
    /// The peer spoke TLS in some way: a handshake, a certificate, an alert.
    bool spokeTls() const;
    /// The answer can be read as HTTP.
    bool spokeHttp() const { return m_exchange.response.headComplete; }
    /// The method that a SOCKS server chose; -1: there was none.
    int socksMethod() const { return m_socksMethod; }
    TlsFacts facts() const { return m_exchange.tls.value_or(TlsFacts()); }
    /// What is recorded of it; nullopt: it was not started, or there is nothing to tell besides the
    /// requests that follow on the same connection.
    std::optional<Exchange> recorded() const;

signals:
    void finished();

private:
    void begin();
    void onTlsDone();
    void onHttpDone();
    void onSocksDone();
    void greet();
    void settleTls();
    void conclude(ExchangeEnd end, const QString &detail);

    ProbeContext &m_context;
    Kind m_kind;
    Exchange m_exchange;
    QPointer<ProxyConnection> m_connection;
    HttpExchange *m_http = nullptr;
    SocksExchange *m_socks = nullptr;
    int m_socksMethod = -1;
    QTimer m_grace;
    bool m_started = false;
    bool m_secured = false;
    bool m_alertSeen = false;
    bool m_over = false;
    QString m_failure;
};

} // namespace pt
