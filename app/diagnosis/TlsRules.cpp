// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ClockSight.h"
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// The certificate is out of its time by this computer's clock alone: every other clock that was read says that
/// it is valid. Two that do so of different peers make this computer's clock the one to be set.
void judgeClock(const Observations &observed, const ExchangeView &view,
                const CertificateFacts &leaf, FindingBuilder &builder)
{
    const QStringList &problems = view.exchange->tls->problems;
    const QDateTime begins = QDateTime::fromString(leaf.notBefore, Qt::ISODate);
    const QDateTime ends = QDateTime::fromString(leaf.notAfter, Qt::ISODate);
    const QDateTime local = localTime(observed, *view.exchange);
    const bool byTime = problems == QStringList(u"expired"_s)
        || problems == QStringList(u"not-yet-valid"_s);
    if (!byTime || !begins.isValid() || !ends.isValid() || !local.isValid()
        || (local >= begins && local <= ends))
        return;
    const QList<ClockReading> readings = clockReadings(observed);
    QStringList peers;
    QList<ClockReading> shown;
    for (const ClockReading &one : readings) {
        const QDateTime told = local.addMSecs(-one.aheadMs);
        if (told.addMSecs(-one.uncertaintyMs) < begins || told.addMSecs(one.uncertaintyMs) > ends)
            return;
        const QString peer = one.ofProxy() ? QString() : hostOf(*one.view);
        if (!peers.contains(peer)) {
            peers.append(peer);
            shown.append(one);
        }
    }
    if (shown.isEmpty())
        return;
    builder.param("clockMinutes"_L1, minutesApart(shown.first()))
        .param("clockAhead"_L1, isAhead(shown.first()));
    for (const ClockReading &one : shown)
        builder.show(clockBytes(one));
    if (shown.size() > 1)
        builder.who(Actor::User);
    else
        builder.confidence(Confidence::Likely);
}

/// Names that inspecting gateways and agents give to the authority they sign with.
bool isInspector(const QString &issuer)
{
    for (const QLatin1StringView name :
         {"squid"_L1, "mitmproxy"_L1, "zscaler"_L1, "fortinet"_L1, "fortigate"_L1, "blue coat"_L1,
          "bluecoat"_L1, "web gateway"_L1, "netskope"_L1, "cisco umbrella"_L1, "ironport"_L1,
          "sophos"_L1, "palo alto"_L1, "forcepoint"_L1, "websense"_L1, "checkpoint"_L1,
          "check point"_L1, "barracuda"_L1, "watchguard"_L1, "charles proxy"_L1, "fiddler"_L1,
          "portswigger"_L1, "kaspersky"_L1, "avast"_L1, "eset"_L1, "untangle"_L1}) {
        if (issuer.contains(name, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

Evidence tlsValue(const ExchangeView &view, const QString &text, QLatin1StringView says,
                  const WordParams &params)
{
    // Where nothing more is known, how the exchange ended.
    const QString shown = text.isEmpty() ? toString(view.exchange->end) : text;
    Evidence evidence = caseValue(EvidenceSource::Tls, shown, says, params);
    evidence.exchange = view.exchange->id;
    return evidence;
}

void judge(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    if (!view.exchange->tls)
        return;
    const TlsFacts &tls = *view.exchange->tls;
    const CertificateFacts leaf = tls.chain.isEmpty() ? CertificateFacts() : tls.chain.first();
    const bool handshakeAlert = !tls.established && view.exchange->end == ExchangeEnd::TlsFailed
        && tls.problems.isEmpty()
        && (!tls.chain.isEmpty() || tls.detail.contains("alert"_L1, Qt::CaseInsensitive));
    const bool failed = !tls.problems.isEmpty() || handshakeAlert;
    const bool untrusted = tls.problems.contains(u"untrusted"_s)
        || tls.problems.contains(u"self-signed"_s);
    const bool inspected = isInspector(leaf.issuer);

    if (inspected && (!failed || untrusted)) {
        FindingBuilder builder(observed, "tls.target-intercepted"_L1);
        builder.about(view)
            .param("issuer"_L1, leaf.issuer)
            .severity(failed ? Severity::Error : Severity::Info)
            .confidence(Confidence::Likely)
            .show(tlsValue(view, leaf.issuer, "tls.issuer"_L1, {{u"issuer"_s, leaf.issuer}}));
        if (failed)
            builder.who(Actor::HelpDesk).ruleOut("tls.target-failed"_L1, "issued-by-inspector"_L1,
                                                 {{u"issuer"_s, leaf.issuer}});
        found.append(builder.done());
        return;
    }
    if (!failed)
        return;
    const QString problem = tls.problems.isEmpty() ? u"handshake"_s : tls.problems.first();
    FindingBuilder builder(observed, "tls.target-failed"_L1);
    builder.about(view)
        .param("problem"_L1, problem)
        .param("serverName"_L1, tls.serverName)
        .param("issuer"_L1, leaf.issuer)
        .param("notAfter"_L1, leaf.notAfter)
        .param("detail"_L1, tls.detail)
        .confidence(Confidence::Certain);
    for (const QString &each : tls.problems) {
        builder.show(tlsValue(view, each, "tls.problem"_L1,
                              {{u"problem"_s, each},
                               {u"serverName"_s, tls.serverName},
                               {u"issuer"_s, leaf.issuer},
                               {u"notAfter"_s, leaf.notAfter}}));
    }
    if (!tls.detail.isEmpty())
        builder.show(tlsValue(view, tls.detail, "tls.handshake-detail"_L1,
                              {{u"detail"_s, tls.detail}}));
    if (const ExchangeView *connect = observed.byId(view.exchange->tunnelOf);
        connect && connect->status / 100 == 2) {
        builder.show(statusLine(*connect, "status.tunnel-open"_L1));
    }
    if (tls.problems.contains(u"expired"_s) || tls.problems.contains(u"name-mismatch"_s))
        builder.who(Actor::SiteOwner);
    judgeClock(observed, view, leaf, builder);
    builder.ruleOut("tunnel.broken-after-established"_L1, "target-sent-tls"_L1);
    found.append(builder.done());
}

/// Who made the certificate out comes first, then for whom, then until when: each of these has to be right
/// before the next one matters.
QLatin1StringView certificateCause(const QStringList &problems)
{
    for (const QLatin1StringView vouching : {"untrusted"_L1, "self-signed"_L1, "revoked"_L1,
                                             "other"_L1}) {
        if (problems.contains(vouching))
            return "tls.certificate-untrusted"_L1;
    }
    return problems.contains("name-mismatch"_L1) ? "tls.certificate-name-mismatch"_L1
                                                 : "tls.certificate-expired"_L1;
}

/// Any sign that the peer speaks TLS: a complete handshake, a certificate, an alert.
bool spokeTls(const TlsFacts &tls)
{
    return tls.established || !tls.chain.isEmpty()
        || tls.detail.contains("alert"_L1, Qt::CaseInsensitive);
}

void proxyCertificate(const Observations &observed, const ExchangeView &view,
                      QList<Finding> &found)
{
    const TlsFacts &tls = *view.exchange->tls;
    const CertificateFacts leaf = tls.chain.isEmpty() ? CertificateFacts() : tls.chain.first();
    const QLatin1StringView cause = certificateCause(tls.problems);
    FindingBuilder builder(observed, cause);
    builder.about(view).confidence(Confidence::Certain);
    if (cause == "tls.certificate-untrusted"_L1) {
        builder.param("issuer"_L1, leaf.issuer);
    } else if (cause == "tls.certificate-name-mismatch"_L1) {
        builder.param("serverName"_L1, tls.serverName)
            .param("names"_L1, leaf.names.isEmpty() ? leaf.subject : leaf.names.join(", "_L1));
    } else {
        builder.param("notBefore"_L1, leaf.notBefore).param("notAfter"_L1, leaf.notAfter);
    }
    for (const QString &each : tls.problems) {
        builder.show(tlsValue(view, each, "tls.problem"_L1,
                              {{u"problem"_s, each},
                               {u"serverName"_s, tls.serverName},
                               {u"issuer"_s, leaf.issuer},
                               {u"notAfter"_s, leaf.notAfter}}));
    }
    judgeClock(observed, view, leaf, builder);
    builder.show(tlsValue(view, leaf.subject, "tls.proxy-certificate"_L1,
                          {{u"subject"_s, leaf.subject}, {u"issuer"_s, leaf.issuer}}))
        .ruleOut("tls.target-intercepted"_L1, "proxy-own-certificate"_L1)
        .ruleOut("endpoint.does-not-speak-tls"_L1, "tls-answered"_L1);
    found.append(builder.done());
}

/// The control question that the port answered in clear, as HTTP.
const ExchangeView *answeredInClear(const Observations &observed)
{
    for (const ExchangeView &probe : observed.portProbes) {
        if (probe.isControl() && !probe.exchange->tls && probe.readable())
            return &probe;
    }
    return nullptr;
}

/// The handshake with the proxy failed before any certificate could be judged.
void proxyHandshake(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    const Exchange &exchange = *view.exchange;
    const TlsFacts tls = exchange.tls.value_or(TlsFacts());
    const QByteArray &first = exchange.response.body;
    const ExchangeView *clear = answeredInClear(observed);
    const PortGuess guess = guessPort(first);
    if (clear || first.startsWith("HTTP/")) {
        FindingBuilder builder(observed, "endpoint.does-not-speak-tls"_L1);
        builder.about(view).confidence(Confidence::Certain);
        if (!first.isEmpty())
            builder.show(bodySpan(view, firstLineOf(first), "bytes.not-tls"_L1,
                                  {{u"text"_s, textOf(firstLineOf(first).in(first), 120)}}));
        else
            builder.show(tlsValue(view, exchange.endDetail, "tls.handshake-ended"_L1,
                                  {{u"end"_s, exchange.endDetail}}));
        if (clear) {
            builder.show(statusLine(*clear, "status.answers-in-clear"_L1))
                .ruleOut("tls.handshake-failed"_L1, "answers-in-clear"_L1,
                         {{u"status"_s, QString::number(clear->status)}});
        } else {
            builder.ruleOut("tls.handshake-failed"_L1, "answer-is-not-tls"_L1);
        }
        found.append(builder.done());
        return;
    }
    const QString protocol = nameOf(guess.protocol);
    if (!first.isEmpty() && !protocol.isEmpty()) {
        const ByteSpan span = guess.span.length > 0 ? guess.span : firstLineOf(first);
        const QString text = textOf(span.in(first), 120);
        FindingBuilder builder(observed, "endpoint.not-http"_L1);
        builder.about(view)
            .param("protocol"_L1, protocol)
            .param("text"_L1, text)
            .confidence(Confidence::Certain)
            .show(bodySpan(view, span, "bytes.greeting"_L1,
                           {{u"protocol"_s, protocol}, {u"text"_s, text}}))
            .ruleOut("tls.handshake-failed"_L1, "answer-is-not-tls"_L1);
        found.append(builder.done());
        return;
    }
    FindingBuilder builder(observed, "tls.handshake-failed"_L1);
    builder.about(view)
        .param("detail"_L1, tls.detail)
        .confidence(exchange.endDetail == "handshake"_L1 ? Confidence::Certain
                                                          : Confidence::Likely);
    if (!first.isEmpty())
        builder.show(bodySpan(view, firstLineOf(first), "bytes.not-tls"_L1,
                              {{u"text"_s, textOf(firstLineOf(first).in(first), 120)}}));
    builder.show(tlsValue(view, exchange.endDetail, "tls.handshake-ended"_L1,
                          {{u"end"_s, exchange.endDetail}}));
    if (!tls.detail.isEmpty())
        builder.show(tlsValue(view, tls.detail, "tls.handshake-detail"_L1,
                              {{u"detail"_s, tls.detail}}));
    if (spokeTls(tls))
        builder.ruleOut("endpoint.does-not-speak-tls"_L1, "tls-answered"_L1);
    else
        builder.ruleOut("endpoint.does-not-speak-tls"_L1, "no-answer-in-clear"_L1);
    found.append(builder.done());
}

void clientCertificate(const Observations &observed, const ExchangeView &view,
                       QList<Finding> &found)
{
    const TlsFacts tls = view.exchange->tls.value_or(TlsFacts());
    FindingBuilder builder(observed, "tls.client-certificate-required"_L1);
    builder.about(view)
        .stage(StageId::Secure)
        .confidence(Confidence::Certain)
        .show(tlsValue(view, view.exchange->endDetail, "tls.client-certificate-asked"_L1, {}));
    if (!tls.detail.isEmpty())
        builder.show(tlsValue(view, tls.detail, "tls.handshake-detail"_L1,
                              {{u"detail"_s, tls.detail}}));
    builder.ruleOut("endpoint.does-not-speak-tls"_L1, "tls-answered"_L1)
        .ruleOut("network.reset"_L1, "tls-answered"_L1);
    found.append(builder.done());
}

/// One finding at most: what fails on one connection fails on all of them.
void withProxy(const Observations &observed, QList<Finding> &found)
{
    QList<const ExchangeView *> failed;
    for (const ExchangeView &view : observed.portProbes) {
        if (!view.isControl() && view.exchange->end == ExchangeEnd::TlsFailed)
            failed.append(&view);
    }
    for (const ExchangeView *view : observed.wishes()) {
        if (view->exchange->end == ExchangeEnd::TlsFailed)
            failed.append(view);
    }
    if (failed.isEmpty())
        return;
    const ExchangeView &view = *failed.first();
    const Exchange &exchange = *view.exchange;
    if (exchange.tls && !exchange.tls->problems.isEmpty())
        proxyCertificate(observed, view, found);
    else if (exchange.endDetail == "client-certificate"_L1)
        clientCertificate(observed, view, found);
    else
        proxyHandshake(observed, view, found);
}

/// The port did not answer in clear, and answers to a ClientHello.
void expectsTls(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->readable())
            return;
    }
    for (const ExchangeView &probe : observed.portProbes) {
        if (!probe.isControl() || !probe.exchange->tls)
            continue;
        const TlsFacts &tls = *probe.exchange->tls;
        if (!spokeTls(tls) && probe.exchange->endDetail != "client-certificate"_L1)
            continue;
        const CertificateFacts leaf = tls.chain.isEmpty() ? CertificateFacts() : tls.chain.first();
        FindingBuilder builder(observed, "endpoint.expects-tls"_L1);
        builder.about(probe)
            .param("alert"_L1, {})
            .confidence(Confidence::Certain)
            .show(tlsValue(probe, tls.version.isEmpty() ? tls.detail : tls.version,
                           "tls.port-answers"_L1,
                           {{u"version"_s, tls.version}, {u"issuer"_s, leaf.issuer}}));
        for (const ExchangeView *view : observed.wishes()) {
            if (view->answered())
                continue;
            builder.show(howItEnded(*view, "exchange.no-answer-in-clear"_L1,
                                    {{u"method"_s, view->method},
                                     {u"end"_s, toString(view->exchange->end)}}));
            break;
        }
        builder.ruleOut("network.reset"_L1, "tls-answered"_L1)
            .ruleOut("network.no-reply"_L1, "tls-answered"_L1);
        found.append(builder.done());
        return;
    }
}

} // namespace

QList<Finding> tlsFindings(const Observations &observed)
{
    QList<Finding> found;
    for (const ExchangeView *view : observed.inside())
        judge(observed, *view, found);
    withProxy(observed, found);
    expectsTls(observed, found);
    return found;
}

} // namespace pt
