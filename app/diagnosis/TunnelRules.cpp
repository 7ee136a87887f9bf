// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ForeignChallenge.h"
#include "diagnosis/PortRefusal.h"
#include "diagnosis/ProxyMarks.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SocksView.h"
#include "diagnosis/Spellings.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

Evidence connectLine(const ExchangeView &view)
{
    return requestLine(view, "request.connect"_L1,
                       {{u"targetHost"_s, view.targetHost},
                        {u"targetPort"_s, view.targetPort > 0 ? QString::number(view.targetPort)
                                                              : QString()}});
}

const ExchangeView *forwardedPlain(const Observations &observed)
{
    for (const ExchangeView &view : observed.views) {
        if (view.kind == RequestKind::Plain && view.readable() && !view.isControl()
            && (view.by == Answerer::Target || view.status == 407)) {
            return &view;
        }
    }
    return nullptr;
}

void connectUnsupported(const Observations &observed, QList<Finding> &found)
{
    if (observed.role == EndpointRole::WebServer || observed.role == EndpointRole::PacServer)
        return;
    for (const ExchangeView &view : observed.views) {
        if (view.kind != RequestKind::Connect || view.isControl()
            || (view.status != 400 && view.status != 405 && view.status != 501)) {
            continue;
        }
        bool otherTunnel = false;
        for (const ExchangeView &other : observed.views)
            otherTunnel = otherTunnel
                || (other.kind == RequestKind::Connect && isSuccess(other.status));
        if (otherTunnel)
            return;
        const ExchangeView *plain = forwardedPlain(observed);
        const bool certain = plain && observed.roleSure && view.status != 400;
        FindingBuilder builder(observed, "tunnel.connect-unsupported"_L1);
        builder.about(view)
            .confidence(certain ? Confidence::Certain
                                : (plain ? Confidence::Likely : Confidence::Possible))
            .show(statusLine(view, "status.connect-unsupported"_L1))
            .show(connectLine(view));
        for (const Evidence &mark : proxyOwnMarks(view))
            builder.show(mark);
        if (plain && plain->asksForSignIn()) {
            builder.show(statusLine(*plain, "status.asks-for-sign-in"_L1))
                .ruleOut("endpoint.not-a-proxy"_L1, "acts-as-proxy"_L1);
        } else if (plain) {
            builder.show(statusLine(*plain, "status.plain-works"_L1))
                .ruleOut("endpoint.not-a-proxy"_L1, "plain-request-forwarded"_L1,
                         {{u"status"_s, QString::number(plain->status)}});
        }
        builder.ruleOut("network.reset"_L1, "connect-was-answered"_L1,
                        {{u"status"_s, QString::number(view.status)}})
            .ruleOut("tls.target-failed"_L1, "tunnel-never-open"_L1);
        found.append(builder.done());
        return;
    }
}

void portNotAllowed(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &view : observed.views) {
        if (view.isControl() || !observed.isLatest(view))
            continue;
        const auto refusal = portRefusal(observed, view);
        if (!refusal)
            continue;
        const auto &words = refusal->words;
        const ExchangeView *other = refusal->other;
        const bool sameHost = other && other->targetHost == view.targetHost;
        FindingBuilder builder(observed, "tunnel.port-not-allowed"_L1);
        builder.about(view)
            .param("allowedPort"_L1, other && other->targetPort > 0
                       ? QString::number(other->targetPort)
                       : QString())
            .confidence(words || sameHost ? Confidence::Certain : Confidence::Likely)
            .show(statusLine(view, "status.port-refused"_L1,
                             {{u"targetPort"_s, QString::number(view.targetPort)}}))
            .show(connectLine(view));
        if (words && words->span.length > 0)
            builder.show(bodySpan(view, words->span, "body.reason"_L1, {{u"text"_s, words->text}}));
        if (const HttpField *field = ownErrorField(*view.response)) {
            builder.show(responseField(view, *field, "field.proxy-error"_L1,
                                       {{u"name"_s, textOf(field->name, 60)},
                                        {u"value"_s, textOf(field->value)}}));
        }
        if (other) {
            const QString port = QString::number(other->targetPort);
            const QString status = QString::number(other->status);
            builder.show(statusLine(*other, "status.other-port-not-refused"_L1,
                                    {{u"port"_s, port}}))
                .ruleOut("policy.forbidden"_L1, "other-port-not-refused"_L1,
                         {{u"port"_s, port}, {u"status"_s, status}});
        } else {
            builder.ruleOut("policy.forbidden"_L1, "proxy-own-words"_L1,
                            {{u"text"_s, words->text}});
        }
        builder.ruleOut("credentials.rejected"_L1, "status-is-no-407"_L1,
                        {{u"status"_s, QString::number(view.status)}});
        found.append(builder.done());
        return;
    }
}

/// The same sign-in is good for one kind of request and refused for the other.
void signInForOneKind(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &refused : observed.views) {
        if (!refused.refused || refused.status != 407 || refused.isControl()
            || challengeOf(observed, refused) != ChallengeOf::Proxy) {
            continue;
        }
        for (const ExchangeView &accepted : observed.views) {
            const bool kinds = (refused.kind == RequestKind::Connect
                                && accepted.kind == RequestKind::Plain)
                || (refused.kind == RequestKind::Plain && accepted.kind == RequestKind::Connect);
            if (!accepted.accepted || !kinds || accepted.sentScheme != refused.sentScheme
                || !isSameSpelling(accepted, refused)) {
                continue;
            }
            const bool plainWorks = accepted.kind == RequestKind::Plain;
            const QString status = QString::number(accepted.status);
            FindingBuilder builder(observed, "tunnel.sign-in-only-for-get"_L1);
            builder.about(refused)
                .param("works"_L1, plainWorks ? u"plain"_s : u"connect"_s)
                .param("scheme"_L1, refused.sentScheme)
                .confidence(Confidence::Certain)
                .show(statusLine(refused, "status.asks-again"_L1))
                .show(credentialsLine(refused))
                .show(statusLine(accepted, plainWorks ? "status.plain-accepted"_L1
                                                      : "status.connect-accepted"_L1))
                .ruleOut("credentials.rejected"_L1,
                         plainWorks ? "plain-sign-in-accepted"_L1 : "connect-sign-in-accepted"_L1,
                         {{u"status"_s, status}});
            found.append(builder.done());
            return;
        }
    }
}

void challengeInside(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.inside()) {
        if (view->status != 407)
            continue;
        FindingBuilder builder(observed, "tunnel.challenge-inside"_L1);
        builder.about(*view)
            .confidence(Confidence::Certain)
            .show(statusLine(*view, "status.407-inside-tunnel"_L1, {{u"target"_s, view->target}}));
        if (const ExchangeView *connect = observed.byId(view->exchange->tunnelOf);
            connect && isSuccess(connect->status)) {
            builder.show(statusLine(*connect, "status.tunnel-open"_L1));
        }
        builder.ruleOut("credentials.rejected"_L1, "inside-tunnel"_L1)
            .ruleOut("tunnel.broken-after-established"_L1, "target-answered"_L1,
                     {{u"status"_s, QString::number(view->status)}});
        found.append(builder.done());
        return;
    }
}

/// Something of the target's TLS did come: then the tunnel carried bytes and what failed is the target's.
bool targetSentTls(const Exchange &inside)
{
    if (!inside.tls)
        return false;
    if (!inside.tls->chain.isEmpty() || !inside.tls->problems.isEmpty())
        return true;
    return inside.end == ExchangeEnd::TlsFailed
        && inside.tls->detail.contains("alert"_L1, Qt::CaseInsensitive);
}

/// How the tunnel ended: a handshake that never began is recorded as failed, with the true end in its detail.
QString endOf(const Exchange &exchange)
{
    if (exchange.end == ExchangeEnd::TlsFailed) {
        if (exchange.endDetail == "closed"_L1)
            return toString(ExchangeEnd::ClosedByPeer);
        if (exchange.endDetail == "reset"_L1)
            return toString(ExchangeEnd::Reset);
        if (exchange.endDetail == "timeout"_L1)
            return toString(ExchangeEnd::IdleTimeout);
    }
    return toString(exchange.end);
}

/// The answers by which a proxy said that the way to a target is open.
QList<const ExchangeView *> openTunnels(const Observations &observed)
{
    QList<const ExchangeView *> list;
    for (const ExchangeView &connect : observed.views) {
        if (connect.kind == RequestKind::Connect && !connect.isControl()
            && isSuccess(connect.status)) {
            list.append(&connect);
        }
    }
    for (const SocksView &socks : socksViews(observed)) {
        if (socks.isEstablished())
            list.append(socks.view);
    }
    return list;
}

Evidence openLine(const ExchangeView &open)
{
    if (open.kind == RequestKind::Connect)
        return statusLine(open, "status.tunnel-open"_L1);
    const QByteArray &reply = open.exchange->response.body;
    return bodySpan(open, {1, 1}, "socks.reply"_L1,
                    {{u"code"_s, QString::number(reply.size() > 1 ? uchar(reply.at(1)) : 0)}});
}

void brokenTunnel(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *open : openTunnels(observed)) {
        const ExchangeView &connect = *open;
        const ExchangeView *inside = nullptr;
        for (const ExchangeView &view : observed.views) {
            if (!view.toProxy() && view.exchange->tunnelOf == connect.exchange->id)
                inside = &view;
        }
        const ExchangeView *died = nullptr;
        if (inside) {
            const Exchange &exchange = *inside->exchange;
            const bool up = (exchange.tls && exchange.tls->established)
                || !exchange.response.head.isEmpty();
            if (!up && exchange.end != ExchangeEnd::Complete
                && exchange.end != ExchangeEnd::Cancelled && !targetSentTls(exchange)) {
                died = inside;
            }
        } else if (connect.exchange->end == ExchangeEnd::Reset
                   || connect.exchange->end == ExchangeEnd::ClosedByPeer
                   || connect.exchange->end == ExchangeEnd::IdleTimeout) {
            if (connect.exchange->form != ExchangeForm::Imported)
                died = &connect;
        }
        if (!died)
            continue;
        const QString end = endOf(*died->exchange);
        const qint64 bytes = connect.exchange->tunnelBytesReceived;
        FindingBuilder builder(observed, "tunnel.broken-after-established"_L1);
        builder.about(connect)
            .param("end"_L1, end)
            .param("bytes"_L1, QString::number(bytes))
            .param("target"_L1, inside ? inside->target : connect.target)
            .confidence(bytes == 0 ? Confidence::Certain : Confidence::Likely)
            .show(openLine(connect))
            .show(howItEnded(*died, "exchange.tunnel-died"_L1,
                             {{u"end"_s, end}, {u"target"_s, died->target}}));
        if (inside && !inside->exchange->response.body.isEmpty()) {
            // A TLS server waits for the client: what speaks first is not the target.
            const QByteArray &body = inside->exchange->response.body;
            const ByteSpan span{0, qMin<qsizetype>(body.size(), 120)};
            builder.show(bodySpan(*inside, span, "bytes.greeting"_L1,
                                  {{u"protocol"_s, QString()},
                                   {u"text"_s, textOf(span.in(body), 120)}}));
        }
        if (inside && inside->exchange->tls && !inside->exchange->tls->detail.isEmpty()) {
            Evidence detail = caseValue(EvidenceSource::Tls, inside->exchange->tls->detail,
                                        "tls.handshake-detail"_L1,
                                        {{u"detail"_s, inside->exchange->tls->detail}});
            detail.exchange = inside->exchange->id;
            builder.show(detail);
        }
        builder.ruleOut("tls.target-failed"_L1, "target-sent-no-tls"_L1);
        if (connect.kind == RequestKind::Connect)
            builder.ruleOut("policy.forbidden"_L1, "tunnel-was-open"_L1,
                            {{u"status"_s, QString::number(connect.status)}});
        else
            builder.ruleOut("socks.request-refused"_L1, "socks-connection-made"_L1);
        found.append(builder.done());
    }
}

} // namespace

QList<Finding> tunnelFindings(const Observations &observed)
{
    QList<Finding> found;
    connectUnsupported(observed, found);
    portNotAllowed(observed, found);
    signInForOneKind(observed, found);
    challengeInside(observed, found);
    brokenTunnel(observed, found);
    return found;
}

} // namespace pt
