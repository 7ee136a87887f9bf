// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>

#include <functional>

class QSslSocket;

namespace test {

/// One thing a scripted server does on a connection.
struct Act
{
    enum class Kind {
        Send, ///< bytes
        Drip, ///< bytes, one each `ms`
        Flood, ///< bytes again and again, `total` bytes in all, without end where 0
        Wait, ///< `ms`
        Tls, ///< serves TLS from here on, with the server's certificate
        Close, ///< FIN
        HalfClose, ///< FIN, but goes on reading
        Reset, ///< RST
        Silent ///< does nothing more on this connection
    };
    Kind kind = Kind::Send;
    QByteArray bytes;
    int ms = 0;
    qint64 total = 0;
};

inline Act send(const QByteArray &bytes)
{
    return {Act::Kind::Send, bytes, 0, 0};
}
inline Act drip(const QByteArray &bytes, int ms)
{
    return {Act::Kind::Drip, bytes, ms, 0};
}
inline Act flood(const QByteArray &bytes, qint64 total = 0)
{
    return {Act::Kind::Flood, bytes, 0, total};
}
inline Act wait(int ms)
{
    return {Act::Kind::Wait, {}, ms, 0};
}
inline Act startTls()
{
    return {Act::Kind::Tls, {}, 0, 0};
}
inline Act closeIt()
{
    return {Act::Kind::Close, {}, 0, 0};
}
inline Act halfClose()
{
    return {Act::Kind::HalfClose, {}, 0, 0};
}
inline Act resetIt()
{
    return {Act::Kind::Reset, {}, 0, 0};
}
inline Act silent()
{
    return {Act::Kind::Silent, {}, 0, 0};
}

/// A request as the server saw it.
struct Seen
{
    int connection = 0; ///< from 1, in the order of acceptance
    bool inside = false; ///< inside TLS
    QByteArray head;

    QByteArray line() const { return head.left(head.indexOf("\r\n")); }
    bool isConnect() const { return head.startsWith("CONNECT "); }
    bool isSigned() const { return head.contains("\r\nProxy-Authorization: "); }
};

/// A server on loopback that does what its script says: the proxy, and inside a tunnel the target.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    using Script = std::function<QList<Act>(const Seen &request)>;

    /// Called for each request head that was read.
    explicit ScriptedServer(Script script, QObject *parent = nullptr);

    /// How many of the bytes that came make the next message, 0: not yet known. Without one, and
    /// inside TLS: up to the empty line of a head.
    using Framer = std::function<qsizetype(const QByteArray &input)>;
    void setFramer(Framer framer) { m_framer = std::move(framer); }
    void setCertificate(const QSslCertificate &certificate, const QSslKey &key);
    /// Done as soon as a connection is accepted.
    void setGreeting(const QList<Act> &acts) { m_greeting = acts; }

    const QList<Seen> &seen() const { return m_seen; }
    int connections() const { return m_connections; }
    int signedRequests() const;
    qint64 bytesSent() const { return m_bytesSent; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Peer
    {
        int number = 0;
        bool inside = false;
        bool busy = false;
        bool mute = false;
        QByteArray input;
        QList<Act> acts;
        qsizetype dripped = 0;
        qint64 flooded = 0;
    };

    void read(QSslSocket *socket);
    void act(QSslSocket *socket);
    void later(QSslSocket *socket, int ms);

    Script m_script;
    Framer m_framer;
    QList<Act> m_greeting;
    QSslCertificate m_certificate;
    QSslKey m_key;
    QHash<QSslSocket *, Peer> m_peers;
    QList<Seen> m_seen;
    int m_connections = 0;
    qint64 m_bytesSent = 0;
};

} // namespace test
