// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ProxyMarks.h"
#include "diagnosis/Rules.h"
#include "protocol/PortGuess.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool cutOff(const ExchangeView &view)
{
    const Exchange &exchange = *view.exchange;
    return exchange.form != ExchangeForm::Imported && !exchange.response.head.isEmpty()
        && !exchange.response.headComplete && exchange.end != ExchangeEnd::Cancelled;
}

void brokenAnswer(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const Exchange &exchange = *view.exchange;
    const QByteArray &head = exchange.response.head;
    const bool limit = exchange.end == ExchangeEnd::LimitReached && !exchange.response.headComplete;
    const bool noStatus = !head.isEmpty() && !view.readable();
    if (!noStatus && !cutOff(view) && !limit)
        return;
    QString problem = u"cut-off"_s;
    if (limit)
        problem = u"limit"_s;
    else if (noStatus && (exchange.response.headComplete || exchange.form == ExchangeForm::Imported))
        problem = u"no-status"_s;
    const qsizetype offset = problem == "no-status"_L1 ? 0 : head.size();
    FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
    const bool inside = problem == "cut-off"_L1 || problem == "limit"_L1;
    builder.about(view)
        .param("problem"_L1, problem)
        .param("offset"_L1, QString::number(offset))
        .param("phase"_L1, !inside                ? QString()
                           : head.contains('\n') ? u"head"_s
                                                 : u"status-line"_s)
        .param("end"_L1, toString(exchange.end))
        .confidence(Confidence::Certain);
    if (!head.isEmpty()) {
        if (problem == "no-status"_L1) {
            // To the end of the line: a carriage return within may be what is wrong with it.
            const qsizetype end = head.indexOf('\n');
            const ByteSpan first{0, qMin<qsizetype>(end > 0 ? end : head.size(), 200)};
            builder.show(responseSpan(view, first, "status.unreadable"_L1,
                                      {{u"problem"_s, problem}}));
        } else {
            // The last line shows where it broke off.
            qsizetype start = head.lastIndexOf('\n', head.size() - 2) + 1;
            start = qMax(start, head.size() - 200);
            builder.show(responseSpan(view, {start, head.size() - start}, "bytes.broken-off"_L1,
                                      {{u"bytes"_s, QString::number(head.size())}}));
        }
    }
    if (limit)
        builder.show(howItEnded(view, "exchange.limit"_L1, {{u"detail"_s, exchange.endDetail}}));
    else if (exchange.end != ExchangeEnd::Complete)
        builder.show(howItEnded(view, "exchange.broken-off"_L1,
                                {{u"method"_s, view.method},
                                 {u"end"_s, toString(exchange.end)}}));
    builder.ruleOut("network.no-reply"_L1, "answer-came"_L1);
    found.append(builder.done());
}

/// The head came whole and the page did not: what the head says still holds, but programs that read
/// to the end fail, or wait.
void brokenBody(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const Exchange &exchange = *view.exchange;
    const Message &message = exchange.response;
    const bool cut = exchange.endDetail == "content-length-mismatch"_L1
        || exchange.endDetail == "closed-in-chunks"_L1 || exchange.endDetail == "bad-chunk"_L1;
    if (!view.readable() || view.by != Answerer::Proxy || !message.headComplete
        || message.bodyComplete || !cut) {
        return;
    }
    const HttpField *length = view.response->field("Content-Length");
    const QByteArray &body = message.body;
    const qsizetype start = qMax(body.lastIndexOf('\n', body.size() - 2) + 1, body.size() - 80);
    FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
    builder.about(view)
        .param("problem"_L1, u"body-cut-off"_s)
        .param("offset"_L1, QString::number(message.head.size() + message.bodyBytes))
        .param("phase"_L1, u"body"_s)
        .param("end"_L1, toString(exchange.end))
        .severity(Severity::Warning)
        .confidence(Confidence::Certain)
        .show(bodySpan(view, {start, body.size() - start}, "body.broken-off"_L1,
                       {{u"bytes"_s, QString::number(message.bodyBytes)},
                        {u"announced"_s, length ? textOf(length->value, 20) : QString()}}));
    if (exchange.end != ExchangeEnd::Complete) {
        builder.show(howItEnded(view, "exchange.broken-off"_L1,
                                {{u"method"_s, view.method}, {u"end"_s, toString(exchange.end)}}));
    }
    found.append(builder.done());
}

/// A line that is no field was dropped and the others kept (RFC 9112 section 5); other programs drop the
/// whole head, or stop.
void brokenLine(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    if (!view.readable())
        return;
    QString problem;
    for (const QLatin1StringView id : {"no-colon"_L1, "empty-field-name"_L1, "bad-field-name"_L1,
                                       "space-before-colon"_L1, "nul-in-value"_L1}) {
        if (problem.isEmpty() && view.response->problems.contains(id))
            problem = id;
    }
    if (problem.isEmpty())
        return;
    const QByteArray &head = view.exchange->response.head;
    ByteSpan shown;
    qsizetype start = head.indexOf('\n') + 1;
    while (start > 0 && start < head.size()) {
        qsizetype end = head.indexOf('\n', start);
        end = end < 0 ? head.size() : end;
        QByteArrayView line = QByteArrayView(head).sliced(start, end - start);
        if (line.endsWith('\r'))
            line.chop(1);
        const qsizetype colon = line.indexOf(':');
        const bool spaced = colon > 0 && (line[colon - 1] == ' ' || line[colon - 1] == '\t');
        const bool folded = !line.isEmpty() && (line.front() == ' ' || line.front() == '\t');
        const bool wanted = problem == "nul-in-value"_L1 ? line.contains('\0')
            : problem == "space-before-colon"_L1         ? spaced
            : problem == "bad-field-name"_L1             ? colon > 0 && line.first(colon).contains(' ')
                                                         : colon <= 0 && !folded;
        if (!line.isEmpty() && wanted) {
            shown = {start, line.size()};
            break;
        }
        start = end + 1;
    }
    FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
    builder.about(view)
        .param("problem"_L1, problem)
        .param("offset"_L1, QString::number(shown.start))
        .severity(Severity::Warning)
        .confidence(Confidence::Certain);
    if (shown.length > 0)
        builder.show(responseSpan(view, shown, "field.field-unreadable"_L1,
                                  {{u"problem"_s, problem}}));
    else
        builder.show(statusLine(view, "status.seen"_L1));
    found.append(builder.done());
}

/// What answered is no HTTP/1.x at all: the body holds the raw first bytes.
void otherProtocol(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const QByteArray &bytes = view.exchange->response.body;
    if (bytes.isEmpty() || !view.exchange->response.head.isEmpty())
        return;
    const PortGuess guess = guessPort(bytes);
    const ByteSpan span = guess.span.length > 0 ? guess.span : firstLineOf(bytes);
    switch (guess.protocol) {
    case PortProtocol::TlsAlert:
    case PortProtocol::Tls: {
        const bool alert = guess.protocol == PortProtocol::TlsAlert && bytes.size() >= 7;
        const QString number = alert ? QString::number(uchar(bytes.at(6))) : QString();
        FindingBuilder builder(observed, "endpoint.expects-tls"_L1);
        builder.about(view)
            .param("alert"_L1, number)
            .confidence(Confidence::Certain)
            .show(bodySpan(view, span, "bytes.tls"_L1, {{u"alert"_s, number}}))
            .ruleOut("network.reset"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    case PortProtocol::Socks4:
    case PortProtocol::Socks5: {
        const QString version = guess.protocol == PortProtocol::Socks5 ? u"5"_s : u"4"_s;
        FindingBuilder builder(observed, "endpoint.is-socks"_L1);
        builder.about(view)
            .param("version"_L1, version)
            .confidence(bytes.size() <= 8 ? Confidence::Certain : Confidence::Possible)
            .show(bodySpan(view, span, "bytes.socks"_L1, {{u"version"_s, version}}))
            .ruleOut("network.reset"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    case PortProtocol::Pac: {
        FindingBuilder builder(observed, "endpoint.serves-pac"_L1);
        builder.about(view)
            .param("by"_L1, u"answer"_s)
            .confidence(Confidence::Certain)
            .show(bodySpan(view, span, "body.pac"_L1))
            .ruleOut("endpoint.not-a-proxy"_L1, "page-is-pac"_L1);
        found.append(builder.done());
        return;
    }
    case PortProtocol::Html: {
        FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
        builder.about(view)
            .param("problem"_L1, u"no-head"_s)
            .param("offset"_L1, u"0"_s)
            .confidence(Confidence::Certain)
            .show(bodySpan(view, span, "bytes.html-without-head"_L1))
            .ruleOut("network.no-reply"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    default:
        break;
    }
    const QString protocol = nameOf(guess.protocol);
    const QString text = textOf(span.in(bytes), 120);
    FindingBuilder builder(observed, "endpoint.not-http"_L1);
    builder.about(view)
        .param("protocol"_L1, protocol)
        .param("text"_L1, text)
        .confidence(Confidence::Certain)
        .show(bodySpan(view, span, "bytes.greeting"_L1,
                       {{u"protocol"_s, protocol}, {u"text"_s, text}}))
        .ruleOut("endpoint.expects-tls"_L1, "answer-is-not-tls"_L1)
        .ruleOut("endpoint.is-socks"_L1, "answer-is-not-socks"_L1);
    found.append(builder.done());
}

/// nginx, Apache and others answer plain HTTP on their TLS port with a page that says so.
bool saysTlsNeeded(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    if (view.status != 400 || view.kind == RequestKind::Inside)
        return false;
    const QByteArray &body = view.exchange->response.body;
    for (const char *words : {"plain HTTP request was sent to HTTPS port",
                              "speaking plain HTTP to an SSL-enabled server port",
                              "HTTP request to an HTTPS server"}) {
        const QByteArrayView needle(words);
        const qsizetype at = findIgnoringCase(body, needle);
        if (at < 0)
            continue;
        FindingBuilder builder(observed, "endpoint.expects-tls"_L1);
        builder.about(view)
            .param("alert"_L1, {})
            .confidence(Confidence::Certain)
            .show(bodySpan(view, {at, needle.size()}, "body.tls-needed"_L1))
            .show(statusLine(view, "status.seen"_L1))
            .ruleOut("network.reset"_L1, "answer-came"_L1);
        found.append(builder.done());
        return true;
    }
    return false;
}

void pacAnswer(const Observations &observed, QList<Finding> &found)
{
    if (observed.role != EndpointRole::PacServer || observed.roleView < 0)
        return;
    const ExchangeView &view = observed.views.at(observed.roleView);
    if (view.exchange->response.head.isEmpty())
        return; // said by its first bytes
    FindingBuilder builder(observed, "endpoint.serves-pac"_L1);
    builder.about(view).param("by"_L1, u"answer"_s).confidence(Confidence::Certain);
    const ByteSpan function = findPacFunction(view.exchange->response.body);
    if (function.length > 0)
        builder.show(bodySpan(view, function, "body.pac"_L1));
    if (const HttpField *type = view.response ? view.response->field("Content-Type") : nullptr) {
        if (findIgnoringCase(type->value, "x-ns-proxy-autoconfig") >= 0)
            builder.show(responseField(view, *type, "field.pac-type"_L1,
                                       {{u"value"_s, textOf(type->value)}}));
    }
    builder.ruleOut("endpoint.not-a-proxy"_L1, "page-is-pac"_L1);
    found.append(builder.done());
}

void notAProxy(const Observations &observed, QList<Finding> &found)
{
    if (observed.role != EndpointRole::WebServer || observed.roleView < 0)
        return;
    const ExchangeView &connect = observed.views.at(observed.roleView);
    const HttpField *server = connect.response ? connect.response->field("Server") : nullptr;
    FindingBuilder builder(observed, "endpoint.not-a-proxy"_L1);
    builder.about(connect)
        .param("server"_L1, server ? textOf(server->value, 80) : QString())
        .param("connectStatus"_L1, QString::number(connect.status))
        .confidence(observed.roleSure ? Confidence::Certain : Confidence::Likely)
        .show(statusLine(connect, "status.web-server-answer"_L1));
    if (server)
        builder.show(responseField(connect, *server, "field.server"_L1,
                                   {{u"value"_s, textOf(server->value)}}));
    for (const ExchangeView *inside : observed.inside()) {
        const QByteArray &page = inside->exchange->response.body;
        if (inside->exchange->tunnelOf == connect.exchange->id && !page.isEmpty())
            builder.show(bodySpan(*inside, firstLineOf(page), "body.page-in-tunnel"_L1));
    }
    if (observed.rolePeer >= 0) {
        const ExchangeView &plain = observed.views.at(observed.rolePeer);
        builder.show(statusLine(plain, "status.web-server-answer"_L1))
            .ruleOut("tunnel.connect-unsupported"_L1, "plain-request-not-forwarded"_L1);
    }
    builder.ruleOut("endpoint.serves-pac"_L1, "page-is-not-pac"_L1)
        .ruleOut("endpoint.not-http"_L1, "answer-is-http"_L1);
    found.append(builder.done());
}

} // namespace

QList<Finding> endpointFindings(const Observations &observed)
{
    QList<Finding> found;
    bool tls = false;
    for (const ExchangeView &view : observed.views) {
        if (!view.toProxy())
            continue;
        tls = saysTlsNeeded(observed, view, found) || tls;
        otherProtocol(observed, view, found);
        brokenAnswer(observed, view, found);
        brokenLine(observed, view, found);
        brokenBody(observed, view, found);
    }
    pacAnswer(observed, found);
    if (!tls)
        notAProxy(observed, found);
    return found;
}

} // namespace pt
