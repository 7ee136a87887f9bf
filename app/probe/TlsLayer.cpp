// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/TlsLayer.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

namespace pt {

namespace {

constexpr qint64 heldBackBytes = 64 * 1024;

qint64 unsentBytes(const QAbstractSocket *socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(socket);
    return socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

} // namespace

TlsLayer::TlsLayer(QAbstractSocket *lower, QObject *parent)
    : QObject(parent)
    , m_lower(lower)
    , m_upper(new QSslSocket(this))
{
    m_upper->setProxy(QNetworkProxy::NoProxy);
    m_upper->setReadBufferSize(heldBackBytes);
    m_server.setProxy(QNetworkProxy::NoProxy);
}

void TlsLayer::start()
{
    if (!m_server.listen(QHostAddress::LocalHost)) {
        const QString detail = m_server.errorString();
        QMetaObject::invokeMethod(
            this, [this, detail] { emit failed(detail); }, Qt::QueuedConnection);
        return;
    }
    connect(m_lower, &QAbstractSocket::readyRead, this, [this] { pumpUp(false); });
    connect(m_lower, &QAbstractSocket::bytesWritten, this, &TlsLayer::pumpDown);
    if (const auto *tls = qobject_cast<const QSslSocket *>(m_lower.data()))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &TlsLayer::pumpDown);
    connect(m_lower, &QAbstractSocket::disconnected, this, &TlsLayer::onLowerClosed);
    connect(&m_server, &QTcpServer::newConnection, this, &TlsLayer::accept);
    connect(m_upper, &QAbstractSocket::connected, this, &TlsLayer::accept);
    m_upper->connectToHost(m_server.serverAddress(), m_server.serverPort());
    if (m_lower->state() != QAbstractSocket::ConnectedState)
        onLowerClosed();
}

/// Whichever comes first, the socket's own end or the server's: only together they tell that the
/// connection is ours and not that of another program on this computer.
void TlsLayer::accept()
{
    if (m_upper->state() != QAbstractSocket::ConnectedState)
        return;
    while (!m_relay && m_server.hasPendingConnections()) {
        QTcpSocket *candidate = m_server.nextPendingConnection();
        if (candidate->peerPort() == m_upper->localPort()
            && candidate->peerAddress() == m_upper->localAddress()) {
            m_relay = candidate;
        } else {
            candidate->abort();
            candidate->deleteLater();
        }
    }
    if (!m_relay)
        return;
    m_relay->setParent(this);
    m_server.close();
    m_relay->setReadBufferSize(heldBackBytes);
    m_relay->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_upper->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_relay, &QAbstractSocket::readyRead, this, &TlsLayer::pumpDown);
    connect(m_relay, &QAbstractSocket::bytesWritten, this, [this] { pumpUp(m_lowerClosed); });
    QMetaObject::invokeMethod(
        this,
        [this] {
            emit ready();
            if (m_lowerClosed)
                onLowerClosed();
            else
                pumpUp(false);
        },
        Qt::QueuedConnection);
}

void TlsLayer::pumpUp(bool all)
{
    if (!m_lower || !m_relay || m_relay->state() != QAbstractSocket::ConnectedState)
        return;
    while (m_lower->bytesAvailable() > 0 && (all || m_relay->bytesToWrite() < heldBackBytes)) {
        const QByteArray bytes = m_lower->read(heldBackBytes);
        if (bytes.isEmpty())
            return;
        if (m_firstBytes.size() < firstBytesKept)
            m_firstBytes.append(
                bytes.first(qMin(bytes.size(), firstBytesKept - m_firstBytes.size())));
        m_relay->write(bytes);
    }
}

void TlsLayer::pumpDown()
{
    if (!m_lower || !m_relay || m_lowerClosed)
        return;
    while (m_relay->bytesAvailable() > 0 && unsentBytes(m_lower) < heldBackBytes) {
        const QByteArray bytes = m_relay->read(heldBackBytes);
        if (bytes.isEmpty())
            return;
        m_lower->write(bytes);
        if (auto *tls = qobject_cast<QSslSocket *>(m_lower.data()))
            tls->flush();
    }
}

void TlsLayer::onLowerClosed()
{
    m_lowerClosed = true;
    if (!m_relay)
        return; // told once both ends are there
    pumpUp(true);
    m_relay->disconnectFromHost();
}

} // namespace pt
