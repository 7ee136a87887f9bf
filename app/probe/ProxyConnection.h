// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AddressAttempt.h"
#include "model/TlsFacts.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QTimer>

#include <optional>

class QSocketNotifier;
class QSslError;
class QSslSocket;

namespace pt {

class TlsLayer;

/// One TCP connection to the proxy, plain first, then TLS with the proxy where it is spoken to so, and
/// TLS with a target when a tunnel is up. Never goes through a proxy of the system or the application.
/// Not reusable once closed.
class ProxyConnection : public QObject
{
    Q_OBJECT

public:
    explicit ProxyConnection(QObject *parent = nullptr);
    ~ProxyConnection() override;

    /// The number of this connection in the run; 0: not numbered.
    int number() const { return m_number; }
    void setNumber(int number) { m_number = number; }
    /// Requests that went out on it so far.
    int uses() const { return m_uses; }
    void noteUse() { ++m_uses; }

    /// The scheme, in lower case, in which this very connection is signed in, as NTLM and Negotiate
    /// sign in connections and not requests; empty: it is not.
    QString signedInScheme() const { return m_signedInScheme; }
    void setSignedInScheme(const QString &scheme) { m_signedInScheme = scheme; }

    /// Connects within `timeoutMs`: opened() or openFailed() follows, possibly from inside this
    /// call.
    void open(const QHostAddress &address, quint16 port, int timeoutMs);
    /// Drops the connection at once, silently.
    void abort();

    bool isOpen() const { return m_open; }
    /// The peer ended it with a reset, as far as the system tells.
    bool wasReset() const { return m_reset; }
    QString localAddress() const { return m_localAddress; }
    quint16 localPort() const { return m_localPort; }
    QString remote() const { return m_remote; } ///< address:port

    void write(QByteArrayView bytes);
    /// Up to 64 KiB of what arrived.
    QByteArray read();
    qint64 bytesAvailable() const;

    /// Starts TLS with the target on this connection and checks its chain and name. tlsDone()
    /// follows. `extraTrust` is trusted besides the system's certificates. Where the certificate
    /// has problems the handshake is still completed, so that the chain is known; the caller must
    /// not send anything then.
    void startTls(const QString &serverName, const QList<QSslCertificate> &extraTrust,
                  int timeoutMs);
    /// The same with the proxy itself, before anything else is sent. A literal address is checked
    /// against the addresses in the certificate.
    void startProxyTls(const QString &serverName, const QList<QSslCertificate> &extraTrust,
                       int timeoutMs);
    /// Of the last handshake, the proxy's or the target's.
    const TlsFacts &tlsFacts() const { return m_tls; }
    /// Of the handshake with the proxy; nullopt: there was none, or it is under way.
    const std::optional<TlsFacts> &proxyTls() const { return m_proxyTls; }
    /// The leaf of the proxy's certificates in DER; empty: there was no handshake with it.
    QByteArray proxyCertificate() const { return m_proxyCertificate; }
    /// The handshake with the proxy is complete and its certificate has no problem.
    bool isSecured() const
    {
        return m_proxyTls && m_proxyTls->established && m_proxyTls->problems.isEmpty();
    }
    /// Why the handshake failed: "closed", "reset", "timeout" or "handshake", and of the proxy also
    /// "not-tls" and "client-certificate"; empty: it did not.
    QString tlsFailure() const { return m_tlsFailure; }
    /// The peer ended TLS because it wants a certificate of the client's, possibly after the
    /// handshake (RFC 8446 section 4.4.2.4): it said so, or it asked for one and then gave up.
    bool wantsClientCertificate() const;
    /// The peer has sent a TLS alert.
    bool alertSeen() const { return m_alert >= 0; }
    /// What the proxy sent first on the way to TLS, as it came; at most 16 KiB.
    QByteArray firstProxyBytes() const;
    qint64 encryptedBytesSent() const { return m_encryptedSent; }

signals:
    /// It is up; where the peer has reset it by now, isOpen() is false and wasReset() true.
    void opened();
    void openFailed(pt::ConnectOutcome outcome, const QString &detail);
    void readyRead();
    /// The peer ended it; what it sent before can still be read.
    void closed(bool reset);
    /// The handshake has ended, see tlsFacts().
    void tlsDone();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onConnected();
    void onError();
    void onTimeout();
    void watch(QSslSocket *socket);
    void addLayer();
    void beginHandshake(const QString &serverName, const QList<QSslCertificate> &extraTrust,
                        int timeoutMs);
    void encrypt();
    void onSslErrors(const QList<QSslError> &errors);
    void finishTls(const QString &failure, const QString &detail);
    void watchForReset();
    void watchOpening();
    void onOpeningNoticed(const QObject *notifier);

    enum class Phase { Idle, Opening, Plain, Handshake, Encrypted, Closed };

    QSslSocket *m_socket; ///< the TCP connection
    QSslSocket *m_top; ///< what requests are written to: m_socket, or the socket of the last layer
    QList<TlsLayer *> m_layers; ///< children, from the proxy's on
    QSocketNotifier *m_resetNotifier = nullptr;
    QTimer m_timer;
    Phase m_phase = Phase::Idle;
    int m_number = 0;
    int m_uses = 0;
    QString m_signedInScheme;
    bool m_open = false;
    bool m_reset = false;
    QString m_localAddress;
    quint16 m_localPort = 0;
    QString m_remote;
    TlsFacts m_tls;
    std::optional<TlsFacts> m_proxyTls;
    QByteArray m_proxyCertificate;
    bool m_withProxy = false; ///< the handshake under way, or the last one, is the proxy's
    int m_alert = -1; ///< description of the last TLS alert of the peer
    QList<QSslCertificate> m_trust;
    QString m_tlsFailure;
    qint64 m_encryptedSent = 0;
};

} // namespace pt
