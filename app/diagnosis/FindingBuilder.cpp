// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"

#include "diagnosis/Catalogue.h"
#include "diagnosis/ProxyMarks.h"

#include <algorithm>
#include <iterator>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

WordParams withStatus(const ExchangeView &view, WordParams params)
{
    params.insert(u"status"_s, QString::number(view.status));
    params.insert(u"reason"_s, view.reason);
    return params;
}

Evidence inMessage(EvidenceSource source, const ExchangeView &view, const QByteArray &bytes,
                   const ByteSpan &span, QLatin1StringView says, const WordParams &params)
{
    Evidence evidence;
    evidence.exchange = view.exchange->id;
    evidence.says = {says, params};
    const QByteArrayView part = span.in(bytes);
    if (part.isEmpty()) {
        evidence.source = EvidenceSource::Exchange;
        evidence.text = toString(view.exchange->end);
        return evidence;
    }
    evidence.source = source;
    evidence.start = span.start;
    evidence.length = span.length;
    evidence.text = QString::fromLatin1(part);
    return evidence;
}

} // namespace

FindingBuilder::FindingBuilder(const Observations &observed, QLatin1StringView cause)
    : m_observed(observed)
{
    m_finding.cause = cause;
    if (const CatalogueEntry *entry = catalogueEntry(m_finding.cause)) {
        m_finding.severity = entry->severity;
        m_finding.who = entry->who;
        m_finding.stage = entry->stage;
    }
    m_finding.confidence = Confidence::Likely;
    param("proxy"_L1, observed.theCase().input.endpoint.authority());
    param("product"_L1, observed.product);
    param("user"_L1, observed.theCase().input.user);
}

FindingBuilder &FindingBuilder::confidence(Confidence value)
{
    m_finding.confidence = value;
    return *this;
}

FindingBuilder &FindingBuilder::severity(Severity value)
{
    m_finding.severity = value;
    return *this;
}

FindingBuilder &FindingBuilder::who(Actor value)
{
    m_finding.who = value;
    return *this;
}

FindingBuilder &FindingBuilder::stage(StageId value)
{
    m_finding.stage = value;
    return *this;
}

FindingBuilder &FindingBuilder::param(QLatin1StringView name, const QString &value)
{
    m_finding.params.insert(name, value);
    return *this;
}

FindingBuilder &FindingBuilder::about(const ExchangeView &view)
{
    param("target"_L1, view.target);
    param("targetHost"_L1, hostOf(view));
    param("targetPort"_L1, view.targetPort > 0 ? QString::number(view.targetPort) : QString());
    param("status"_L1, view.status > 0 ? QString::number(view.status) : QString());
    param("reason"_L1, view.reason);
    if (!view.sentUser.isEmpty())
        param("user"_L1, view.sentUser);
    return *this;
}

FindingBuilder &FindingBuilder::show(const Evidence &evidence)
{
    // A sentence about bytes that are not there proves nothing.
    static constexpr QLatin1StringView ofBytes[] = {"status."_L1, "field."_L1, "request."_L1};
    const bool speaksOfBytes
        = std::any_of(std::begin(ofBytes), std::end(ofBytes), [&evidence](QLatin1StringView group) {
              return evidence.says.id.startsWith(group);
          });
    if (!speaksOfBytes || evidence.source != EvidenceSource::Exchange)
        m_finding.evidence.append(evidence);
    return *this;
}

FindingBuilder &FindingBuilder::ruleOut(QLatin1StringView cause, QLatin1StringView because,
                                        const WordParams &params)
{
    m_finding.ruledOut.append({cause, {because, params}});
    return *this;
}

Finding FindingBuilder::done() const
{
    Finding finding = m_finding;
    if (finding.evidence.isEmpty()) {
        const QString proxy = m_observed.theCase().input.endpoint.authority();
        finding.evidence.append(inputValue(proxy, "input.endpoint"_L1, {{u"proxy"_s, proxy}}));
    }
    return finding;
}

Evidence statusLine(const ExchangeView &view, QLatin1StringView says, const WordParams &more)
{
    const ByteSpan span = view.response ? view.response->startLineSpan : ByteSpan{};
    // A proxy that refuses with 401 does not ask again as one that answers 407.
    if (says == "status.asks-again"_L1 && view.status == 401)
        says = "status.refused-with-401"_L1;
    return inMessage(EvidenceSource::ResponseHead, view, view.exchange->response.head, span, says,
                     withStatus(view, more));
}

Evidence responseField(const ExchangeView &view, const HttpField &field, QLatin1StringView says,
                       const WordParams &params)
{
    return responseSpan(view, field.lineSpan, says, params);
}

Evidence responseSpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                      const WordParams &params)
{
    return inMessage(EvidenceSource::ResponseHead, view, view.exchange->response.head, span, says,
                     params);
}

Evidence challengeLine(const ExchangeView &view, const Challenge &challenge, QLatin1StringView says,
                       const WordParams &params)
{
    // The whole line says more than the challenge alone, unless the line holds several.
    if (view.response) {
        const ByteSpan &span = challenge.span;
        for (const HttpField &field : view.response->fields) {
            if (field.lineSpan.start > span.start || field.lineSpan.end() < span.end())
                continue;
            if (field.valueSpan.start == span.start || field.valueSpan.length - span.length < 4)
                return responseField(view, field, says, params);
        }
    }
    return responseSpan(view, challenge.span, says, params);
}

Evidence requestLine(const ExchangeView &view, QLatin1StringView says, const WordParams &params)
{
    const ByteSpan span = view.request ? view.request->startLineSpan : ByteSpan{};
    return inMessage(EvidenceSource::RequestHead, view, view.exchange->request.head, span, says,
                     params);
}

Evidence requestField(const ExchangeView &view, const HttpField &field, QLatin1StringView says,
                      const WordParams &params)
{
    return inMessage(EvidenceSource::RequestHead, view, view.exchange->request.head, field.lineSpan,
                     says, params);
}

Evidence bodySpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                  const WordParams &params)
{
    return inMessage(EvidenceSource::ResponseBody, view, view.exchange->response.body, span, says,
                     params);
}

Evidence requestBodySpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                         const WordParams &params)
{
    return inMessage(EvidenceSource::RequestBody, view, view.exchange->request.body, span, says,
                     params);
}

Evidence howItEnded(const ExchangeView &view, QLatin1StringView says, const WordParams &params)
{
    // A reset is told as one, whichever rule found it.
    if (says == "exchange.closed-without-answer"_L1 && view.exchange->end == ExchangeEnd::Reset)
        says = "exchange.reset-without-answer"_L1;
    Evidence evidence;
    evidence.source = EvidenceSource::Exchange;
    evidence.exchange = view.exchange->id;
    evidence.text = toString(view.exchange->end);
    if (!view.exchange->endDetail.isEmpty())
        evidence.text += ": "_L1 + view.exchange->endDetail;
    evidence.says = {says, params};
    return evidence;
}

Evidence inputValue(const QString &text, QLatin1StringView says, const WordParams &params)
{
    return caseValue(EvidenceSource::Input, text, says, params);
}

Evidence caseValue(EvidenceSource source, const QString &text, QLatin1StringView says,
                   const WordParams &params)
{
    Evidence evidence;
    evidence.source = source;
    evidence.text = text;
    evidence.says = {says, params};
    return evidence;
}

Evidence offeredChallenge(const ExchangeView &view, const Challenge &challenge)
{
    const auto realm = challenge.param("realm");
    return challengeLine(view, challenge, "field.challenge"_L1,
                         {{u"scheme"_s, textOf(challenge.scheme, 60)},
                          {u"realm"_s, realm ? textOf(*realm) : QString()}});
}

Evidence credentialsLine(const ExchangeView &view)
{
    const HttpField *field = view.request ? view.request->field("Proxy-Authorization") : nullptr;
    if (field) {
        return requestField(view, *field, "request.credentials"_L1,
                            {{u"scheme"_s, view.sentScheme}, {u"user"_s, view.sentUser}});
    }
    return requestLine(view, "request.no-credentials"_L1, {{u"method"_s, view.method}});
}

QList<Evidence> proxyOwnMarks(const ExchangeView &view)
{
    QList<Evidence> list;
    if (!view.response)
        return list;
    if (const HttpField *field = ownErrorField(*view.response)) {
        list.append(responseField(view, *field, "field.proxy-error"_L1,
                                  {{u"name"_s, textOf(field->name, 60)},
                                   {u"value"_s, textOf(field->value)}}));
    }
    if (const auto words = pageReason(view.exchange->response.body))
        list.append(bodySpan(view, words->span, "body.reason"_L1, {{u"text"_s, words->text}}));
    if (const HttpField *server = view.response->field("Server")) {
        list.append(responseField(view, *server, "field.server"_L1,
                                  {{u"value"_s, textOf(server->value)}}));
    }
    return list;
}

ByteSpan firstLineOf(const QByteArray &bytes)
{
    qsizetype end = 0;
    while (end < bytes.size() && end < 200 && bytes.at(end) != '\n' && bytes.at(end) != '\r')
        ++end;
    return {0, qMax<qsizetype>(end, qMin<qsizetype>(1, bytes.size()))};
}

QString nameOf(PortProtocol protocol)
{
    switch (protocol) {
    case PortProtocol::Ssh:
        return u"SSH"_s;
    case PortProtocol::Smtp:
        return u"SMTP"_s;
    case PortProtocol::Ftp:
        return u"FTP"_s;
    case PortProtocol::Mail220:
        return u"SMTP/FTP"_s;
    case PortProtocol::Pop3:
        return u"POP3"_s;
    case PortProtocol::Imap:
        return u"IMAP"_s;
    case PortProtocol::Http2:
        return u"HTTP/2"_s;
    case PortProtocol::Icy:
        return u"ICY"_s;
    case PortProtocol::Vnc:
        return u"VNC"_s;
    case PortProtocol::Telnet:
        return u"Telnet"_s;
    default:
        return {};
    }
}

QString realmOf(const ExchangeView &view)
{
    for (const QList<Challenge> &challenges : {view.proxyChallenges, view.targetChallenges}) {
        for (const Challenge &challenge : challenges) {
            if (const auto realm = challenge.param("realm"))
                return textOf(*realm);
        }
    }
    return {};
}

QStringList schemeNames(const QList<Challenge> &challenges)
{
    QStringList names;
    for (const Challenge &challenge : challenges) {
        const QString name = textOf(challenge.scheme, 60);
        if (!name.isEmpty() && !names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names;
}

} // namespace pt
