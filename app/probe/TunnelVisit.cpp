// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/TunnelVisit.h"

#include "probe/HttpExchange.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/Recording.h"
#include "protocol/Masking.h"

namespace pt {

using namespace Qt::StringLiterals;

TunnelVisit::TunnelVisit(ProbeContext &context, const Order &order, LinkRequest request,
                         ProxyConnection *connection, int tunnelOf, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_order(order)
    , m_request(std::move(request))
    , m_connection(connection)
    , m_exchange(newExchange(context, order, connection, ExchangeForm::InsideTunnel))
{
    m_exchange.stage = StageId::Tunnel;
    m_exchange.tunnelOf = tunnelOf;
}

void TunnelVisit::start(const QByteArray &early)
{
    m_tlsStartedMs = m_context.clock.now();
    const bool tls = m_order.target.scheme() == "https"_L1;
    if (!early.isEmpty()) {
        // Servers of TLS and of HTTP wait for the client: what speaks first here is not the target.
        m_exchange.firstByteMs = m_tlsStartedMs;
        m_exchange.response.body
            = m_context.sweep.scrubbed(early.left(m_context.limits.bodyKeptBytes));
        m_exchange.response.bodyBytes = early.size();
        if (tls)
            conclude(ExchangeEnd::TlsFailed, u"bytes-before-tls"_s);
        else
            conclude(ExchangeEnd::Complete, u"bytes-before-request"_s);
        return;
    }
    if (!tls) {
        m_exchange.stage = StageId::Target;
        emit settled();
        if (!m_over)
            sendRequest();
        return;
    }
    connect(m_connection, &ProxyConnection::tlsDone, this, &TunnelVisit::onTlsDone,
            Qt::QueuedConnection);
    m_connection->startTls(m_order.target.host(QUrl::FullyEncoded), m_context.extraTrust,
                           m_context.limits.tlsMs);
}

void TunnelVisit::cancel()
{
    if (m_over)
        return;
    const bool blocked = blockSignals(true);
    if (m_http)
        m_http->stop(ExchangeEnd::Cancelled);
    conclude(ExchangeEnd::Cancelled, {});
    blockSignals(blocked);
}

qint64 TunnelVisit::bytesSent() const
{
    return m_connection ? m_connection->encryptedBytesSent() + m_plainSent : m_plainSent;
}

void TunnelVisit::onTlsDone()
{
    if (m_over || !m_connection)
        return;
    TlsFacts facts = m_connection->tlsFacts();
    facts.durationMs = m_context.clock.now() - m_tlsStartedMs;
    m_exchange.tls = facts;
    if (!facts.established || !facts.problems.isEmpty()) {
        conclude(ExchangeEnd::TlsFailed,
                 facts.established ? u"certificate"_s : m_connection->tlsFailure());
        return;
    }
    m_exchange.stage = StageId::Target;
    emit settled();
    if (!m_over)
        sendRequest();
}

void TunnelVisit::sendRequest()
{
    QByteArray head;
    head.append("GET ")
        .append(m_request.origin)
        .append(" HTTP/1.1\r\nHost: ")
        .append(targetAuthority(m_order.target, false));
    head.append("\r\nUser-Agent: ").append(m_request.userAgent);
    head.append("\r\nAccept: ").append(m_request.accept).append("\r\nConnection: close\r\n\r\n");
    m_exchange.request.head = m_context.sweep.scrubbed(maskedHead(head));
    m_exchange.request.headComplete = true;
    m_exchange.request.bodyComplete = true;
    if (m_order.target.scheme() != "https"_L1)
        m_plainSent = head.size();
    m_http = new HttpExchange(m_connection, m_context.limits, m_context.clock, false, this);
    connect(m_http, &HttpExchange::finished, this,
            [this] { conclude(m_http->end(), m_http->endDetail()); });
    m_http->start(std::move(head));
    m_connection->noteUse();
}

void TunnelVisit::conclude(ExchangeEnd end, const QString &detail)
{
    if (m_over)
        return;
    m_over = true;
    if (m_http) {
        recordAnswer(m_exchange, *m_http, m_context);
        m_exchange.peerKeptOpen = false;
        m_received = m_http->bytesReceived();
    } else {
        m_exchange.durationMs = m_context.clock.now() - m_exchange.startedMs;
        if (m_connection && !m_exchange.tls) {
            TlsFacts facts = m_connection->tlsFacts();
            facts.durationMs = m_context.clock.now() - m_tlsStartedMs;
            if (!facts.serverName.isEmpty())
                m_exchange.tls = facts;
        }
    }
    m_exchange.end = end;
    m_exchange.endDetail = detail;
    emit finished();
}

} // namespace pt
