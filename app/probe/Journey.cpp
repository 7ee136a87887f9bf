// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/Journey.h"

#include "auth/ChannelBinding.h"
#include "probe/HttpExchange.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/Recording.h"
#include "probe/TokenRecord.h"
#include "probe/TunnelVisit.h"
#include "protocol/Masking.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// The question to another address need not wait as long as a real one: its silence is compared
/// with an answer that came.
constexpr int otherAddressMs = 4000;

/// Some proxies stop listening on a connection after their 407; seen with mitmproxy 8.1 on CONNECT.
/// A sign-in on a kept connection that nothing answers for so long is tried once on a new one.
constexpr int signedRepeatMs = 8000;

} // namespace

Journey::Journey(ProbeContext &context, OrderState &state, LinkRequest request, QObject *parent)
    : OrderRunner(parent)
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
    Q_ASSERT(m_state.order.address.isNull() || !m_state.isSigned());
    acquire(m_state.order.newConnection || !m_state.order.address.isNull());
}

void Journey::cancel()
{
    if (m_over)
        return;
    m_over = true;
    if (m_visit) {
        m_visit->cancel();
        takeVisit();
    } else if (m_sending) {
        if (m_http)
            m_http->stop(ExchangeEnd::Cancelled);
        recordProxyPart();
    }
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
    const QHostAddress &other = m_state.order.address;
    m_connection->open(other.isNull() ? m_context.pool.address() : other, m_context.pool.port(),
                       m_context.limits.connectMs);
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
    return pt::newExchange(m_context, m_state.order, m_connection, form);
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

QByteArray Journey::authority(bool always) const
{
    return targetAuthority(m_state.order.target, always);
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
         tlsServerEndPoint(m_connection->proxyCertificate()), m_context.clock.clock().utcNow(),
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
    if (m_dialogue->isPending()) {
        // What was sent got another token in reply. A refusal in the token is one as good as a bare
        // challenge; of any other it is not known what the proxy made of it.
        const bool refused = code == "kerberos.ticket-rejected"_L1;
        m_dialogue->settle(refused ? AnswerVerdict::Rejected : AnswerVerdict::Unknown);
        if (refused && m_state.proxyExchange >= 0) {
            Exchange &last = m_state.exchanges[m_state.proxyExchange];
            last.answerRejected = true;
            last.answerGoesOn = false;
            m_state.verdict = AnswerVerdict::Rejected;
        }
    }
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
    if (m_dialogue)
        m_dialogue->sentIn(m_current.id);
    m_sending = true;

    QByteArray head = proxyRequestHead(authorization);
    wipeMemory(authorization.data(), authorization.size());
    m_current.request.head = m_context.sweep.scrubbed(maskedHead(head));
    m_current.request.headComplete = true;
    m_current.request.bodyComplete = true;
    recordHeadTokens(m_current, head, m_current.request.head, m_context.sweep);

    RunLimits limits = m_context.limits;
    if (!m_state.order.address.isNull())
        limits.idleMs = std::min(limits.idleMs, otherAddressMs);
    m_repeatable = m_dialogue && m_current.leg == 0 && m_connection->uses() > 0 && !m_retried;
    if (m_repeatable)
        limits.idleMs = std::min(limits.idleMs, signedRepeatMs);
    m_http = new HttpExchange(m_connection, limits, m_context.clock, isConnect(), this);
    connect(m_http, &HttpExchange::finished, this, &Journey::onProxyFinished);
    m_http->start(std::move(head));
    m_connection->noteUse();
}

void Journey::onProxyFinished()
{
    const bool reused = m_connection && m_connection->uses() > 1;
    const bool died = m_http->diedUnanswered()
        || (m_http->end() == ExchangeEnd::IdleTimeout && m_http->bytesReceived() == 0
            && m_repeatable);
    const bool usable = m_http->connectionUsable();
    const bool tunnel = m_http->reader().isTunnel();
    recordProxyPart();
    // A kept connection may be closed while it is idle, without a fault of anybody's, or a proxy
    // does not listen on it any more: asked again once.
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

void Journey::recordProxyPart()
{
    m_sending = false;
    if (m_http) {
        recordAnswer(m_current, *m_http, m_context);
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
    if (reader.head()) {
        m_current.proxyProof = m_context.signIn->readProof(*reader.head());
        if (m_state.verdict == AnswerVerdict::Accepted)
            m_dialogue->accepted(answered, *reader.head(), head);
    }
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
    m_visit = new TunnelVisit(m_context, m_state.order, m_request, m_connection,
                              m_state.exchanges.at(m_state.proxyExchange).id, this);
    connect(m_visit, &TunnelVisit::settled, this, [this] { moveTo(OrderPhase::TunnelSettled); });
    connect(m_visit, &TunnelVisit::finished, this, [this] {
        takeVisit();
        release(false);
        moveTo(OrderPhase::Done);
    });
    m_visit->start(early);
}

/// What went through the tunnel belongs to the record of its CONNECT.
void Journey::takeVisit()
{
    Exchange &connectExchange = m_state.exchanges[m_state.proxyExchange];
    connectExchange.tunnelBytesSent = m_visit->bytesSent();
    connectExchange.tunnelBytesReceived += m_visit->bytesReceived();
    m_state.exchanges.append(m_visit->record());
    m_state.insideExchange = int(m_state.exchanges.size()) - 1;
}

void Journey::release(bool usable)
{
    if (!m_connection)
        return;
    ProxyConnection *connection = m_connection;
    m_connection.clear();
    connection->disconnect(this);
    if (usable && m_state.order.address.isNull())
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
