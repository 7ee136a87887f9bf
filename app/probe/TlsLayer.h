// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTcpServer>

class QSslSocket;
class QTcpSocket;

namespace pt {

/// A TLS socket whose records travel over another socket, which may itself be a TLS one. The
/// toolkit cannot nest TLS: the bytes go through a connection within this computer, on which they
/// are already encrypted, and which takes nobody but the socket made here. Holds 64 KiB back in
/// each direction.
class TlsLayer : public QObject
{
    Q_OBJECT

public:
    /// What is kept of the first bytes that came from below.
    static constexpr qsizetype firstBytesKept = 16 * 1024;

    /// `lower` is connected, not owned.
    explicit TlsLayer(QAbstractSocket *lower, QObject *parent = nullptr);

    /// ready() or failed() follows, not from inside.
    void start();
    /// The socket to encrypt on; owned by the layer.
    QSslSocket *socket() const { return m_upper; }
    /// The first bytes that the peer sent, as they came.
    const QByteArray &firstBytes() const { return m_firstBytes; }

signals:
    /// socket() is connected: its handshake may begin.
    void ready();
    /// There is no way through this computer, or the peer is gone already.
    void failed(const QString &detail);

private:
    void accept();
    void pumpUp(bool all);
    void pumpDown();
    void onLowerClosed();

    QPointer<QAbstractSocket> m_lower;
    QSslSocket *m_upper;
    QTcpServer m_server;
    QTcpSocket *m_relay = nullptr;
    QByteArray m_firstBytes;
    bool m_lowerClosed = false;
};

} // namespace pt
