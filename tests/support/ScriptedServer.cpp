// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedServer.h"

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace test {

namespace {

constexpr qint64 floodAhead = 512 * 1024;

void shutDownSending(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    ::shutdown(int(descriptor), SHUT_WR);
#else
    Q_UNUSED(descriptor)
#endif
}

void resetOnClose(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    const linger option{1, 0};
    ::setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &option, sizeof option);
#else
    Q_UNUSED(descriptor)
#endif
}

} // namespace

ScriptedServer::ScriptedServer(Script script, QObject *parent)
    : QTcpServer(parent)
    , m_script(std::move(script))
{
    setProxy(QNetworkProxy::NoProxy);
    if (!listen(QHostAddress::LocalHost, 0))
        qFatal("no port on loopback");
}

void ScriptedServer::setCertificate(const QSslCertificate &certificate, const QSslKey &key)
{
    m_certificate = certificate;
    m_key = key;
}

int ScriptedServer::signedRequests() const
{
    return int(std::count_if(m_seen.begin(), m_seen.end(),
                             [](const Seen &seen) { return seen.isSigned(); }));
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    Peer peer;
    peer.number = ++m_connections;
    peer.acts = m_greeting;
    peer.busy = !m_greeting.isEmpty();
    m_peers.insert(socket, peer);
    connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QSslSocket::encrypted, this, [this, socket] { later(socket, 0); });
    connect(
        socket, &QSslSocket::bytesWritten, this,
        [this, socket] {
            const auto it = m_peers.constFind(socket);
            if (it != m_peers.constEnd() && !it->acts.isEmpty()
                && it->acts.first().kind == Act::Kind::Flood)
                act(socket);
        },
        Qt::QueuedConnection); // TLS says so in the midst of its writing
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        m_peers.remove(socket);
        socket->deleteLater();
    });
    if (!m_greeting.isEmpty())
        act(socket);
}

void ScriptedServer::read(QSslSocket *socket)
{
    const auto it = m_peers.find(socket);
    if (it == m_peers.end())
        return;
    it->input.append(socket->readAll());
    if (it->busy || it->mute)
        return;
    qsizetype size = it->input.indexOf("\r\n\r\n") + 4;
    if (m_framer && !it->inside)
        size = m_framer(it->input);
    if (size < 4 && (size <= 0 || !m_framer))
        return;
    const Seen seen{it->number, it->inside, it->input.left(size)};
    it->input.remove(0, size);
    m_seen.append(seen);
    it->busy = true;
    it->acts = m_script(seen);
    act(socket);
}

void ScriptedServer::later(QSslSocket *socket, int ms)
{
    QTimer::singleShot(ms, socket, [this, socket] {
        if (m_peers.contains(socket))
            act(socket);
    });
}

void ScriptedServer::act(QSslSocket *socket)
{
    while (m_peers.contains(socket)) {
        Peer &peer = m_peers[socket];
        if (peer.acts.isEmpty()) {
            peer.busy = false;
            if (!peer.input.isEmpty())
                read(socket);
            return;
        }
        Act &current = peer.acts.first();
        switch (current.kind) {
        case Act::Kind::Send:
            m_bytesSent += socket->write(current.bytes);
            socket->flush();
            break;
        case Act::Kind::Drip:
            if (peer.dripped < current.bytes.size()) {
                m_bytesSent += socket->write(current.bytes.mid(peer.dripped++, 1));
                later(socket, current.ms);
                return;
            }
            peer.dripped = 0;
            break;
        case Act::Kind::Flood:
            if (current.total == 0 || peer.flooded < current.total) {
                while (socket->bytesToWrite() < floodAhead
                       && (current.total == 0 || peer.flooded < current.total)) {
                    const qint64 written = socket->write(current.bytes);
                    if (written <= 0)
                        return;
                    peer.flooded += written;
                    m_bytesSent += written;
                }
                return; // bytesWritten() goes on
            }
            peer.flooded = 0;
            break;
        case Act::Kind::Wait: {
            const int ms = current.ms;
            peer.acts.removeFirst();
            later(socket, ms);
            return;
        }
        case Act::Kind::Tls:
            peer.inside = true;
            peer.acts.removeFirst();
            socket->setLocalCertificate(m_certificate);
            socket->setPrivateKey(m_key);
            socket->setPeerVerifyMode(QSslSocket::VerifyNone);
            socket->startServerEncryption();
            return; // encrypted() goes on
        case Act::Kind::Close:
            m_peers.remove(socket);
            connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
            socket->disconnectFromHost();
            return;
        case Act::Kind::HalfClose:
            socket->flush();
            shutDownSending(socket->socketDescriptor());
            break;
        case Act::Kind::Reset:
            socket->flush();
            resetOnClose(socket->socketDescriptor());
            m_peers.remove(socket);
            socket->abort();
            socket->deleteLater();
            return;
        case Act::Kind::Silent:
            peer.mute = true;
            return;
        }
        peer.acts.removeFirst();
    }
}

} // namespace test
