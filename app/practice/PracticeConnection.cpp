// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeConnection.h"

#include "auth/DigestInputs.h"
#include "auth/NtlmJudge.h"
#include "model/VisibleText.h"
#include "platform/SocketReset.h"
#include "protocol/Challenge.h"
#include "protocol/Masking.h"
#include "protocol/NegotiateToken.h"
#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmToken.h"

#include <QHostAddress>
#include <QLocale>
#include <QNetworkProxy>
#include <QSslConfiguration>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostHeadBytes = 64 * 1024;
constexpr qint64 mostBodyBytes = 1024 * 1024;
constexpr qint64 mostUnsentBytes = 256 * 1024;
constexpr int idleMs = 120'000;

/// Of a Digest answer; empty: there is none.
QByteArray nonceOf(const HttpHead &head)
{
    const HttpField *field = head.field("Proxy-Authorization");
    const Challenge answer = field ? parseChallengeValue(field->value).value(0) : Challenge();
    return answer.is("Digest") ? answer.param("nonce").value_or(QByteArray()) : QByteArray();
}

} // namespace

PracticeConnection::PracticeConnection(int number, qintptr descriptor, PracticeContext &context,
                                       QObject *parent)
    : QObject(parent)
    , m_number(number)
    , m_context(context)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true);
    m_idle.setSingleShot(true);
    connect(&m_socket, &QSslSocket::readyRead, this, &PracticeConnection::readMore);
    connect(&m_socket, &QSslSocket::bytesWritten, this, &PracticeConnection::pump);
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &PracticeConnection::pump);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        log(tr("the site's encrypted connection is up"));
        m_state = State::Reading;
        readMore();
    });
    connect(&m_socket, &QSslSocket::disconnected, this, [this] {
        log(tr("ended"));
        m_timer.stop();
        deleteLater();
    });
    connect(&m_idle, &QTimer::timeout, this, [this] { m_socket.abort(); });
    if (context.behaviour.socks)
        m_socks.emplace(*context.behaviour.socks, context.behaviour.accepts);
    m_socket.setSocketDescriptor(descriptor);
}

PracticeConnection::~PracticeConnection()
{
    // Its end must not reach the half-destroyed object.
    m_socket.disconnect(this);
    m_socket.abort();
}

void PracticeConnection::begin()
{
    log(tr("opened"));
    m_idle.start(idleMs);
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        deleteLater();
        return;
    }
    act(m_context.behaviour.onConnect);
}

void PracticeConnection::readMore()
{
    if (m_state == State::Deaf) {
        m_socket.readAll();
        return;
    }
    while (m_state == State::Reading && m_socket.bytesAvailable() > 0) {
        m_idle.start(idleMs);
        if (m_socks) {
            takeSocks();
            continue;
        }
        if (m_skip > 0) {
            m_skip -= m_socket.read(std::min<qint64>(m_skip, 16 * 1024)).size();
            continue;
        }
        // Line by line, so that nothing behind the head is taken from the socket.
        const QByteArray line = m_socket.readLine(mostHeadBytes + 2 - m_input.size());
        if (line.isEmpty())
            return;
        m_input += line;
        if (m_input.size() > mostHeadBytes) {
            log(tr("the request's head is too long; closed"));
            closeOrderly();
            return;
        }
        if (m_input == "\r\n" || m_input == "\n") {
            m_input.clear(); // RFC 9112 section 2.2: empty lines before a request are passed over
            continue;
        }
        if (!m_input.endsWith("\n\r\n") && !m_input.endsWith("\n\n"))
            continue;
        const QByteArray head = std::exchange(m_input, {});
        takeRequest(head);
    }
}

/// One octet at a time, so that nothing behind the handshake is taken from the socket.
void PracticeConnection::takeSocks()
{
    m_input += m_socket.read(1);
    const QByteArray answer = m_socks->take(m_input);
    const PracticeSocksTalk::State state = m_socks->state();
    if (!m_socks->told().isEmpty())
        log(m_socks->told());
    if (!answer.isEmpty())
        send(answer);
    if (state == PracticeSocksTalk::State::Over) {
        m_context.refused += m_socks->wasRefused() ? 1 : 0;
        closeOrderly();
    } else if (state == PracticeSocksTalk::State::Open) {
        ++m_context.requests;
        m_request.host = m_socks->host();
        m_request.port = m_socks->port();
        m_socks.reset();
        m_insideTunnel = true;
        if (m_request.port == 443) {
            m_state = State::Acting;
            startSite(false);
        }
    }
}

void PracticeConnection::takeRequest(QByteArrayView headBytes)
{
    const std::optional<HttpHead> head = parseHead(headBytes);
    std::optional<PracticeRequest> request = head ? readPracticeRequest(*head) : std::nullopt;
    if (!request || request->bodyBytes > mostBodyBytes) {
        log(tr("received something that is no request this proxy can read; closed"));
        send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        closeOrderly();
        return;
    }
    m_skip = request->bodyBytes;
    const QByteArray masked = maskedHead(headBytes);
    const QByteArray startLine
        = masked.left(std::max<qsizetype>(masked.indexOf('\n'), 0)).trimmed();
    if (m_insideTunnel) {
        // The site itself speaks here; the proxy would not see this.
        m_request.host = request->host.isEmpty() ? m_request.host : request->host;
        log(tr("the site is asked: %1").arg(visibleBytes(startLine, false, 300)));
        send(expanded(m_context.behaviour.siteAnswer(m_request.host, true)));
        return;
    }
    request->signedIn = judge(*head);
    request->nonce = nonceOf(*head);
    request->address = m_socket.localAddress().toString();
    request->onConnection = ++m_onConnection;
    request->overall = ++m_context.requests;
    m_request = *request;
    log(tr("received: %1").arg(visibleBytes(startLine, false, 300)));
    switch (m_request.signedIn) {
    case PracticeSigned::None:
        log(tr("it carries no sign-in"));
        break;
    case PracticeSigned::FirstOfNtlm:
        log(tr("it opens a sign-in by NTLM"));
        break;
    case PracticeSigned::Right:
        log(tr("its sign-in is right"));
        break;
    case PracticeSigned::Wrong:
        ++m_context.refused;
        log(tr("its sign-in is wrong"));
        break;
    }
    if (const PracticeRule *rule = m_context.behaviour.ruleFor(m_request)) {
        act(rule->steps);
        return;
    }
    log(tr("this practice does not cover such a request; closed"));
    send("HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    closeOrderly();
}

PracticeSigned PracticeConnection::judge(const HttpHead &head)
{
    const HttpField *field = head.field("Proxy-Authorization");
    if (!field)
        return m_ntlmSignedIn ? PracticeSigned::Right : PracticeSigned::None;
    const QByteArray value = field->value;
    if (value.left(5).toLower() == "ntlm ")
        return judgeNtlm(QByteArrayView(value).sliced(5));
    if (value.left(7).toLower() == "digest ")
        return judgeDigest(head, value);
    if (value.left(10).toLower() == "negotiate ")
        return judgeTicket(value.mid(10).trimmed());
    if (value.left(6).toLower() != "basic ")
        return PracticeSigned::Wrong;
    const auto decoded = QByteArray::fromBase64Encoding(value.mid(6).trimmed(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return PracticeSigned::Wrong;
    for (const auto &[user, password] : m_context.behaviour.accepts) {
        if (*decoded == user + ':' + password)
            return PracticeSigned::Right;
    }
    return PracticeSigned::Wrong;
}

/// Made-up tickets have nothing inside; what is in clear decides.
PracticeSigned PracticeConnection::judgeTicket(const QByteArray &token) const
{
    const NegotiateToken read = readNegotiateToken(QByteArray::fromBase64(token));
    const PracticeBehaviour &behaviour = m_context.behaviour;
    const bool right = read.request && read.request->service && read.request->ticket.kvno
        && !behaviour.keytabService.isEmpty()
        && read.request->service->value == behaviour.keytabService
        && read.request->ticket.kvno->value == behaviour.keytabKvno;
    return right ? PracticeSigned::Right : PracticeSigned::Wrong;
}

/// The third message counts only behind the two that came before it on this connection.
PracticeSigned PracticeConnection::judgeNtlm(QByteArrayView token)
{
    const QByteArray message = readNtlmToken(token).bytes;
    m_ntlmSignedIn = false;
    if (ntlmMessageType(message) == 1) {
        m_ntlmFirst = message;
        m_ntlmSecond.clear();
        return PracticeSigned::FirstOfNtlm;
    }
    const QByteArray first = std::exchange(m_ntlmFirst, {});
    const QByteArray second = std::exchange(m_ntlmSecond, {});
    if (second.isEmpty())
        return PracticeSigned::Wrong;
    const NtlmAuthenticate answer = readNtlmAuthenticate(message);
    const QString domain = m_context.behaviour.ntlm.domain;
    if (!answer.domain.isEmpty() && answer.domain.compare(domain, Qt::CaseInsensitive) != 0)
        return PracticeSigned::Wrong;
    for (const auto &[user, password] : m_context.behaviour.accepts) {
        if (answer.user.compare(QString::fromUtf8(user), Qt::CaseInsensitive) != 0)
            continue;
        const Secret secret = Secret::takeUtf8(QByteArray(password.constData(), password.size()));
        if (ntlmProves(message, secret, first, second)) {
            m_ntlmSignedIn = true;
            return PracticeSigned::Right;
        }
    }
    return PracticeSigned::Wrong;
}

PracticeSigned PracticeConnection::judgeDigest(const HttpHead &head, const QByteArray &value) const
{
    if (m_context.behaviour.digestRefused)
        return PracticeSigned::Wrong;
    // The fields of an answer are written as those of a challenge are.
    const Challenge answer = parseChallengeValue(value).value(0);
    const auto text
        = [&answer](const char *name) { return answer.param(name).value_or(QByteArray()); };
    const QByteArray algorithmName = text("algorithm");
    const auto algorithm
        = readDigestAlgorithm(algorithmName.isEmpty() ? QByteArray("MD5") : algorithmName);
    if (!algorithm)
        return PracticeSigned::Wrong;
    DigestInputs inputs;
    inputs.algorithm = *algorithm;
    const QByteArray qop = text("qop");
    inputs.qop = qop == "auth-int" ? DigestQop::AuthInt
        : qop.isEmpty()            ? DigestQop::None
                                   : DigestQop::Auth;
    inputs.realm = text("realm");
    inputs.nonce = text("nonce");
    inputs.cnonce = text("cnonce");
    inputs.nonceCount = text("nc").toUInt(nullptr, 16);
    inputs.method = head.method;
    inputs.uri = text("uri");
    if (m_context.behaviour.absoluteUri && head.method != "CONNECT"
        && inputs.uri != head.requestTarget) {
        return PracticeSigned::Wrong;
    }
    inputs.misprintedHash = m_context.behaviour.misprintedHash;
    const bool hashed = text("userhash").toLower() == "true";
    if (m_context.behaviour.hashedNamesOnly && !hashed)
        return PracticeSigned::Wrong;
    for (const auto &[user, password] : m_context.behaviour.accepts) {
        inputs.user = user;
        if (text("username") == (hashed ? digestUserHash(inputs) : user)
            && text("response")
                == digestResponse(
                    inputs, Secret::takeUtf8(QByteArray(password.constData(), password.size())))) {
            return PracticeSigned::Right;
        }
    }
    return PracticeSigned::Wrong;
}

void PracticeConnection::act(const QList<PracticeStep> &steps)
{
    m_state = State::Acting;
    m_steps = steps;
    nextStep();
}

/// Goes on with the list until a step needs to wait, then is called again.
void PracticeConnection::nextStep()
{
    while (m_state == State::Acting && !m_steps.isEmpty()) {
        const PracticeStep step = m_steps.takeFirst();
        using Kind = PracticeStep::Kind;
        doStep(step);
        if (step.kind == Kind::Delay || step.kind == Kind::Drip || step.kind == Kind::EndlessHeader
            || step.kind == Kind::Filler || step.kind == Kind::StartSite) {
            return; // goes on by itself
        }
    }
    if (m_state == State::Acting) {
        m_state = State::Reading;
        // Not from here: a client that sends many requests at once must not deepen the stack.
        QMetaObject::invokeMethod(this, &PracticeConnection::readMore, Qt::QueuedConnection);
    }
}

void PracticeConnection::doStep(const PracticeStep &step)
{
    switch (step.kind) {
    case PracticeStep::Kind::Send:
        send(step.expand ? expanded(step.bytes) : step.bytes);
        break;
    case PracticeStep::Kind::Delay:
        log(tr("waits %n millisecond(s)", nullptr, step.ms));
        m_timer.callOnTimeout(this, [this] {
            m_timer.disconnect(this);
            nextStep();
        });
        m_timer.start(step.ms);
        break;
    case PracticeStep::Kind::Close:
        log(tr("closes the connection"));
        closeOrderly();
        break;
    case PracticeStep::Kind::Reset:
        log(tr("resets the connection"));
        deafen();
        resetOnClose(m_socket.socketDescriptor());
        m_socket.abort();
        deleteLater();
        break;
    case PracticeStep::Kind::Silent:
        log(tr("says nothing more"));
        deafen();
        break;
    case PracticeStep::Kind::TargetAnswer:
        sendTargetAnswer();
        break;
    case PracticeStep::Kind::StartSite:
        startSite(step.untrusted);
        break;
    case PracticeStep::Kind::Drip:
        log(tr("sends its answer drop by drop"));
        m_dripped = step.bytes;
        m_timer.setInterval(step.ms);
        m_timer.callOnTimeout(this, &PracticeConnection::drip);
        drip();
        break;
    case PracticeStep::Kind::EndlessHeader:
    case PracticeStep::Kind::Filler:
        log(tr("sends up to %1 bytes of filler").arg(QLocale().toString(step.count)));
        m_pumped = step;
        pump();
        break;
    }
}

void PracticeConnection::drip()
{
    m_timer.stop();
    if (m_dripped.isEmpty()) {
        m_timer.disconnect(this);
        nextStep();
        return;
    }
    m_socket.write(m_dripped.left(1));
    m_dripped.remove(0, 1);
    m_timer.start();
}

/// Sends filler as fast as the peer takes it; never more than a little is held here.
void PracticeConnection::pump()
{
    if (m_pumped.count <= 0)
        return;
    while (m_pumped.count > 0 && m_socket.bytesToWrite() < mostUnsentBytes) {
        QByteArray piece(64, 'a');
        if (m_pumped.kind == PracticeStep::Kind::EndlessHeader)
            piece = "X-Filler: " + piece + "\r\n";
        else
            piece = piece.repeated(256);
        piece.truncate(std::min<qint64>(piece.size(), m_pumped.count));
        const qint64 written = m_socket.write(piece);
        if (written <= 0)
            return;
        m_pumped.count -= written;
    }
    if (m_pumped.count <= 0)
        nextStep();
}

void PracticeConnection::startSite(bool untrusted)
{
    const PracticeCertificate &certificate = untrusted ? m_context.untrusted : m_context.trusted;
    QSslConfiguration configuration = m_socket.sslConfiguration();
    configuration.setLocalCertificateChain({certificate.site, certificate.authority});
    configuration.setPrivateKey(certificate.siteKey);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setSslConfiguration(configuration);
    m_insideTunnel = true;
    log(tr("the tunnel is open, the site takes over"));
    m_socket.flush();
    m_socket.startServerEncryption();
}

void PracticeConnection::sendTargetAnswer()
{
    send(expanded(m_context.behaviour.siteAnswer(m_request.host, false)));
}

void PracticeConnection::send(const QByteArray &bytes)
{
    if (bytes.startsWith("HTTP/")) {
        const QByteArray line = bytes.left(std::max<qsizetype>(bytes.indexOf('\n'), 0)).trimmed();
        log(tr("answers: %1").arg(visibleBytes(line, false, 300)));
    }
    m_socket.write(bytes);
}

void PracticeConnection::closeOrderly()
{
    deafen();
    m_socket.disconnectFromHost();
}

void PracticeConnection::deafen()
{
    m_state = State::Deaf;
    m_steps.clear();
    m_pumped.count = 0;
}

QByteArray PracticeConnection::expanded(QByteArray bytes)
{
    if (bytes.contains("{ntlm}")) {
        m_ntlmSecond = m_context.behaviour.ntlm.challenge(
            m_context.ntlmChallenges++, QByteArray("practice", 8), m_context.clock->utcNow());
        bytes.replace("{ntlm}", m_ntlmSecond.toBase64());
    }
    // RFC 9110 section 5.6.7: dates are in English and in GMT.
    const QString date
        = QLocale::c().toString(m_context.clock->utcNow(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    bytes.replace("{date}", date.toLatin1());
    bytes.replace("{host}", m_request.host);
    bytes.replace("{port}", QByteArray::number(m_request.port));
    return bytes;
}

void PracticeConnection::log(const QString &what)
{
    emit logged(tr("Connection %1: %2").arg(m_number).arg(what));
}

} // namespace pt
