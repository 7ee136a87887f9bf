// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/SocksJourney.h"

#include "auth/SocksPassword.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/Recording.h"
#include "probe/SocksExchange.h"
#include "probe/TokenRecord.h"
#include "probe/TunnelVisit.h"
#include "protocol/SocksWriting.h"

namespace pt {

using namespace Qt::StringLiterals;

SocksJourney::SocksJourney(ProbeContext &context, OrderState &state, LinkRequest request,
                           QObject *parent)
    : OrderRunner(parent)
    , m_context(context)
    , m_state(state)
    , m_request(std::move(request))
{
    m_state.socks.emplace();
}

SocksJourney::~SocksJourney()
{
    cancel();
}

void SocksJourney::start()
{
    acquire(m_state.order.newConnection);
}

void SocksJourney::cancel()
{
    if (m_over)
        return;
    m_over = true;
    if (m_visit) {
        m_visit->cancel();
        takeVisit();
    } else if (m_socks && !m_socks->isFinished()) {
        m_socks->stop(ExchangeEnd::Cancelled);
        record();
        if (m_dialogue)
            m_dialogue->settle(AnswerVerdict::Unknown);
    }
    release(false);
    m_state.phase = OrderPhase::Done;
}

int SocksJourney::finalStatus() const
{
    if (const Exchange *inside = m_state.insidePart()) {
        const auto head = parseHead(inside->response.head);
        if (head && inside->response.headComplete && head->status >= 200 && head->status <= 599)
            return head->status;
    }
    for (const Exchange &exchange : std::as_const(m_state.exchanges)) {
        if (exchange.end == ExchangeEnd::IdleTimeout || exchange.end == ExchangeEnd::TotalTimeout)
            return 504;
    }
    return 502;
}

bool SocksJourney::isSocks4() const
{
    return m_context.scheme == ProxyScheme::Socks4a;
}

void SocksJourney::acquire(bool fresh)
{
    m_connection = fresh ? nullptr : m_context.pool.takeIdle(m_state.order.preferredConnection);
    if (m_connection) {
        // One that was used was greeted, and is kept only where it waits for a password.
        const bool kept = m_connection->uses() > 0;
        if (kept && m_state.isSigned()) {
            m_state.socks->method = socksmethod::password;
            signIn();
            return;
        }
        if (!kept) {
            onOpened();
            return;
        }
        release(false);
    }
    m_connection = m_context.pool.create();
    if (!m_connection) {
        endWithout(ExchangeEnd::LimitReached, u"connections"_s);
        return;
    }
    connect(m_connection, &ProxyConnection::opened, this, &SocksJourney::onOpened,
            Qt::QueuedConnection);
    connect(m_connection, &ProxyConnection::openFailed, this, &SocksJourney::onOpenFailed,
            Qt::QueuedConnection);
    m_connection->open(m_context.pool.address(), m_context.pool.port(), m_context.limits.connectMs);
}

void SocksJourney::onOpened()
{
    if (m_over)
        return;
    if (isSocks4())
        askForTarget();
    else
        greet();
}

void SocksJourney::onOpenFailed(ConnectOutcome outcome, const QString &detail)
{
    if (m_over)
        return;
    const QString name = toString(outcome);
    endWithout(ExchangeEnd::ConnectFailed, detail.isEmpty() ? name : name + u": "_s + detail);
}

/// No connection could be had: recorded without a message, as none was sent.
void SocksJourney::endWithout(ExchangeEnd end, const QString &detail)
{
    Exchange exchange = newExchange(m_context, m_state.order, m_connection, ExchangeForm::Socks);
    exchange.end = end;
    exchange.endDetail = detail;
    m_state.exchanges.append(exchange);
    m_state.proxyExchange = int(m_state.exchanges.size()) - 1;
    release(false);
    moveTo(OrderPhase::Done);
}

/// What cannot be put into a message is not sent.
void SocksJourney::refuse(const QString &code)
{
    m_state.refusal = code;
    release(false);
    moveTo(OrderPhase::Done);
}

/// Offers both methods that this program can do; whatever is chosen, nothing secret is sent by it.
void SocksJourney::greet()
{
    QByteArray message = socksGreeting(
        QByteArray().append(char(socksmethod::none)).append(char(socksmethod::password)));
    const QByteArray recorded = message;
    send(SocksKind::Greeting, std::move(message), recorded);
}

void SocksJourney::signIn()
{
    m_dialogue = m_context.signIn->begin(*m_state.order.answers, {});
    m_dialogue->next(*m_state.order.answers,
                     [this](Result<AuthLeg> leg) { onPassword(std::move(leg)); });
}

void SocksJourney::onPassword(Result<AuthLeg> leg)
{
    if (!leg) {
        refuse(leg.error().code);
        return;
    }
    emit attemptsChanged();
    const QByteArray recorded = m_context.sweep.scrubbed(maskedSocksSignIn(leg->value));
    send(SocksKind::SignIn, std::move(leg->value), recorded);
}

void SocksJourney::askForTarget()
{
    const QUrl &url = m_state.order.target;
    const quint16 port = quint16(url.port(url.scheme() == "https"_L1 ? 443 : 80));
    const QString host = url.host(QUrl::FullyEncoded);
    Result<QByteArray> message = isSocks4()
        ? socks4Connect(host, port, m_context.signIn->credentials().user)
        : socksConnect(host, port);
    if (!message) {
        refuse(message.error().code);
        return;
    }
    const QByteArray recorded = m_context.sweep.scrubbed(*message);
    send(isSocks4() ? SocksKind::Request4 : SocksKind::Request5, std::move(*message), recorded);
}

void SocksJourney::send(SocksKind kind, QByteArray &&message, const QByteArray &recorded)
{
    m_sent = kind;
    m_current = newExchange(m_context, m_state.order, m_connection, ExchangeForm::Socks);
    m_current.stage = kind == SocksKind::Greeting ? StageId::Challenge
        : kind == SocksKind::SignIn               ? StageId::SignIn
                                                  : StageId::Tunnel;
    if (kind == SocksKind::SignIn)
        m_current.answeredScheme = QString::fromLatin1(socksPasswordScheme);
    m_current.request.body = recorded;
    m_current.request.bodyBytes = recorded.size();
    m_current.request.bodyComplete = true;
    m_socks = new SocksExchange(m_connection, m_context.limits, m_context.clock, kind, this);
    connect(m_socks, &SocksExchange::finished, this, &SocksJourney::onAnswered);
    m_connection->noteUse();
    m_socks->start(std::move(message));
}

void SocksJourney::record()
{
    m_socks->describe(m_current);
    m_current.response.body = m_context.sweep.scrubbed(m_current.response.body);
    recordRawTokens(m_current, m_context.sweep);
    m_state.exchanges.append(m_current);
    m_state.proxyExchange = int(m_state.exchanges.size()) - 1;
}

void SocksJourney::onAnswered()
{
    if (m_over)
        return;
    switch (m_sent) {
    case SocksKind::Greeting:
        return onMethod();
    case SocksKind::SignIn:
        return onSignInReply();
    default:
        return onReply();
    }
}

void SocksJourney::onMethod()
{
    const SocksFrame frame = m_socks->frame();
    record();
    m_socks->deleteLater();
    m_socks = nullptr;
    if (!frame.isComplete()) {
        release(false);
        moveTo(OrderPhase::Done);
        return;
    }
    m_state.socks->method = frame.code;
    if (frame.code == socksmethod::none) {
        emit advanced();
        if (!m_over)
            askForTarget();
        return;
    }
    if (frame.code == socksmethod::password && m_state.isSigned()) {
        signIn();
        return;
    }
    release(frame.code == socksmethod::password);
    moveTo(OrderPhase::Done);
}

void SocksJourney::onSignInReply()
{
    const SocksFrame frame = m_socks->frame();
    if (frame.isComplete())
        m_state.verdict = frame.code == 0 ? AnswerVerdict::Accepted : AnswerVerdict::Rejected;
    m_current.answerRejected = m_state.verdict == AnswerVerdict::Rejected;
    record();
    m_dialogue->settle(m_state.verdict);
    m_socks->deleteLater();
    m_socks = nullptr;
    emit attemptsChanged();
    if (m_over)
        return;
    // Never sent again where nothing came back: some servers refuse a password so.
    if (!frame.isComplete() || frame.code != 0) {
        if (frame.isComplete())
            m_state.socks->signInStatus = frame.code;
        release(false); // RFC 1929 section 2: a refused connection is of no more use
        moveTo(OrderPhase::Done);
        return;
    }
    m_state.socks->signInStatus = 0;
    emit advanced();
    if (!m_over)
        askForTarget();
}

void SocksJourney::onReply()
{
    const SocksFrame frame = m_socks->frame();
    const QByteArray early = m_socks->leftover();
    record();
    m_socks->deleteLater();
    m_socks = nullptr;
    if (frame.isComplete()) {
        m_state.socks->reply = frame.code;
        m_state.socks->established
            = frame.code == (isSocks4() ? socksreply::granted4 : socksreply::succeeded);
    }
    if (!m_state.socks->established) {
        release(false);
        moveTo(OrderPhase::Done);
        return;
    }
    moveTo(OrderPhase::ProxyAnswered);
    if (!m_over)
        enterTunnel(early);
}

void SocksJourney::enterTunnel(const QByteArray &early)
{
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

/// What went through the tunnel belongs to the record of the request that opened it.
void SocksJourney::takeVisit()
{
    Exchange &opened = m_state.exchanges[m_state.proxyExchange];
    opened.tunnelBytesSent = m_visit->bytesSent();
    opened.tunnelBytesReceived = m_visit->bytesReceived();
    m_state.exchanges.append(m_visit->record());
    m_state.insideExchange = int(m_state.exchanges.size()) - 1;
}

void SocksJourney::release(bool keep)
{
    if (!m_connection)
        return;
    ProxyConnection *connection = m_connection;
    m_connection.clear();
    connection->disconnect(this);
    if (keep)
        m_context.pool.giveBack(connection);
    else
        m_context.pool.drop(connection);
}

void SocksJourney::moveTo(OrderPhase phase)
{
    m_state.phase = phase;
    if (phase == OrderPhase::Done)
        m_over = true;
    emit advanced();
}

} // namespace pt
