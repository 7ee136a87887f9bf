// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/PortProbe.h"

#include "probe/HttpExchange.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/SocksExchange.h"
#include "probe/TokenRecord.h"
#include "protocol/Masking.h"
#include "protocol/SocksWriting.h"

#include <QUrl>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A control question need not wait as long as a real one: somebody at the desk already has.
constexpr int controlMs = 4000;

} // namespace

PortProbe::PortProbe(ProbeContext &context, Kind kind, StageId stage, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_kind(kind)
{
    m_exchange.form = ExchangeForm::PortProbe;
    m_exchange.stage = stage;
    m_exchange.control = kind != Kind::Secure;
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, &PortProbe::settleTls);
}

PortProbe::~PortProbe()
{
    cancel();
}

void PortProbe::start()
{
    m_started = true;
    m_exchange.id = ++m_context.lastExchangeId;
    m_exchange.startedMs = m_context.clock.now();
    m_connection = m_kind == Kind::Secure ? m_context.pool.takeIdle(0) : nullptr;
    if (m_connection) {
        QMetaObject::invokeMethod(this, &PortProbe::begin, Qt::QueuedConnection);
        return;
    }
    m_connection = m_context.pool.create();
    if (!m_connection) {
        QMetaObject::invokeMethod(
            this, [this] { conclude(ExchangeEnd::LimitReached, u"connections"_s); },
            Qt::QueuedConnection);
        return;
    }
    connect(m_connection, &ProxyConnection::opened, this, &PortProbe::begin, Qt::QueuedConnection);
    connect(
        m_connection, &ProxyConnection::openFailed, this,
        [this](ConnectOutcome outcome, const QString &detail) {
            const QString name = toString(outcome);
            conclude(ExchangeEnd::ConnectFailed, detail.isEmpty() ? name : name + u": "_s + detail);
        },
        Qt::QueuedConnection);
    m_connection->open(m_context.pool.address(), m_context.pool.port(), m_context.limits.connectMs);
}

void PortProbe::cancel()
{
    if (m_over)
        return;
    const bool blocked = blockSignals(true);
    if (m_http)
        m_http->stop(ExchangeEnd::Cancelled);
    if (m_socks)
        m_socks->stop(ExchangeEnd::Cancelled);
    conclude(ExchangeEnd::Cancelled, {});
    blockSignals(blocked);
}

std::optional<Exchange> PortProbe::recorded() const
{
    if (!m_started || (m_kind == Kind::Secure && m_secured))
        return std::nullopt;
    return m_exchange;
}

void PortProbe::begin()
{
    if (m_over || !m_connection)
        return;
    m_exchange.connection = m_connection->number();
    m_exchange.localAddress = m_connection->localAddress();
    m_exchange.localPort = m_connection->localPort();
    m_exchange.remote = m_connection->remote();
    m_exchange.startedMs = m_context.clock.now();
    if (m_kind == Kind::SocksControl || m_kind == Kind::GssapiControl)
        return greet();
    if (m_kind != Kind::ClearControl) {
        connect(m_connection, &ProxyConnection::tlsDone, this, &PortProbe::onTlsDone,
                Qt::QueuedConnection);
        const int bound = m_context.limits.tlsMs;
        m_connection->startProxyTls(m_context.proxyHost, m_context.extraTrust,
                                    m_exchange.control ? std::min(bound, controlMs) : bound);
        return;
    }
    QString host = m_context.proxyHost;
    if (host.contains(u':'))
        host = u'[' + host + u']';
    QByteArray head = "GET / HTTP/1.1\r\nHost: " + QUrl::toAce(host) + ':'
        + QByteArray::number(m_context.pool.port()) + "\r\nConnection: close\r\n\r\n";
    m_exchange.request.head = m_context.sweep.scrubbed(maskedHead(head));
    m_exchange.request.headComplete = true;
    m_exchange.request.bodyComplete = true;
    RunLimits limits = m_context.limits;
    limits.idleMs = std::min(limits.idleMs, controlMs);
    limits.exchangeMs = std::min(limits.exchangeMs, controlMs);
    m_http = new HttpExchange(m_connection, limits, m_context.clock, false, this);
    connect(m_http, &HttpExchange::finished, this, &PortProbe::onHttpDone);
    m_connection->noteUse();
    m_http->start(std::move(head));
}

/// Offers methods and takes none: nothing follows the greeting.
void PortProbe::greet()
{
    QByteArray methods;
    if (m_kind == Kind::GssapiControl)
        methods.append(char(socksmethod::gssapi));
    else
        methods.append(char(socksmethod::none)).append(char(socksmethod::password));
    QByteArray message = socksGreeting(methods);
    m_exchange.request.body = message;
    m_exchange.request.bodyBytes = message.size();
    m_exchange.request.bodyComplete = true;
    RunLimits limits = m_context.limits;
    limits.idleMs = std::min(limits.idleMs, controlMs);
    limits.exchangeMs = std::min(limits.exchangeMs, controlMs);
    m_socks = new SocksExchange(m_connection, limits, m_context.clock, SocksKind::Greeting, this);
    connect(m_socks, &SocksExchange::finished, this, &PortProbe::onSocksDone);
    m_connection->noteUse();
    m_socks->start(std::move(message));
}

void PortProbe::onSocksDone()
{
    if (m_over)
        return;
    m_socks->describe(m_exchange);
    m_exchange.response.body = m_context.sweep.scrubbed(m_exchange.response.body);
    recordRawTokens(m_exchange, m_context.sweep);
    if (m_socks->frame().isComplete())
        m_socksMethod = m_socks->frame().code;
    conclude(m_socks->end(), m_socks->endDetail());
}

bool PortProbe::spokeTls() const
{
    const TlsFacts tls = facts();
    return tls.established || !tls.chain.isEmpty() || m_alertSeen
        || m_failure == "client-certificate"_L1;
}

void PortProbe::onTlsDone()
{
    if (m_over || !m_connection)
        return;
    TlsFacts facts = m_connection->tlsFacts();
    facts.durationMs = m_context.clock.now() - m_exchange.startedMs;
    m_exchange.tls = facts;
    if (!facts.established || !facts.problems.isEmpty() || facts.version == "TLSv1.2"_L1) {
        settleTls();
        return;
    }
    // From TLS 1.3 on a server that wants a certificate of the client's says so only after the
    // handshake, as early as one round trip later (RFC 8446 section 4.4.2.4).
    connect(m_connection, &ProxyConnection::closed, this, &PortProbe::settleTls,
            Qt::QueuedConnection);
    m_grace.start(int(std::clamp<qint64>(2 * facts.durationMs, 100, 1000)));
}

void PortProbe::settleTls()
{
    if (m_over || !m_connection)
        return;
    m_grace.stop();
    const TlsFacts &facts = m_connection->tlsFacts();
    m_alertSeen = m_connection->alertSeen();
    if (facts.established && !facts.problems.isEmpty())
        m_failure = u"certificate"_s;
    else if (facts.established && m_connection->wantsClientCertificate())
        m_failure = u"client-certificate"_s;
    else // closed right after it: the requests that follow will tell whether that is the rule
        m_failure = m_connection->tlsFailure();
    m_secured = m_failure.isEmpty();
    if (m_secured)
        return conclude(ExchangeEnd::Complete, {});
    if (m_failure == "not-tls"_L1) {
        const QByteArray first = m_connection->firstProxyBytes();
        m_exchange.firstByteMs = m_context.clock.now();
        m_exchange.response.body
            = m_context.sweep.scrubbed(first.left(m_context.limits.bodyKeptBytes));
        m_exchange.response.bodyBytes = first.size();
        recordRawTokens(m_exchange, m_context.sweep);
    }
    conclude(ExchangeEnd::TlsFailed, m_failure);
}

void PortProbe::onHttpDone()
{
    const ResponseReader &reader = m_http->reader();
    m_exchange.startedMs = m_http->startedMs();
    m_exchange.firstByteMs = m_http->firstByteMs();
    Message &message = m_exchange.response;
    message.head = m_context.sweep.scrubbed(maskedHead(reader.headBytes()));
    message.headComplete = reader.head() && reader.head()->status >= 200;
    message.body = m_context.sweep.scrubbed(reader.body());
    message.bodyBytes = reader.bodyBytes();
    message.bodyComplete = reader.state() == ResponseReader::State::Complete;
    recordHeadTokens(m_exchange, reader.headBytes(), message.head, m_context.sweep);
    recordRawTokens(m_exchange, m_context.sweep);
    conclude(m_http->end(), m_http->endDetail());
}

void PortProbe::conclude(ExchangeEnd end, const QString &detail)
{
    if (m_over)
        return;
    m_over = true;
    m_grace.stop();
    m_exchange.end = end;
    m_exchange.endDetail = detail;
    m_exchange.durationMs = m_context.clock.now() - m_exchange.startedMs;
    if (m_connection) {
        ProxyConnection *connection = m_connection;
        m_connection.clear();
        connection->disconnect(this);
        if (m_kind == Kind::Secure && m_secured && end == ExchangeEnd::Complete)
            m_context.pool.giveBack(connection);
        else
            m_context.pool.drop(connection);
    }
    emit finished();
}

} // namespace pt
