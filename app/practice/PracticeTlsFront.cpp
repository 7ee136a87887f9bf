// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeTlsFront.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

namespace pt {

namespace {

constexpr qint64 heldBackBytes = 64 * 1024;
constexpr int mostConnections = 64;

} // namespace

PracticeTlsFront::PracticeTlsFront(QObject *parent)
    : QObject(parent)
{
    m_listener.setProxy(QNetworkProxy::NoProxy);
    connect(&m_listener, &PracticeListener::arrived, this, &PracticeTlsFront::serve);
}

bool PracticeTlsFront::listen(quint16 port, const PracticeCertificate &certificate, quint16 behind,
                              bool asksBack)
{
    m_asksBack = asksBack;
    m_certificate = certificate;
    m_behind = behind;
    return m_listener.listen(QHostAddress::LocalHost, port);
}

void PracticeTlsFront::serve(qintptr descriptor)
{
    auto *outside = new QSslSocket(this);
    outside->setProxy(QNetworkProxy::NoProxy);
    if (!outside->setSocketDescriptor(descriptor)
        || findChildren<QSslSocket *>(QString(), Qt::FindDirectChildrenOnly).size()
            > mostConnections) {
        delete outside;
        return;
    }
    auto *inside = new QTcpSocket(outside);
    inside->setProxy(QNetworkProxy::NoProxy);
    outside->setReadBufferSize(heldBackBytes);
    inside->setReadBufferSize(heldBackBytes);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain({m_certificate.site, m_certificate.authority});
    configuration.setPrivateKey(m_certificate.siteKey);
    configuration.setPeerVerifyMode(m_asksBack ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (m_asksBack) {
        // With an alert that says why, as servers do.
        configuration.setHandshakeMustInterruptOnError(true);
        configuration.setMissingCertificateIsFatal(true);
    }
    outside->setSslConfiguration(configuration);

    const auto pump = [outside, inside] {
        while (inside->state() == QAbstractSocket::ConnectedState && outside->bytesAvailable() > 0
               && inside->bytesToWrite() < heldBackBytes)
            inside->write(outside->read(heldBackBytes));
        while (outside->isEncrypted() && inside->bytesAvailable() > 0
               && outside->bytesToWrite() + outside->encryptedBytesToWrite() < heldBackBytes)
            outside->write(inside->read(heldBackBytes));
    };
    connect(outside, &QSslSocket::encrypted, inside,
            [this, inside] { inside->connectToHost(QHostAddress::LocalHost, m_behind); });
    connect(inside, &QTcpSocket::connected, outside, pump);
    connect(outside, &QSslSocket::readyRead, inside, pump);
    connect(inside, &QTcpSocket::bytesWritten, outside, pump);
    connect(inside, &QTcpSocket::readyRead, outside, pump);
    connect(outside, &QSslSocket::encryptedBytesWritten, inside, pump);
    connect(inside, &QTcpSocket::disconnected, outside, [outside, pump] {
        pump();
        outside->disconnectFromHost();
    });
    // Also where no TLS comes: the connection is closed without a word in clear.
    // Not where an alert is on its way that says why.
    if (!m_asksBack)
        connect(outside, &QSslSocket::errorOccurred, outside, &QSslSocket::abort);
    connect(outside, &QSslSocket::disconnected, outside, &QObject::deleteLater);
    outside->startServerEncryption();
}

} // namespace pt
