// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ResultJson.h"

#include "advice/TokenWords.h"
#include "advice/Wording.h"
#include "diagnosis/ClockSight.h"
#include "diagnosis/SettingsTable.h"
#include "model/CaseJson.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"
#include "protocol/Masking.h"

#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

QString octets(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QJsonValue messageName(EvidenceSource source)
{
    switch (source) {
    case EvidenceSource::RequestHead:
    case EvidenceSource::RequestBody:
        return u"request"_s;
    case EvidenceSource::ResponseHead:
    case EvidenceSource::ResponseBody:
        return u"response"_s;
    default:
        return QJsonValue::Null;
    }
}

QJsonObject evidenceJson(const Evidence &evidence)
{
    return {
        {u"exchange"_s, evidence.exchange > 0 ? QJsonValue(evidence.exchange) : QJsonValue::Null},
        {u"message"_s, messageName(evidence.source)},
        {u"source"_s, toString(evidence.source)},
        {u"start"_s, qint64(evidence.start)},
        {u"length"_s, qint64(evidence.length)},
        {u"text"_s, evidence.text},
        {u"says"_s, wordEvidence(evidence)}};
}

QJsonValue productJson(const std::optional<SeenProduct> &product)
{
    if (!product)
        return QJsonValue::Null;
    QJsonArray evidence;
    for (const Evidence &one : product->evidence)
        evidence.append(evidenceJson(one));
    return QJsonObject{{u"id"_s, product->id},           {u"name"_s, product->name},
                       {u"version"_s, product->version}, {u"kind"_s, product->kind},
                       {u"sure"_s, product->sure},       {u"evidence"_s, evidence}};
}

QLatin1StringView wayName(SettingsChoice::Way way)
{
    switch (way) {
    case SettingsChoice::Way::Proxy:
        return "proxy"_L1;
    case SettingsChoice::Way::Direct:
        return "direct"_L1;
    case SettingsChoice::Way::PacUnknown:
        return "script-not-known"_L1;
    case SettingsChoice::Way::NothingSet:
        break;
    }
    return "nothing-set"_L1;
}

/// Which program goes where, by the settings of the computer that are in the Case.
QJsonArray programsJson(const Case &value)
{
    QJsonArray programs;
    for (const SettingsRow &row : settingsTable(value)) {
        programs.append(QJsonObject{
            {u"client"_s, row.clientId},
            {u"name"_s, row.client},
            {u"target"_s, row.target},
            {u"way"_s, wayName(row.choice.way)},
            {u"proxy"_s, row.choice.way == SettingsChoice::Way::Proxy ? row.choice.endpoint.authority()
                                                                      : QString()},
            {u"where"_s, row.where}});
    }
    return programs;
}

/// This computer's clock less each other one that an answer tells.
QJsonArray clocksJson(const Case &value)
{
    QJsonArray clocks;
    const Observations observed = observe(value);
    const QList<ClockReading> readings = clockReadings(observed);
    for (const ClockReading &one : readings) {
        clocks.append(QJsonObject{{u"source"_s, toString(one.source)},
                                  {u"exchange"_s, one.view->exchange->id},
                                  {u"difference_seconds"_s, double(one.aheadMs) / 1000},
                                  {u"uncertainty_seconds"_s, double(one.uncertaintyMs) / 1000}});
    }
    return clocks;
}

QJsonObject findingJson(const Case &value, const Diagnosis &diagnosis, const Finding &finding)
{
    const CauseText words = wordCause(value, diagnosis, finding);
    QJsonArray fixes;
    for (const Fix &fix : words.fixes) {
        fixes.append(QJsonObject{
            {u"who"_s, toString(fix.who)}, {u"text"_s, fix.text}, {u"copy"_s, fix.copy}});
    }
    QJsonArray evidence;
    for (const Evidence &one : finding.evidence)
        evidence.append(evidenceJson(one));
    QJsonArray ruledOut;
    for (const RuledOut &one : finding.ruledOut) {
        ruledOut.append(QJsonObject{{u"cause"_s, one.cause}, {u"because"_s, wordRuledOut(one)}});
    }
    QJsonArray notExcluded;
    for (const QString &cause : finding.notExcluded)
        notExcluded.append(QJsonObject{{u"cause"_s, cause}, {u"title"_s, causeTitle(cause)}});
    return {{u"cause"_s, finding.cause},
            {u"severity"_s, toString(finding.severity)},
            {u"confidence"_s, toString(finding.confidence)},
            {u"who"_s, toString(finding.who)},
            {u"stage"_s, toString(finding.stage)},
            {u"title"_s, words.title},
            {u"sentence"_s, words.sentence},
            {u"explanation"_s, words.explanation},
            {u"fixes"_s, fixes},
            {u"network_note"_s, networkNote(words)},
            {u"does_not_mean"_s, words.notMeant},
            {u"evidence"_s, evidence},
            {u"ruled_out"_s, ruledOut},
            {u"not_excluded"_s, notExcluded}};
}

QJsonObject verdictJson(const Finding &finding)
{
    const CauseText words = wordCause(finding);
    return {{u"cause"_s, finding.cause},
            {u"severity"_s, toString(finding.severity)},
            {u"confidence"_s, toString(finding.confidence)},
            {u"who"_s, toString(finding.who)},
            {u"summary"_s, words.sentence},
            {u"next_step"_s, words.nextStep}};
}

QJsonObject challengeJson(const Challenge &challenge, const char *field)
{
    // A doubled parameter counts once, with the value that is used; its doubling is among the
    // problems.
    QJsonObject params;
    for (const ChallengeParam &param : challenge.params) {
        const QString name = octets(param.name);
        if (!params.contains(name))
            params.insert(name, octets(param.value));
    }
    return {{u"field"_s, QString::fromLatin1(field)},
            {u"scheme"_s, octets(challenge.scheme)},
            {u"token68"_s,
             challenge.token68 ? QJsonValue(octets(*challenge.token68)) : QJsonValue::Null},
            {u"params"_s, params},
            {u"start"_s, qint64(challenge.span.start)},
            {u"length"_s, qint64(challenge.span.length)},
            {u"problems"_s, QJsonArray::fromStringList(challenge.problems)}};
}

QJsonArray challengesJson(const Message &response)
{
    QJsonArray json;
    const std::optional<HttpHead> head = parseHead(response.head);
    if (!head)
        return json;
    for (const char *field : {"Proxy-Authenticate", "WWW-Authenticate"}) {
        const QList<Challenge> challenges = parseChallenges(*head, response.head, field);
        for (const Challenge &challenge : challenges)
            json.append(challengeJson(challenge, field));
    }
    return json;
}

/// The field whose value holds the byte; null: none does.
QJsonValue fieldAt(const Message &message, qsizetype start)
{
    if (const std::optional<HttpHead> head = parseHead(message.head)) {
        for (const char *name : {"Proxy-Authorization", "Authorization", "Proxy-Authenticate",
                                 "WWW-Authenticate", "Proxy-Authentication-Info",
                                 "Authentication-Info"}) {
            const QList<const HttpField *> fields = head->all(name);
            for (const HttpField *field : fields) {
                if (start >= field->valueSpan.start && start < field->valueSpan.end())
                    return QString::fromLatin1(name);
            }
        }
    }
    return QJsonValue::Null;
}

QJsonObject tokenJson(QJsonObject json, const DecodedToken &token, const Exchange &exchange)
{
    QJsonValue field = QJsonValue::Null;
    if (token.length > 0 && token.place == TokenPlace::RequestHead)
        field = fieldAt(exchange.request, token.start);
    else if (token.length > 0 && token.place == TokenPlace::ResponseHead)
        field = fieldAt(exchange.response, token.start);
    json.insert(u"field"_s, field);
    json.insert(u"name"_s, wordTokenName(token.what));
    json.insert(u"says"_s, wordToken(token));
    QJsonObject fields = json.value("fields"_L1).toObject();
    QHash<QString, int> uses;
    for (const DecodedField &one : token.fields) {
        const QString key = decodedFieldKey(one.id, ++uses[one.id]);
        QJsonObject member = fields.value(key).toObject();
        member.insert(u"name"_s, wordFieldName(one.id));
        member.insert(u"says"_s, wordField(token.what, one));
        fields.insert(key, member);
    }
    json.insert(u"fields"_s, fields);
    return json;
}

/// `recorded` are the tokens as the Case has them. What the placeholders of the request tell stands
/// among the fields of the token that was recorded at the same place, or alone.
QJsonArray decodedJson(const Exchange &exchange, const QJsonArray &recorded)
{
    QJsonArray json;
    for (qsizetype i = 0; i < exchange.decoded.size(); ++i)
        json.append(tokenJson(recorded.at(i).toObject(), exchange.decoded.at(i), exchange));
    const std::optional<HttpHead> head = parseHead(exchange.request.head);
    if (!head)
        return json;
    const auto ofToken = [&exchange](const ByteSpan &span) {
        for (qsizetype i = 0; i < exchange.decoded.size(); ++i) {
            const DecodedToken &token = exchange.decoded.at(i);
            if (token.place == TokenPlace::RequestHead && token.start == span.start
                && token.length == span.length)
                return i;
        }
        return qsizetype(-1);
    };
    for (const char *name : {"Proxy-Authorization", "Authorization"}) {
        const QList<const HttpField *> fields = head->all(name);
        for (const HttpField *field : fields) {
            const std::optional<Placeholder> placeholder = readPlaceholder(field->value);
            if (!placeholder)
                continue;
            const qsizetype at = ofToken(field->valueSpan);
            QJsonObject one = at < 0
                ? QJsonObject{{u"what"_s, octets(placeholder->kind)},
                              {u"message"_s, u"request"_s},
                              {u"field"_s, QString::fromLatin1(name)},
                              {u"start"_s, qint64(field->valueSpan.start)},
                              {u"length"_s, qint64(field->valueSpan.length)}}
                : json.at(at).toObject();
            QJsonObject values = one.value("fields"_L1).toObject();
            for (auto it = placeholder->fields.cbegin(); it != placeholder->fields.cend(); ++it)
                values.insert(it.key(), it.value());
            one.insert(u"fields"_s, values);
            if (at < 0)
                json.append(one);
            else
                json[at] = one;
        }
    }
    return json;
}

int statusOf(const Message &response)
{
    const std::optional<HttpHead> head = parseHead(response.head);
    return head && head->isResponse ? head->status : 0;
}

} // namespace

QJsonObject resultToJson(const Case &value, const Diagnosis &diagnosis)
{
    QJsonObject json = caseToJson(value);

    json.insert(u"verdict"_s,
                diagnosis.findings.isEmpty() ? QJsonValue(QJsonValue::Null)
                                             : QJsonValue(verdictJson(diagnosis.verdict())));
    json.insert(u"product"_s, productJson(diagnosis.product));
    json.insert(u"programs"_s, programsJson(value));
    json.insert(u"clocks"_s, clocksJson(value));
    QJsonArray findings;
    for (const Finding &finding : diagnosis.findings)
        findings.append(findingJson(value, diagnosis, finding));
    json.insert(u"findings"_s, findings);

    QJsonArray stages = json.value("stages"_L1).toArray();
    for (qsizetype i = 0; i < value.stages.size(); ++i) {
        QJsonObject stage = stages.at(i).toObject();
        stage.insert(u"summary"_s, wordStage(value.stages.at(i)));
        stages[i] = stage;
    }
    json.insert(u"stages"_s, stages);

    QJsonArray exchanges = json.value("exchanges"_L1).toArray();
    for (qsizetype i = 0; i < value.exchanges.size(); ++i) {
        const Exchange &exchange = value.exchanges.at(i);
        QJsonObject one = exchanges.at(i).toObject();
        QJsonObject response = one.value("response"_L1).toObject();
        const int status = statusOf(exchange.response);
        response.insert(u"status"_s, status > 0 ? QJsonValue(status) : QJsonValue::Null);
        response.insert(u"challenges"_s, challengesJson(exchange.response));
        one.insert(u"response"_s, response);
        one.insert(u"decoded"_s, decodedJson(exchange, one.value("decoded"_L1).toArray()));
        exchanges[i] = one;
    }
    json.insert(u"exchanges"_s, exchanges);
    return json;
}

} // namespace pt
