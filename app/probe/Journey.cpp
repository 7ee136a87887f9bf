// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/Journey.h"

#include "auth/ChannelBinding.h"
#include "probe/HttpExchange.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "protocol/Masking.h"

namespace pt {

using namespace Qt::StringLiterals;

Journey::Journey(ProbeContext &context, OrderState &state, LinkRequest request, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_state(state)
    , m_request(std::move(request))
{
}

Journey::~Journey()
{
    cancel();
}

void Journey::start()
{
    acquire(m_state.order.newConnection);
}

void Journey::cancel()
{
    if (m_over)
        return;
    m_over = true;
    if (m_sending) {
        if (m_http)
            m_http->stop(ExchangeEnd::Cancelled);
        if (m_inside)
            recordInsidePart(ExchangeEnd::Cancelled, {});
        else
            recordProxyPart();
    }
    countTunnel();
    release(false);
    m_state.phase = OrderPhase::Done;
}

int Journey::finalStatus() const
{
    int status = 0;
    bool late = false;
    for (const Exchange &exchange : std::as_const(m_state.exchanges)) {
        late
            = exchange.end == ExchangeEnd::IdleTimeout || exchange.end == ExchangeEnd::TotalTimeout;
        status = 0;
        if (const auto head = parseHead(exchange.response.head);
            head && exchange.response.headComplete)
            status = head->status;
    }
    // A tunnel that came up and then broke has no status of its own.
    const Exchange *inside = m_state.insidePart();
    if (inside && inside->response.head.isEmpty())
        status = 0;
    if (status >= 200 && status <= 599)
        return status;
    return late ? 504 : 502;
}

void Journey::acquire(bool fresh)
{
    m_connection = fresh ? nullptr : m_context.pool.takeIdle(m_state.order.preferredConnection, m_state.isSigned());
    if (m_connection) {
        sendToProxy();
        return;
    }
    m_connection = m_context.pool.create();
    if (!m_connection) {
        endWithout(ExchangeEnd::LimitReached, u"connections"_s);
        return;
    }
    connect(m_connection, &ProxyConnection::opened, this, &Journey::onOpened, Qt::QueuedConnection);
    connect(m_connection, &ProxyConnection::openFailed, this, &Journey::onOpenFailed,
            Qt::QueuedConnection);
    m_connection->open(m_context.pool.address(), m_context.pool.port(), m_context.limits.connectMs);
}

void Journey::onOpened()
{
    if (m_over)
        return;
    if (m_context.tlsName.isEmpty()) {
        sendToProxy();
        return;
    }
    connect(m_connection, &ProxyConnection::tlsDone, this, &Journey::onProxySecured,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_connection->startProxyTls(m_context.tlsName, m_context.extraTrust, m_context.limits.tlsMs);
}

void Journey::onProxySecured()
{
    if (m_over)
        return;
    if (m_connection->isSecured()) {
        sendToProxy();
        return;
    }
    const bool certificate = m_connection->tlsFailure().isEmpty();
    endWithout(ExchangeEnd::TlsFailed, certificate ? u"certificate"_s : m_connection->tlsFailure());
}

void Journey::onOpenFailed(ConnectOutcome outcome, const QString &detail)
{
    if (m_over)
        return;
    const QString name = toString(outcome);
    endWithout(ExchangeEnd::ConnectFailed, detail.isEmpty() ? name : name + u": "_s + detail);
}

Exchange Journey::newExchange(ExchangeForm form) const
{
    Exchange exchange;
    exchange.id = ++m_context.lastExchangeId;
    exchange.form = form;
    exchange.stage = m_state.order.stage;
    exchange.target = m_state.order.target.toString(QUrl::FullyEncoded);
    exchange.control = m_state.order.control;
    exchange.startedMs = m_context.clock.now();
    if (m_connection) {
        exchange.connection = m_connection->number();
        exchange.localAddress = m_connection->localAddress();
        exchange.localPort = m_connection->localPort();
        exchange.remote = m_connection->remote();
        if (form != ExchangeForm::InsideTunnel)
            exchange.tls = m_connection->proxyTls();
    }
    return exchange;
}

/// No connection could be had: recorded without a request, as none was sent.
void Journey::endWithout(ExchangeEnd end, const QString &detail)
{
    Exchange exchange
        = newExchange(isConnect() ? ExchangeForm::Connect : ExchangeForm::PlainRequest);
    exchange.end = end;
    exchange.endDetail = detail;
    m_state.exchanges.append(exchange);
    m_state.proxyExchange = int(m_state.exchanges.size()) - 1;
    release(false);
    moveTo(OrderPhase::Done);
}

/// host:port of the target, the port left out where it is the usual one unless `always`.
QByteArray Journey::authority(bool always) const
{
    const QUrl &url = m_state.order.target;
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    QString host = url.host(QUrl::FullyEncoded);
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const int port = url.port(usual);
    if (always || port != usual)
        host += u':' + QString::number(port);
    return host.toLatin1();
}

QByteArray Journey::proxyRequestHead(QByteArrayView authorization) const
{
    QByteArray head;
    // Once and for all: growing would leave copies of the credentials behind.
    head.reserve(1024 + m_request.absolute.size() + m_request.userAgent.size()
                 + m_request.accept.size() + authorization.size());
    if (isConnect()) {
        const QByteArray to = authority(true);
        head.append("CONNECT ").append(to).append(" HTTP/1.1\r\nHost: ").append(to);
    } else {
        head.append("GET ")
            .append(m_request.absolute)
            .append(" HTTP/1.1\r\nHost: ")
            .append(authority(false));
    }
    head.append("\r\nUser-Agent: ").append(m_request.userAgent);
    if (!isConnect())
        head.append("\r\nAccept: ").append(m_request.accept);
    head.append("\r\nProxy-Connection: Keep-Alive\r\n");
    if (!authorization.isEmpty())
        head.append("Proxy-Authorization: ").append(authorization).append("\r\n");
    head.append("\r\n");
    return head;
}

void Journey::sendToProxy()
{
    if (m_over)
        return;
    m_dialogue.reset();
    m_goesOnWith.reset();
    m_reliesOnConnection = false;
    if (!m_state.order.answers)
        return sendProxyRequest({});
    const Challenge &challenge = *m_state.order.answers;
    const QString scheme = QString::fromLatin1(challenge.scheme).toLower();
    if (m_connection->signedInScheme() == scheme) {
        m_reliesOnConnection = true;
        return sendProxyRequest({});
    }
    m_dialogue = m_context.signIn->begin(
        challenge,
        {isConnect() ? "CONNECT" : "GET", signedUri(), m_context.proxyHost,
         tlsServerEndPoint(m_connection->proxyCertificate()),
         isConnect() ? QByteArray() : m_request.absolute});
    nextLeg(challenge);
}

void Journey::nextLeg(const Challenge &challenge)
{
    m_dialogue->next(challenge, [this](Result<AuthLeg> leg) { onLeg(std::move(leg)); });
}

void Journey::onLeg(Result<AuthLeg> leg)
{
    if (m_over)
        return;
    if (!leg)
        return giveUp(leg.error().code, leg.error().detail);
    emit attemptsChanged();
    QByteArray value = std::move(leg->value);
    // It may have taken a while to make. A first message can still go out on another connection.
    if (!m_connection || !m_connection->isOpen()) {
        wipeMemory(value.data(), value.size());
        m_dialogue->settle(AnswerVerdict::Unknown);
        if (m_dialogue->legs() > 1 || m_retried)
            return giveUp(u"connection-not-kept"_s, {});
        m_retried = true;
        release(false);
        // Not from inside the dialogue that is replaced there.
        QMetaObject::invokeMethod(this, [this] { acquire(true); }, Qt::QueuedConnection);
        return;
    }
    sendProxyRequest(std::move(value));
}

/// The sign-in cannot go on, or not begin.
void Journey::giveUp(const QString &code, const QString &detail)
{
    m_state.refusal = code;
    m_state.refusalDetail = detail;
    release(m_connection && m_connection->isOpen() && m_dialogue->legs() == 0);
    emit attemptsChanged();
    moveTo(OrderPhase::Done);
}

void Journey::sendProxyRequest(QByteArray authorization)
{
    m_current = newExchange(isConnect() ? ExchangeForm::Connect : ExchangeForm::PlainRequest);
    if (m_dialogue || m_reliesOnConnection) {
        m_current.answeredScheme = QString::fromLatin1(m_state.order.answers->scheme).toLower();
        m_current.alternative = m_context.signIn->inUse().id;
    }
    if (m_dialogue && (m_dialogue->expectsMore() || m_dialogue->legs() > 1))
        m_current.leg = m_dialogue->legs();
    m_sending = true;

    QByteArray head = proxyRequestHead(authorization);
    wipeMemory(authorization.data(), authorization.size());
    m_current.request.head = m_context.sweep.scrubbed(maskedHead(head));
    m_current.request.headComplete = true;
    m_current.request.bodyComplete = true;

    m_http = new HttpExchange(m_connection, m_context.limits, m_context.clock, isConnect(), this);
    connect(m_http, &HttpExchange::finished, this, &Journey::onProxyFinished);
    m_http->start(std::move(head));
    m_connection->noteUse();
}

void Journey::onProxyFinished()
{
    const bool reused = m_connection && m_connection->uses() > 1;
    const bool died = m_http->diedUnanswered();
    const bool usable = m_http->connectionUsable();
    const bool tunnel = m_http->reader().isTunnel();
    recordProxyPart();
    // A kept connection may be closed while it is idle, without a fault of anybody's: asked again
    // once.
    const bool begun = m_dialogue && m_dialogue->legs() > 1; // has to stay where it began
    if (died && reused && !m_retried && !begun
        && (!m_state.isSigned() || m_context.signIn->mayAnswer())) {
        m_retried = true;
        m_http->deleteLater();
        m_http = nullptr;
        release(false);
        acquire(true);
        return;
    }
    if (m_goesOnWith) {
        m_http->deleteLater();
        m_http = nullptr;
        if (usable)
            return nextLeg(*m_goesOnWith);
        m_dialogue->settle(AnswerVerdict::Unknown);
        return giveUp(u"connection-not-kept"_s, {});
    }
    if (takeNewNonce() || takeLostSignIn()) {
        m_http->deleteLater();
        m_http = nullptr;
        if (usable)
            return sendToProxy();
        release(false);
        acquire(true);
        return;
    }
    if (tunnel && m_state.order.form == Order::Form::Tunnel) {
        moveTo(OrderPhase::ProxyAnswered);
        if (!m_over)
            enterTunnel();
        return;
    }
    release(usable);
    moveTo(OrderPhase::Done);
}

/// RFC 7616 section 3.3: a nonce that was too old is no fault of the credentials, and the answer
/// may be given again, once, to the new one.
bool Journey::takeNewNonce()
{
    if (m_renewed || m_state.verdict != AnswerVerdict::Stale || !m_context.signIn->mayAnswer())
        return false;
    const SchemeChoice choice = m_context.signIn->choose(m_state.challenges);
    if (!choice.challenge || choice.scheme != "digest"_L1)
        return false;
    m_renewed = true;
    m_state.order.answers = choice.challenge;
    m_state.verdict = AnswerVerdict::Unknown;
    return true;
}

/// The proxy did not take the connection for signed in after all: it is signed in anew, once.
bool Journey::takeLostSignIn()
{
    if (!m_reliesOnConnection || m_state.proxyStatus != 407 || !m_context.signIn->mayAnswer())
        return false;
    if (m_connection)
        m_connection->setSignedInScheme({});
    m_state.verdict = AnswerVerdict::Unknown;
    return true;
}

/// What a Digest answer is computed for. Programs differ for plain requests; the path is what most
/// send, and what proxies are used to.
QByteArray Journey::signedUri() const
{
    return isConnect() ? authority(true) : m_request.origin;
}

void Journey::recordMessage(Exchange &exchange, const HttpExchange &http) const
{
    const ResponseReader &reader = http.reader();
    exchange.startedMs = http.startedMs();
    exchange.firstByteMs = http.firstByteMs();
    exchange.durationMs = http.durationMs();
    exchange.end = http.end();
    exchange.endDetail = http.endDetail();
    exchange.interimResponses = reader.interimResponses();
    exchange.peerKeptOpen = http.connectionUsable();
    Message &message = exchange.response;
    message.head = m_context.sweep.scrubbed(maskedHead(reader.headBytes()));
    message.headComplete = reader.head() && reader.head()->status >= 200;
    message.body = m_context.sweep.scrubbed(reader.body());
    message.bodyBytes = reader.bodyBytes();
    message.bodyComplete = reader.state() == ResponseReader::State::Complete;
}

void Journey::recordProxyPart()
{
    m_sending = false;
    if (m_http) {
        recordMessage(m_current, *m_http);
        // TLS 1.3 tells only behind the handshake that it wants a certificate of ours.
        if (m_http->diedUnanswered() && m_connection && m_connection->wantsClientCertificate()) {
            m_current.end = ExchangeEnd::TlsFailed;
            m_current.endDetail = u"client-certificate"_s;
        }
        const ResponseReader &reader = m_http->reader();
        const QByteArray head = reader.headBytes();
        // Interim answers and numbers below are no final answer (RFC 9110 section 15).
        const int status = reader.head() ? reader.head()->status : 0;
        m_state.proxyStatus = status >= 200 ? status : 0;
        m_state.challenges.clear();
        if (m_state.proxyStatus == 407) {
            m_state.challenges = parseChallenges(*reader.head(), head, "Proxy-Authenticate");
            // Stages tell the names of methods: no place for a proxy to echo a password.
            for (Challenge &challenge : m_state.challenges) {
                if (!challenge.is("Basic") && !challenge.is("Digest"))
                    challenge.scheme = m_context.sweep.scrubbed(challenge.scheme);
            }
            m_state.voice = proxyVoice(*reader.head(), head);
        }
        if (reader.isTunnel())
            m_current.tunnelBytesReceived = reader.leftover().size();
        readSignInReply(reader);
    }
    m_state.exchanges.append(m_current);
    m_state.proxyExchange = int(m_state.exchanges.size()) - 1;
}

/// What the answer just read says about the credentials that its request carried.
void Journey::readSignInReply(const ResponseReader &reader)
{
    m_goesOnWith.reset();
    if (!m_dialogue && !m_reliesOnConnection)
        return;
    const Challenge &answered = *m_state.order.answers;
    const QByteArray head = reader.headBytes();
    m_state.verdict
        = verdictOnAnswer(reader.head(), head, isConnect(), m_state.order.voice, &answered);
    if (m_reliesOnConnection) {
        m_current.answerGoesOn = m_state.proxyStatus == 407;
        return;
    }
    if (m_state.proxyStatus == 407 && m_dialogue->expectsMore()) {
        for (const Challenge &challenge : std::as_const(m_state.challenges)) {
            if (challenge.is(answered.scheme) && challenge.token68 && !challenge.token68->isEmpty()) {
                m_goesOnWith = challenge;
                m_current.answerGoesOn = true;
                m_state.verdict = AnswerVerdict::Unknown;
                return;
            }
        }
    }
    if (!m_dialogue->isPending() && m_state.proxyStatus >= 400) {
        // Nothing was proven yet that could have been refused.
        m_state.verdict = AnswerVerdict::Unknown;
        m_state.refusal = u"first-message-refused"_s;
        return;
    }
    if (reader.head())
        m_current.proxyProof = m_context.signIn->readProof(*reader.head());
    m_current.answerRejected = m_state.verdict == AnswerVerdict::Rejected;
    const bool ofConnection = m_current.leg > 0 && m_state.verdict == AnswerVerdict::Accepted;
    if (ofConnection && m_connection && !isConnect())
        m_connection->setSignedInScheme(m_current.answeredScheme);
    m_dialogue->settle(m_state.verdict);
    emit attemptsChanged();
}

void Journey::enterTunnel()
{
    const QByteArray early = m_http->reader().leftover();
    m_http->deleteLater();
    m_http = nullptr;
    m_inside = true;
    m_sending = true;
    m_current = newExchange(ExchangeForm::InsideTunnel);
    m_current.stage = StageId::Tunnel;
    m_current.tunnelOf = m_state.exchanges.at(m_state.proxyExchange).id;
    m_tlsStartedMs = m_context.clock.now();
    if (!early.isEmpty()) {
        // A TLS server waits for the client: what speaks first here is not the target.
        m_current.firstByteMs = m_tlsStartedMs;
        m_current.response.body
            = m_context.sweep.scrubbed(early.left(m_context.limits.bodyKeptBytes));
        m_current.response.bodyBytes = early.size();
        recordInsidePart(ExchangeEnd::TlsFailed, u"bytes-before-tls"_s);
        release(false);
        moveTo(OrderPhase::Done);
        return;
    }
    connect(m_connection, &ProxyConnection::tlsDone, this, &Journey::onTlsDone,
            Qt::QueuedConnection);
    m_connection->startTls(m_state.order.target.host(QUrl::FullyEncoded), m_context.extraTrust,
                           m_context.limits.tlsMs);
}

void Journey::onTlsDone()
{
    if (m_over)
        return;
    TlsFacts facts = m_connection->tlsFacts();
    facts.durationMs = m_context.clock.now() - m_tlsStartedMs;
    m_current.tls = facts;
    if (!facts.established || !facts.problems.isEmpty()) {
        recordInsidePart(ExchangeEnd::TlsFailed,
                         facts.established ? u"certificate"_s : m_connection->tlsFailure());
        countTunnel();
        release(false);
        moveTo(OrderPhase::Done);
        return;
    }
    m_current.stage = StageId::Target;
    moveTo(OrderPhase::TunnelSettled);
    if (!m_over)
        sendInside();
}

void Journey::sendInside()
{
    QByteArray head;
    head.append("GET ")
        .append(m_request.origin)
        .append(" HTTP/1.1\r\nHost: ")
        .append(authority(false));
    head.append("\r\nUser-Agent: ").append(m_request.userAgent);
    head.append("\r\nAccept: ").append(m_request.accept).append("\r\nConnection: close\r\n\r\n");
    m_current.request.head = m_context.sweep.scrubbed(maskedHead(head));
    m_current.request.headComplete = true;
    m_current.request.bodyComplete = true;
    m_http = new HttpExchange(m_connection, m_context.limits, m_context.clock, false, this);
    connect(m_http, &HttpExchange::finished, this, &Journey::onInsideFinished);
    m_http->start(std::move(head));
    m_connection->noteUse();
}

void Journey::onInsideFinished()
{
    recordInsidePart(m_http->end(), m_http->endDetail());
    countTunnel();
    release(false);
    moveTo(OrderPhase::Done);
}

void Journey::recordInsidePart(ExchangeEnd end, const QString &detail)
{
    m_sending = false;
    if (m_http) {
        recordMessage(m_current, *m_http);
        m_current.peerKeptOpen = false;
        m_insideReceived = m_http->bytesReceived();
    } else {
        m_current.durationMs = m_context.clock.now() - m_current.startedMs;
        if (m_connection && !m_current.tls) {
            TlsFacts facts = m_connection->tlsFacts();
            facts.durationMs = m_context.clock.now() - m_tlsStartedMs;
            if (!facts.serverName.isEmpty())
                m_current.tls = facts;
        }
    }
    m_current.end = end;
    m_current.endDetail = detail;
    m_state.exchanges.append(m_current);
    m_state.insideExchange = int(m_state.exchanges.size()) - 1;
}

/// What went through the tunnel belongs to the record of its CONNECT.
void Journey::countTunnel()
{
    if (!m_inside || !m_connection || m_state.proxyExchange < 0)
        return;
    Exchange &connectExchange = m_state.exchanges[m_state.proxyExchange];
    connectExchange.tunnelBytesSent = m_connection->encryptedBytesSent();
    connectExchange.tunnelBytesReceived += m_insideReceived;
}

void Journey::release(bool usable)
{
    if (!m_connection)
        return;
    ProxyConnection *connection = m_connection;
    m_connection.clear();
    connection->disconnect(this);
    if (usable)
        m_context.pool.giveBack(connection);
    else
        m_context.pool.drop(connection);
}

void Journey::moveTo(OrderPhase phase)
{
    m_state.phase = phase;
    if (phase == OrderPhase::Done)
        m_over = true;
    emit advanced();
}

} // namespace pt
