// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PacFetch.h"

#include "platform/BoundedFile.h"
#include "platform/PacFault.h"

#include <QNetworkProxy>
#include <QSslSocket>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRedirects = 3;

PacScript fault(QLatin1StringView id, const QString &detail = {}, int status = 0)
{
    return {{}, id, detail.left(300), status};
}

RunLimits limits()
{
    RunLimits made;
    made.bodyKeptBytes = PacFetch::longestScript + 1;
    made.bodyReadBytes = PacFetch::longestScript + 1;
    return made;
}

} // namespace

PacFetch::PacFetch(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(fault(pacfault::timedOut)); });
}

PacFetch::~PacFetch()
{
    m_done = nullptr;
    if (m_socket)
        m_socket->disconnect(this);
}

void PacFetch::start(const QUrl &url, int deadlineMs, std::function<void(PacScript)> done)
{
    m_done = std::move(done);
    m_deadline.start(deadlineMs);
    QMetaObject::invokeMethod(this, [this, url] { open(url); }, Qt::QueuedConnection);
}

void PacFetch::open(const QUrl &url)
{
    m_url = url;
    // A web server may not send us on to a file.
    if (url.isLocalFile() && url.host().isEmpty() && m_redirects == 0)
        return readFile(url.toLocalFile());
    const bool https = url.scheme() == "https"_L1;
    if ((!https && url.scheme() != "http"_L1) || url.host().isEmpty())
        return finish(fault(pacfault::badAddress));

    m_reader = std::make_unique<ResponseReader>(limits());
    if (m_socket)
        m_socket.release()->deleteLater();
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &PacFetch::received);
    connect(m_socket.get(), &QSslSocket::disconnected, this, [this] {
        received();
        if (m_reader->state() != ResponseReader::State::Complete) {
            m_reader->closed();
            received();
        }
    });
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &PacFetch::failed);
    if (https) {
        connect(m_socket.get(), &QSslSocket::encrypted, this, &PacFetch::request);
        m_socket->connectToHostEncrypted(url.host(), quint16(url.port(443)));
    } else {
        connect(m_socket.get(), &QSslSocket::connected, this, &PacFetch::request);
        m_socket->connectToHost(url.host(), quint16(url.port(80)));
    }
}

void PacFetch::readFile(const QString &fileName)
{
    const auto bytes = boundedFile(fileName, longestScript + 1);
    if (!bytes)
        return finish(fault(pacfault::notFound));
    if (bytes->size() > longestScript)
        return finish(fault(pacfault::tooLarge));
    finish({*bytes, {}, {}, 0});
}

void PacFetch::request()
{
    QByteArray path = m_url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (m_url.hasQuery())
        path += '?' + m_url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = m_url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (m_url.port() > 0)
        host += ':' + QByteArray::number(m_url.port());
    m_socket->write("GET " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nAccept: application/x-ns-proxy-autoconfig, */*;q=0.5\r\n"
                      "User-Agent: proxy-triage\r\nConnection: close\r\n\r\n");
}

void PacFetch::received()
{
    using State = ResponseReader::State;
    if (!m_done)
        return;
    m_reader->feed(m_socket->read(2 * longestScript));
    if (m_reader->bodyBytes() > longestScript)
        return finish(fault(pacfault::tooLarge));
    const State state = m_reader->state();
    if (state == State::Failed || state == State::NotHttp)
        return finish(fault(pacfault::notHttp, m_reader->failure()));
    if (state != State::Complete)
        return;
    const HttpHead &head = *m_reader->head();
    if (head.status >= 301 && head.status <= 308 && head.field("Location")) {
        if (++m_redirects > mostRedirects)
            return finish(fault(pacfault::redirects, {}, head.status));
        const QUrl next = m_url.resolved(QUrl(QString::fromLatin1(head.field("Location")->value)));
        m_socket->disconnect(this);
        return open(next.adjusted(QUrl::RemoveUserInfo));
    }
    if (head.status != 200)
        return finish(fault(pacfault::status, QString::fromLatin1(head.reason), head.status));
    finish({m_reader->body(), {}, {}, head.status});
}

void PacFetch::failed()
{
    if (!m_done)
        return;
    switch (m_socket->error()) {
    case QAbstractSocket::RemoteHostClosedError:
        return; // "disconnected" follows
    case QAbstractSocket::HostNotFoundError:
        return finish(fault(pacfault::nameNotResolved, m_url.host()));
    case QAbstractSocket::ConnectionRefusedError:
        return finish(fault(pacfault::refused));
    default:
        return finish(fault(pacfault::connection, m_socket->errorString()));
    }
}

void PacFetch::finish(PacScript script)
{
    m_deadline.stop();
    if (m_socket)
        m_socket->disconnect(this);
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(script));
}

} // namespace pt
