// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/LinkRequest.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>

#include <optional>

class QTcpSocket;

namespace pt {

/// The listener on 127.0.0.1 that QNetworkAccessManager takes for its proxy. Accepts only requests
/// that carry the token of an order that is waiting, and each order once: no other program on the
/// computer can use it, and QNetworkAccessManager cannot repeat a request behind our back. A
/// request without a right token is closed without a byte. Answers are one plain status line, never
/// a challenge.
class ProxyLink : public QObject
{
    Q_OBJECT

public:
    static constexpr QByteArrayView tokenField = "X-Proxy-Triage-Link";

    /// `secret`: strong random bytes; the link makes its tokens of them.
    explicit ProxyLink(const QByteArray &secret, QObject *parent = nullptr);
    ~ProxyLink() override;

    /// False: no port could be had on loopback.
    bool open();
    void close();
    quint16 port() const { return m_server.serverPort(); }

    /// Lets one request in; the value is what it must carry in `tokenField`.
    QByteArray expect(int orderId);
    void forget(int orderId);
    /// Ends the request of that order with a plain answer: the status, no body, nothing else.
    void answer(int orderId, int status);

signals:
    void requested(int orderId, const pt::LinkRequest &request);

private:
    struct Peer
    {
        QByteArray head;
        int orderId = 0; ///< 0: its request is not read yet
    };

    void accept();
    void onReadyRead(QTcpSocket *socket);
    void handle(QTcpSocket *socket, const QByteArray &head);
    void drop(QTcpSocket *socket);
    static void finish(QTcpSocket *socket, int status);
    /// The order a token field names: its id and whether it is still waiting.
    struct TokenMatch
    {
        int orderId;
        bool waiting;
    };
    std::optional<TokenMatch> match(QByteArrayView value) const;

    QTcpServer m_server;
    QByteArray m_token;
    QHash<int, bool> m_orders; ///< true: waiting, false: taken
    QHash<QTcpSocket *, Peer> m_peers;
};

} // namespace pt
