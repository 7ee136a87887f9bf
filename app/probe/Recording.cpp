// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/Recording.h"

#include "probe/HttpExchange.h"
#include "probe/Order.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/TokenRecord.h"
#include "protocol/Masking.h"

namespace pt {

Exchange newExchange(ProbeContext &context, const Order &order, const ProxyConnection *connection,
                     ExchangeForm form)
{
    Exchange exchange;
    exchange.id = ++context.lastExchangeId;
    exchange.form = form;
    exchange.stage = order.stage;
    exchange.target = order.target.toString(QUrl::FullyEncoded);
    exchange.control = order.control;
    exchange.startedMs = context.clock.now();
    if (connection) {
        exchange.connection = connection->number();
        exchange.localAddress = connection->localAddress();
        exchange.localPort = connection->localPort();
        exchange.remote = connection->remote();
        if (form != ExchangeForm::InsideTunnel)
            exchange.tls = connection->proxyTls();
    }
    return exchange;
}

void recordAnswer(Exchange &exchange, const HttpExchange &http, const ProbeContext &context)
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
    message.head = context.sweep.scrubbed(maskedHead(reader.headBytes()));
    message.headComplete = reader.head() && reader.head()->status >= 200;
    message.body = context.sweep.scrubbed(reader.body());
    message.bodyBytes = reader.bodyBytes();
    message.bodyComplete = reader.state() == ResponseReader::State::Complete;
    recordHeadTokens(exchange, reader.headBytes(), message.head, context.sweep);
    recordRawTokens(exchange, context.sweep);
}

QByteArray targetAuthority(const QUrl &url, bool always)
{
    const int usual = url.scheme() == QLatin1StringView("https") ? 443 : 80;
    QString host = url.host(QUrl::FullyEncoded);
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const int port = url.port(usual);
    if (always || port != usual)
        host += u':' + QString::number(port);
    return host.toLatin1();
}

} // namespace pt
