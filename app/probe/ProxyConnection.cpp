// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProxyConnection.h"

#include "probe/CertificateReading.h"

#include <QNetworkProxy>
#include <QSocketNotifier>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// What is read at once and what the toolkit may hold back for us.
constexpr qint64 bufferBytes = 64 * 1024;

ConnectOutcome outcomeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return ConnectOutcome::Refused;
    case QAbstractSocket::SocketTimeoutError:
        return ConnectOutcome::TimedOut;
    case QAbstractSocket::NetworkError:
        return ConnectOutcome::Unreachable; // no route to host, network down
    default:
        return ConnectOutcome::Failed;
    }
}

} // namespace

ProxyConnection::ProxyConnection(QObject *parent)
    : QObject(parent)
    , m_socket(new QSslSocket(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ProxyConnection::onTimeout);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(bufferBytes);
    connect(m_socket, &QSslSocket::connected, this, &ProxyConnection::onConnected);
    connect(m_socket, &QSslSocket::errorOccurred, this, &ProxyConnection::onError);
    connect(m_socket, &QSslSocket::readyRead, this, &ProxyConnection::readyRead);
    connect(m_socket, &QSslSocket::encrypted, this, [this] { finishTls({}, {}); });
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this,
            [this](qint64 bytes) { m_encryptedSent += bytes; });
    connect(m_socket, &QSslSocket::sslErrors, this, &ProxyConnection::onSslErrors);
}

ProxyConnection::~ProxyConnection()
{
    abort();
}

void ProxyConnection::open(const QHostAddress &address, quint16 port, int timeoutMs)
{
    m_phase = Phase::Opening;
    const QString name = address.protocol() == QAbstractSocket::IPv6Protocol
        ? u'[' + address.toString() + u']'
        : address.toString();
    m_remote = name + u':' + QString::number(port);
    m_timer.start(timeoutMs);
    m_socket->connectToHost(address, port);
}

void ProxyConnection::abort()
{
    m_phase = Phase::Closed;
    m_open = false;
    m_timer.stop();
    delete m_resetNotifier;
    m_resetNotifier = nullptr;
    m_socket->disconnect(this);
    m_socket->abort();
}

void ProxyConnection::write(QByteArrayView bytes)
{
    m_socket->write(bytes.data(), bytes.size());
    m_socket->flush();
}

QByteArray ProxyConnection::read()
{
    return m_socket->read(bufferBytes);
}

qint64 ProxyConnection::bytesAvailable() const
{
    return m_socket->bytesAvailable();
}

void ProxyConnection::startTls(const QString &serverName, const QList<QSslCertificate> &extraTrust,
                               int timeoutMs)
{
    m_phase = Phase::Handshake;
    m_tls = {};
    m_tls.serverName = serverName;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Added, not set: a list that was set has the system's certificates read all at once, which
    // takes longer than a person waits for "Cancel".
    configuration.addCaCertificates(extraTrust);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket->setSslConfiguration(configuration);
    m_socket->setPeerVerifyName(serverName);
    m_tlsFailure.clear();
    m_timer.start(timeoutMs);
    m_socket->startClientEncryption();
}

void ProxyConnection::onConnected()
{
    m_timer.stop();
    m_phase = Phase::Plain;
    m_open = true;
    m_localAddress = m_socket->localAddress().toString();
    m_localPort = m_socket->localPort();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    watchForReset();
    emit opened();
}

/// The toolkit reports a reset by the peer as an ordinary close. An exception notifier tells them
/// apart where the event loop gives it a socket error before the read that swallows it: for that it
/// must have been registered before the socket's own read notifier. Elsewhere a reset reads as a
/// close.
void ProxyConnection::watchForReset()
{
    m_resetNotifier
        = new QSocketNotifier(m_socket->socketDescriptor(), QSocketNotifier::Exception, this);
    connect(m_resetNotifier, &QSocketNotifier::activated, this, [this] {
        m_reset = true;
        m_resetNotifier->setEnabled(false);
    });
    const QList<QSocketNotifier *> others = m_socket->findChildren<QSocketNotifier *>();
    for (QSocketNotifier *other : others) {
        if (other->type() == QSocketNotifier::Read && other->isEnabled()) {
            other->setEnabled(false);
            other->setEnabled(true);
        }
    }
}

void ProxyConnection::onError()
{
    const QAbstractSocket::SocketError error = m_socket->error();
    const QString detail = m_socket->errorString();
    delete m_resetNotifier;
    m_resetNotifier = nullptr;
    switch (m_phase) {
    case Phase::Opening:
        m_phase = Phase::Closed;
        m_timer.stop();
        emit openFailed(outcomeOf(error), detail);
        return;
    case Phase::Handshake:
        if (error == QAbstractSocket::RemoteHostClosedError)
            finishTls(m_reset ? u"reset"_s : u"closed"_s, detail);
        else
            finishTls(u"handshake"_s, detail);
        return;
    case Phase::Plain:
    case Phase::Encrypted:
        m_phase = Phase::Closed;
        m_open = false;
        m_timer.stop();
        emit closed(m_reset);
        return;
    case Phase::Idle:
    case Phase::Closed:
        return;
    }
}

void ProxyConnection::onTimeout()
{
    if (m_phase == Phase::Opening) {
        m_phase = Phase::Closed;
        m_socket->disconnect(this);
        m_socket->abort();
        emit openFailed(ConnectOutcome::TimedOut, {});
    } else if (m_phase == Phase::Handshake) {
        finishTls(u"timeout"_s, {});
    }
}

void ProxyConnection::onSslErrors(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors) {
        const QString problem = certificateProblem(error);
        if (!m_tls.problems.contains(problem))
            m_tls.problems.append(problem);
    }
    // Only to learn the whole chain: nothing is ever sent on a connection with problems.
    m_socket->ignoreSslErrors();
}

void ProxyConnection::finishTls(const QString &failure, const QString &detail)
{
    if (m_phase != Phase::Handshake)
        return;
    m_timer.stop();
    m_tls.established = failure.isEmpty();
    m_tlsFailure = failure;
    m_tls.detail = detail;
    const QList<QSslCertificate> chain = m_socket->peerCertificateChain();
    for (const QSslCertificate &certificate : chain)
        m_tls.chain.append(certificateFacts(certificate));
    if (m_tls.established) {
        m_phase = Phase::Encrypted;
        m_tls.version = tlsVersionName(m_socket->sessionProtocol());
        m_tls.cipher = m_socket->sessionCipher().name();
    } else {
        m_phase = Phase::Closed;
        m_open = false;
    }
    emit tlsDone();
}

} // namespace pt
