// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"

#include "practice/PracticeListener.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

constexpr int slowMs = 3000;

QByteArray answerTo(const QByteArray &head)
{
    const QList<QByteArray> words = head.left(head.indexOf('\n')).simplified().split(' ');
    const QByteArray path = words.value(1);
    int status = 200;
    if (path.startsWith("/status/"))
        status = path.mid(8).toInt();
    const QByteArray body = "<!DOCTYPE html><html><title>Origin</title>The site says "
        + QByteArray::number(status) + ".</html>\n";
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status)
        + " Origin\r\nServer: lab-origin\r\n"
          "Content-Type: text/html\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    if (status == 401)
        answer += "WWW-Authenticate: Basic realm=\"Lab origin\"\r\n";
    return answer + "\r\n" + (words.value(0) == "HEAD" ? QByteArray() : body);
}

} // namespace

Origin::Origin(Kind kind, QObject *parent)
    : QObject(parent)
    , m_kind(kind)
{
}

Origin::~Origin() = default;

bool Origin::start()
{
    auto certificate = pt::PracticeCertificate::make(
        u"Lab origin authority"_s, "IP:127.0.0.1,DNS:localhost", QDateTime::currentDateTimeUtc());
    if (!certificate)
        return false;
    m_certificate = *std::move(certificate);
    auto listener = std::make_unique<pt::PracticeListener>();
    listener->setProxy(QNetworkProxy::NoProxy);
    connect(listener.get(), &pt::PracticeListener::arrived, this, &Origin::serve);
    m_server = std::move(listener);
    return m_server->listen(QHostAddress::LocalHost);
}

quint16 Origin::port() const
{
    return m_server ? m_server->serverPort() : 0;
}

QString Origin::url(const QString &path) const
{
    return u"%1://127.0.0.1:%2%3"_s.arg(m_kind == Kind::Https ? u"https"_s : u"http"_s)
        .arg(port())
        .arg(path);
}

void Origin::serve(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setProxy(QNetworkProxy::NoProxy);
    auto input = std::make_shared<QByteArray>();
    connect(socket, &QSslSocket::readyRead, socket, [this, socket, input] {
        *input += socket->readAll();
        for (qsizetype end = input->indexOf("\r\n\r\n"); end >= 0;
             end = input->indexOf("\r\n\r\n")) {
            ++m_requests;
            const QByteArray answer = answerTo(input->left(end));
            const bool slow = input->left(input->indexOf('\n')).contains("/slow");
            QTimer::singleShot(slow ? slowMs : 0, socket,
                               [socket, answer] { socket->write(answer); });
            input->remove(0, end + 4);
        }
    });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    socket->setSocketDescriptor(descriptor);
    if (m_kind == Kind::Https) {
        QSslConfiguration configuration = socket->sslConfiguration();
        configuration.setLocalCertificateChain({m_certificate.site, m_certificate.authority});
        configuration.setPrivateKey(m_certificate.siteKey);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->setSslConfiguration(configuration);
        socket->startServerEncryption();
    }
}
