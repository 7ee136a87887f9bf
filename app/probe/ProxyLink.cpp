// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProxyLink.h"

#include "protocol/HttpHead.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

namespace pt {

namespace {

constexpr qsizetype headBytes = 64 * 1024;
constexpr int headMs = 5000;
constexpr int maximumPeers = 32;

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

QByteArray fieldValue(const HttpHead &head, QByteArrayView name, const QByteArray &otherwise)
{
    const HttpField *field = head.field(name);
    return field && !field->value.isEmpty() ? field->value : otherwise;
}

} // namespace

ProxyLink::ProxyLink(const QByteArray &secret, QObject *parent)
    : QObject(parent)
    , m_token(secret.toHex())
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &ProxyLink::accept);
}

ProxyLink::~ProxyLink()
{
    close();
}

bool ProxyLink::open()
{
    return m_server.isListening() || m_server.listen(QHostAddress::LocalHost, 0);
}

void ProxyLink::close()
{
    m_server.close();
    const QList<QTcpSocket *> sockets = m_peers.keys();
    for (QTcpSocket *socket : sockets)
        drop(socket);
}

QByteArray ProxyLink::expect(int orderId)
{
    m_orders.insert(orderId, true);
    return m_token + '-' + QByteArray::number(orderId);
}

void ProxyLink::forget(int orderId)
{
    m_orders.remove(orderId);
}

void ProxyLink::answer(int orderId, int status)
{
    for (auto it = m_peers.cbegin(); it != m_peers.cend(); ++it) {
        if (it->orderId == orderId) {
            QTcpSocket *socket = it.key();
            m_peers.erase(it);
            finish(socket, status);
            return;
        }
    }
}

void ProxyLink::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_peers.size() >= maximumPeers) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(headBytes);
        m_peers.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { drop(socket); });
        QTimer::singleShot(headMs, socket, [this, socket] {
            const auto it = m_peers.constFind(socket);
            if (it != m_peers.constEnd() && it->orderId == 0)
                drop(socket);
        });
    }
}

void ProxyLink::drop(QTcpSocket *socket)
{
    m_peers.remove(socket);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void ProxyLink::onReadyRead(QTcpSocket *socket)
{
    const auto it = m_peers.find(socket);
    if (it == m_peers.end() || it->orderId != 0) {
        socket->skip(headBytes); // a GET has nothing behind its head
        return;
    }
    it->head.append(socket->read(headBytes - it->head.size()));
    const qsizetype end = it->head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (it->head.size() >= headBytes)
            drop(socket);
        return;
    }
    handle(socket, it->head.left(end + 4));
}

void ProxyLink::handle(QTcpSocket *socket, const QByteArray &bytes)
{
    const std::optional<HttpHead> head = parseHead(bytes);
    std::optional<TokenMatch> order;
    if (head && !head->isResponse && head->all(tokenField).size() == 1)
        order = match(head->field(tokenField)->value);
    if (!order) {
        drop(socket);
        return;
    }
    if (!order->waiting) {
        // QNetworkAccessManager repeats a request whose connection broke: not on the real one.
        m_peers.remove(socket);
        finish(socket, 504);
        return;
    }
    m_orders[order->orderId] = false;
    m_peers[socket].orderId = order->orderId;

    LinkRequest request;
    request.absolute = head->requestTarget;
    const qsizetype scheme = request.absolute.indexOf("://");
    const qsizetype path = scheme < 0 ? -1 : request.absolute.indexOf('/', scheme + 3);
    if (head->method != "GET" || scheme < 0) {
        answer(order->orderId, 502);
        return;
    }
    if (path < 0)
        request.absolute.append('/');
    request.origin = path < 0 ? QByteArray("/") : request.absolute.sliced(path);
    request.userAgent = fieldValue(*head, "User-Agent", "ProxyTriage");
    request.accept = fieldValue(*head, "Accept", "*/*");
    emit requested(order->orderId, request);
}

std::optional<ProxyLink::TokenMatch> ProxyLink::match(QByteArrayView value) const
{
    const qsizetype dash = value.lastIndexOf('-');
    if (dash < 0 || !equalInConstantTime(value.first(dash), m_token))
        return std::nullopt;
    bool ok = false;
    const int id = value.sliced(dash + 1).toByteArray().toInt(&ok);
    const auto it = m_orders.constFind(id);
    if (!ok || it == m_orders.constEnd())
        return std::nullopt;
    return TokenMatch{id, *it};
}

void ProxyLink::finish(QTcpSocket *socket, int status)
{
    socket->disconnect();
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status)
        + " Answer\r\nContent-Length: 0\r\nConnection: close\r\nProxy-Connection: close\r\n\r\n";
    socket->write(answer);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->disconnectFromHost();
    // The other side is our own; one that never closes is not waited for.
    QTimer::singleShot(headMs, socket, &QObject::deleteLater);
}

} // namespace pt
