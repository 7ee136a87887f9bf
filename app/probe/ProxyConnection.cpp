// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProxyConnection.h"

#include "probe/CertificateReading.h"
#include "probe/TlsLayer.h"

#include <QEvent>
#include <QNetworkProxy>
#include <QPointer>
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

constexpr int badCertificateAlert = 42;
constexpr int certificateRequiredAlert = 116;

/// A TLS record of any version: its type and the major version (RFC 8446 section 5.1).
bool startsWithTlsRecord(const QByteArray &bytes)
{
    return !bytes.isEmpty() && uchar(bytes.at(0)) >= 20 && uchar(bytes.at(0)) <= 23
        && (bytes.size() < 2 || bytes.at(1) == 3);
}

/// Whether the server's first flight asks for a certificate. Readable up to TLS 1.2 only: later
/// versions encrypt it (RFC 5246 section 7.4.4).
bool asksForCertificate(const QByteArray &flight)
{
    QByteArray messages;
    qsizetype at = 0;
    while (at + 5 <= flight.size() && flight.at(at) == 22) {
        const qsizetype length = uchar(flight.at(at + 3)) << 8 | uchar(flight.at(at + 4));
        messages.append(flight.mid(at + 5, length));
        at += 5 + length;
    }
    constexpr char certificateRequest = 13;
    at = 0;
    while (at + 4 <= messages.size()) {
        if (messages.at(at) == certificateRequest)
            return true;
        at += 4
            + (qsizetype(uchar(messages.at(at + 1))) << 16 | uchar(messages.at(at + 2)) << 8
               | uchar(messages.at(at + 3)));
    }
    return false;
}

} // namespace

ProxyConnection::ProxyConnection(QObject *parent)
    : QObject(parent)
    , m_socket(new QSslSocket(this))
    , m_top(m_socket)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ProxyConnection::onTimeout);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(bufferBytes);
    connect(m_socket, &QSslSocket::connected, this, &ProxyConnection::onConnected);
    watch(m_socket);
}

void ProxyConnection::watch(QSslSocket *socket)
{
    connect(socket, &QSslSocket::errorOccurred, this, &ProxyConnection::onError);
    connect(socket, &QSslSocket::readyRead, this, &ProxyConnection::readyRead);
    connect(socket, &QSslSocket::encrypted, this, [this] { finishTls({}, {}); });
    connect(socket, &QSslSocket::encryptedBytesWritten, this,
            [this](qint64 bytes) { m_encryptedSent += bytes; });
    connect(socket, &QSslSocket::sslErrors, this, &ProxyConnection::onSslErrors);
    connect(socket, &QSslSocket::alertReceived, this,
            [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) {
                if (type != QSsl::AlertType::CloseNotify)
                    m_alert = int(type);
            });
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
    if (m_phase == Phase::Opening)
        watchOpening();
}

/// A peer that takes a connection and resets it at once is not understood by the toolkit (seen with
/// Qt 6.4): it connects again and again, thousands of times in a second. So its notice that
/// connecting has come to an end is looked at here: one that settles nothing means a reset.
void ProxyConnection::watchOpening()
{
    const QList<QSocketNotifier *> notifiers = m_socket->findChildren<QSocketNotifier *>();
    for (QSocketNotifier *notifier : notifiers) {
        if (notifier->type() == QSocketNotifier::Write)
            notifier->installEventFilter(this);
    }
}

bool ProxyConnection::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::SockAct && m_phase == Phase::Opening) {
        watched->removeEventFilter(this);
        QMetaObject::invokeMethod(
            this, [this, by = QPointer<QObject>(watched)] { onOpeningNoticed(by); },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void ProxyConnection::onOpeningNoticed(const QObject *notifier)
{
    if (m_phase != Phase::Opening)
        return;
    // Of refusals and the like the toolkit tells, after another try of its own.
    if (!notifier)
        return watchOpening();
    m_phase = Phase::Closed;
    m_reset = true;
    m_timer.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    emit opened(); // it was, for a moment
}

void ProxyConnection::abort()
{
    m_phase = Phase::Closed;
    m_open = false;
    m_timer.stop();
    delete m_resetNotifier;
    m_resetNotifier = nullptr;
    m_socket->disconnect(this);
    // From the top: each one's end would otherwise be told to the one above.
    while (!m_layers.isEmpty()) {
        TlsLayer *layer = m_layers.takeLast();
        layer->disconnect(this);
        layer->socket()->disconnect(this);
        layer->deleteLater(); // it may be one of its own signals that brought us here
    }
    m_top = m_socket;
    m_socket->abort();
}

void ProxyConnection::write(QByteArrayView bytes)
{
    m_top->write(bytes.data(), bytes.size());
    m_top->flush();
}

QByteArray ProxyConnection::read()
{
    return m_top->read(bufferBytes);
}

qint64 ProxyConnection::bytesAvailable() const
{
    return m_top->bytesAvailable();
}

bool ProxyConnection::wantsClientCertificate() const
{
    if (m_alert == certificateRequiredAlert || m_alert == badCertificateAlert)
        return true;
    const bool cut = m_tlsFailure == "closed"_L1 || m_tlsFailure == "reset"_L1;
    return (m_alert >= 0 || cut) && asksForCertificate(firstProxyBytes());
}

QByteArray ProxyConnection::firstProxyBytes() const
{
    return m_layers.isEmpty() ? QByteArray() : m_layers.first()->firstBytes();
}

void ProxyConnection::addLayer()
{
    m_top->disconnect(this);
    auto *layer = new TlsLayer(m_top, this);
    m_layers.append(layer);
    m_top = layer->socket();
    connect(layer, &TlsLayer::ready, this, &ProxyConnection::encrypt);
    connect(layer, &TlsLayer::failed, this,
            [this](const QString &detail) { finishTls(u"handshake"_s, detail); });
    watch(m_top);
    layer->start();
}

void ProxyConnection::startTls(const QString &serverName, const QList<QSslCertificate> &extraTrust,
                               int timeoutMs)
{
    m_withProxy = false;
    beginHandshake(serverName, extraTrust, timeoutMs);
    m_encryptedSent = 0;
    if (m_layers.isEmpty())
        encrypt();
    else
        addLayer();
}

void ProxyConnection::startProxyTls(const QString &serverName,
                                    const QList<QSslCertificate> &extraTrust, int timeoutMs)
{
    m_withProxy = true;
    beginHandshake(serverName, extraTrust, timeoutMs);
    // A layer even for the first TLS: what a port sends that speaks something else is seen in it.
    addLayer();
}

void ProxyConnection::beginHandshake(const QString &serverName,
                                     const QList<QSslCertificate> &extraTrust, int timeoutMs)
{
    m_phase = Phase::Handshake;
    m_tls = {};
    m_tls.serverName = serverName;
    m_tlsFailure.clear();
    m_alert = -1;
    m_trust = extraTrust;
    m_timer.start(timeoutMs);
}

void ProxyConnection::encrypt()
{
    if (m_phase != Phase::Handshake)
        return;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Added, not set: a list that was set has the system's certificates read all at once, which
    // takes longer than a person waits for "Cancel".
    configuration.addCaCertificates(m_trust);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_top->setSslConfiguration(configuration);
    m_top->setPeerVerifyName(m_tls.serverName);
    m_top->startClientEncryption();
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
    // Before the socket is gone from under it, also where a layer above hears of its end instead of
    // us.
    connect(m_socket, &QSslSocket::errorOccurred, m_resetNotifier,
            [notifier = m_resetNotifier] { notifier->setEnabled(false); });
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
    const QAbstractSocket::SocketError error = m_top->error();
    const QString detail = m_top->errorString();
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
    m_top->ignoreSslErrors();
}

void ProxyConnection::finishTls(const QString &failure, const QString &detail)
{
    if (m_phase != Phase::Handshake)
        return;
    m_timer.stop();
    m_tls.established = failure.isEmpty();
    m_tlsFailure = failure;
    m_tls.detail = detail;
    if (m_withProxy && !m_tls.established) {
        const QByteArray first = firstProxyBytes();
        if (!first.isEmpty() && !startsWithTlsRecord(first))
            m_tlsFailure = u"not-tls"_s;
        else if (wantsClientCertificate())
            m_tlsFailure = u"client-certificate"_s;
    }
    const QList<QSslCertificate> chain = m_top->peerCertificateChain();
    for (const QSslCertificate &certificate : chain)
        m_tls.chain.append(certificateFacts(certificate));
    if (m_tls.established) {
        m_phase = Phase::Encrypted;
        m_tls.version = tlsVersionName(m_top->sessionProtocol());
        m_tls.cipher = m_top->sessionCipher().name();
    } else {
        m_phase = Phase::Closed;
        m_open = false;
    }
    if (m_withProxy) {
        m_proxyTls = m_tls;
        m_proxyCertificate = m_top->peerCertificate().toDer();
    }
    emit tlsDone();
}

} // namespace pt
