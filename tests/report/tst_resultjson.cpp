// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ResultJson.h"

#include "diagnosis/Diagnose.h"
#include "model/CaseJson.h"
#include "model/FullCase.h"
#include "protocol/Masking.h"
#include "protocol/TokenReading.h"
#include "report/Canaries.h"
#include "report/Redaction.h"
#include "report/SampleCases.h"
#include "report/WatchReport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace pt::test;

namespace {

struct Validation
{
    int exitCode = -1;
    QString output;
};

Validation validate(const QJsonObject &json)
{
    QTemporaryDir dir;
    const QString name = dir.filePath(u"case.json"_s);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0)
        return {};
    file.close();
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"python3"_s,
                  {QStringLiteral(PT_SOURCE_DIR "/tests/report/validate.py"),
                   QStringLiteral(PT_SOURCE_DIR "/resources/schema/case-1.schema.json"), name});
    if (!process.waitForFinished(30'000))
        return {-1, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

QJsonObject resultOf(const Case &value)
{
    return resultToJson(value, diagnose(value));
}

} // namespace

class TestResultJson : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void followsTheSchema_data();
    void followsTheSchema();
    void schemaRefuses_data();
    void schemaRefuses();
    void holdsTheCase();
    void verdictIsTheFirstFinding();
    void evidenceIndexesTheBytes();
    void challengesAndCredentials();
    void tokensAndPlaceholders();
    void watchFollowsTheSchema();
    void noteForTheNetworkTeam();
    void programsFollowTheSettings();
};

void TestResultJson::noteForTheNetworkTeam()
{
    Case value = sampleCases().at(1).value;
    value.environment.startedUtc = u"2026-01-02T03:04:05.000Z"_s;
    QJsonObject verdict = resultOf(value).value("findings"_L1).toArray().first().toObject();
    QCOMPARE(verdict.value("cause"_L1).toString(), u"credentials.rejected"_s);
    const QString note = verdict.value("network_note"_L1).toString();
    for (const auto &part : {u"2026-01-02T03:04:05.004Z"_s, u"10.1.2.77:40002"_s, u"10.1.2.3:3128"_s,
                             u"HTTP/1.1 407"_s, u"ERR_CACHE_ACCESS_DENIED 0"_s, u"squid1"_s, u"dev.smith"_s})
        QVERIFY2(note.contains(part), qPrintable(note));
    QVERIFY(verdict.value("does_not_mean"_L1).toString().contains(u"not a block by the website"_s));

    // Of the redacted Case it tells what that tells, and nothing else.
    verdict = resultOf(redacted(value).value).value("findings"_L1).toArray().first().toObject();
    const QString safe = verdict.value("network_note"_L1).toString();
    for (const auto &part : {u"dev.smith"_s, u"acme"_s, u"squid1"_s})
        QVERIFY2(!safe.contains(part, Qt::CaseInsensitive), qPrintable(safe));
    QVERIFY2(safe.contains(u":40002"_s) && safe.contains(u"ERR_CACHE_ACCESS_DENIED 0"_s), qPrintable(safe));
}

void TestResultJson::initTestCase()
{
    const Validation validation = validate(resultOf(Case()));
    QVERIFY2(validation.exitCode != 4, "python3-jsonschema is missing: tests/run installs it");
}

void TestResultJson::followsTheSchema_data()
{
    QTest::addColumn<Case>("value");
    QTest::newRow("default") << Case();
    QTest::newRow("every field set") << fullCase();
    QTest::newRow("redacted") << redacted(canaryCase(Outcome::Rejected)).value;
    QTest::newRow("bytes of any value") << canaryCase(Outcome::ParseError);
    const QList<SampleCase> list = sampleCases();
    for (const SampleCase &sample : list)
        QTest::newRow(sample.name) << sample.value;
}

void TestResultJson::followsTheSchema()
{
    QFETCH(const Case, value);
    const Validation validation = validate(resultOf(value));
    QVERIFY2(validation.exitCode == 0, qPrintable(validation.output));
}

void TestResultJson::schemaRefuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("another schema") << u"schema"_s << QJsonValue(u"proxy-triage/case/2"_s);
    QTest::newRow("no finding") << u"findings"_s << QJsonValue(QJsonArray());
    QTest::newRow("a text for a list") << u"stages"_s << QJsonValue(u""_s);
    QTest::newRow("an unknown key") << u"later"_s << QJsonValue(1);
    QTest::newRow("a missing key") << u"attempts"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("an unknown origin") << u"origin"_s << QJsonValue(u"dream"_s);
}

void TestResultJson::schemaRefuses()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QJsonObject json = resultOf(fullCase());
    if (value.isUndefined())
        json.remove(key);
    else
        json.insert(key, value);
    QCOMPARE(validate(json).exitCode, 1);
}

void TestResultJson::holdsTheCase()
{
    const QList<SampleCase> list = sampleCases();
    for (const SampleCase &sample : list) {
        const Result<Case> back = caseFromJson(resultOf(sample.value));
        QVERIFY2(back.has_value() && *back == sample.value, sample.name);
    }
}

void TestResultJson::verdictIsTheFirstFinding()
{
    const Case value = sampleCases().at(1).value;
    const QJsonObject json = resultOf(value);
    const QJsonObject verdict = json.value("verdict"_L1).toObject();
    const QJsonObject first = json.value("findings"_L1).toArray().first().toObject();
    for (const QLatin1StringView key : {"cause"_L1, "severity"_L1, "confidence"_L1, "who"_L1})
        QCOMPARE(verdict.value(key), first.value(key));
    QVERIFY(!verdict.value("summary"_L1).toString().isEmpty());
    QVERIFY(!verdict.value("next_step"_L1).toString().isEmpty());
    QCOMPARE(verdict.value("cause"_L1).toString(), diagnose(value).verdict().cause);
}

void TestResultJson::evidenceIndexesTheBytes()
{
    int inMessages = 0;
    const QList<SampleCase> list = sampleCases();
    for (const SampleCase &sample : list) {
        const QJsonObject json = resultOf(sample.value);
        const QJsonArray exchanges = json.value("exchanges"_L1).toArray();
        const QJsonArray findings = json.value("findings"_L1).toArray();
        for (const QJsonValue &finding : findings) {
            const QJsonArray evidence = finding.toObject().value("evidence"_L1).toArray();
            QVERIFY2(!evidence.isEmpty(), sample.name);
            for (const QJsonValue &entry : evidence) {
                const QJsonObject one = entry.toObject();
                const QString source = one.value("source"_L1).toString();
                if (one.value("message"_L1).isNull()) {
                    QVERIFY2(!source.endsWith(u"head"_s) && !source.endsWith(u"body"_s),
                             sample.name);
                    continue;
                }
                ++inMessages;
                QJsonObject message;
                for (const QJsonValue &exchange : exchanges) {
                    if (exchange.toObject().value("id"_L1) == one.value("exchange"_L1))
                        message = exchange.toObject()
                                      .value(one.value("message"_L1).toString())
                                      .toObject();
                }
                const QString bytes = message.value(source.section(u'-', 1)).toString();
                const qsizetype start = one.value("start"_L1).toInteger();
                const qsizetype length = one.value("length"_L1).toInteger();
                QVERIFY2(length >= 0 && start >= 0 && start + length <= bytes.size(), sample.name);
                QCOMPARE(one.value("text"_L1).toString(), bytes.mid(start, length));
            }
        }
    }
    QVERIFY2(inMessages > 5, "findings point at bytes");
}

void TestResultJson::challengesAndCredentials()
{
    const Case value = sampleCases().at(1).value;
    const QJsonObject exchange = resultOf(value).value("exchanges"_L1).toArray().at(1).toObject();
    const QJsonObject response = exchange.value("response"_L1).toObject();
    QCOMPARE(response.value("status"_L1), QJsonValue(407));
    const QJsonArray challenges = response.value("challenges"_L1).toArray();
    QCOMPARE(challenges.size(), 1);
    const QJsonObject challenge = challenges.first().toObject();
    QCOMPARE(challenge.value("scheme"_L1), QJsonValue(u"Basic"_s));
    QVERIFY(challenge.value("token68"_L1).isNull());
    QCOMPARE(challenge.value("params"_L1).toObject().value("realm"_L1),
             QJsonValue(u"ACME staff only"_s));
    const QByteArray head = value.exchanges.at(1).response.head;
    QVERIFY(
        head.mid(challenge.value("start"_L1).toInteger(), challenge.value("length"_L1).toInteger())
            .startsWith("Basic realm="));
    const QJsonArray decoded = exchange.value("decoded"_L1).toArray();
    QCOMPARE(decoded.size(), 1);
    const QJsonObject basic = decoded.first().toObject();
    QCOMPARE(basic.value("what"_L1), QJsonValue(u"basic"_s));
    QCOMPARE(basic.value("fields"_L1).toObject().value("user"_L1),
             QJsonValue(u"ACME\\dev.smith"_s));
    const QByteArray request = value.exchanges.at(1).request.head;
    QVERIFY(request.mid(basic.value("start"_L1).toInteger(), basic.value("length"_L1).toInteger())
                .startsWith("Basic [basic "));
}

void TestResultJson::tokensAndPlaceholders()
{
    const QByteArray request = "GET http://example.com/ HTTP/1.1\r\nProxy-Authorization: Basic "
        + QByteArray("dev:made-up-word").toBase64() + "\r\n\r\n";
    const QByteArray answer = "HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=\"r\", "
                              "nonce=\"n\", nonce=\"m\", qop=\"auth\"\r\n\r\n";
    Exchange exchange;
    exchange.id = 1;
    exchange.form = ExchangeForm::PlainRequest;
    exchange.request = {maskedHead(request), {}, 0, true, true};
    exchange.response = {answer, {}, 0, true, true};
    exchange.decoded = readHeadTokens(request, exchange.request.head)
        + readHeadTokens(answer, answer);
    Case value;
    value.exchanges = {exchange};
    const QJsonObject json = resultOf(value);
    const Validation validation = validate(json);
    QVERIFY2(validation.exitCode == 0, qPrintable(validation.output));
    const Result<Case> back = caseFromJson(json);
    QVERIFY(back && *back == value);

    const QJsonArray decoded
        = json.value("exchanges"_L1).toArray().first().toObject().value("decoded"_L1).toArray();
    QCOMPARE(decoded.size(), 2);
    const QJsonObject basic = decoded.at(0).toObject();
    QCOMPARE(basic.value("what"_L1).toString(), u"basic"_s);
    QCOMPARE(basic.value("message"_L1).toString(), u"request"_s);
    QCOMPARE(basic.value("field"_L1).toString(), u"Proxy-Authorization"_s);
    QVERIFY(exchange.request.head
                .mid(basic.value("start"_L1).toInteger(), basic.value("length"_L1).toInteger())
                .startsWith("Basic [basic "));
    const QJsonObject fields = basic.value("fields"_L1).toObject();
    QCOMPARE(fields.value("user"_L1).toString(), u"dev"_s); // of the placeholder, as ever
    const QJsonObject user = fields.value("basic.user"_L1).toObject();
    QCOMPARE(user.value("value"_L1).toString(), u"dev"_s);
    QVERIFY(!user.value("name"_L1).toString().isEmpty() && !user.value("says"_L1).toString().isEmpty());
    QVERIFY(fields.value("basic.password"_L1).toObject().value("secret"_L1).toBool());

    const QJsonObject digest = decoded.at(1).toObject();
    QCOMPARE(digest.value("what"_L1).toString(), u"digest.challenge"_s);
    QCOMPARE(digest.value("field"_L1).toString(), u"Proxy-Authenticate"_s);
    const QJsonObject parts = digest.value("fields"_L1).toObject();
    QCOMPARE(parts.value("digest.nonce"_L1).toObject().value("value"_L1).toString(), u"n"_s);
    QCOMPARE(parts.value("digest.nonce#2"_L1).toObject().value("value"_L1).toString(), u"m"_s);
    const QJsonArray problems = digest.value("problems"_L1).toArray();
    QVERIFY(problems.contains(u"duplicate-parameter"_s));
    QVERIFY(!QJsonDocument(json).toJson().contains("made-up"));
}

void TestResultJson::watchFollowsTheSchema()
{
    // One round of everything, and one that saw nothing.
    WatchLog log;
    Case full = fullCase();
    full.cancelled = false;
    log.add(full, false);
    Case other = full;
    for (Exchange &exchange : other.exchanges) {
        exchange.remote = u"192.0.2.77:3128"_s;
        exchange.response.head.replace("407", "503");
    }
    log.add(other, true);
    Case none;
    none.environment.startedUtc = u"2026-03-01T12:00:00.000Z"_s;
    log.add(none, false);
    QVERIFY(!log.changes().isEmpty());
    QJsonObject json = resultOf(full);
    json.insert(u"watch"_s, watchToJson(log));
    const Validation validation = validate(json);
    QVERIFY2(validation.exitCode == 0, qPrintable(validation.output));
    QCOMPARE(json[u"watch"_s][u"rounds"_s].toArray().size(), 3);

    QJsonObject watch = json[u"watch"_s].toObject();
    watch.insert(u"password"_s, u"x"_s);
    json.insert(u"watch"_s, watch);
    QVERIFY(validate(json).exitCode == 1);
}

/// What the reports show as a table is there for scripts, too.
void TestResultJson::programsFollowTheSettings()
{
    QVERIFY(resultOf(Case()).value("programs"_L1).toArray().isEmpty());
    Case value;
    value.input.targets = QStringList{u"http://www.example.test/"_s};
    ProxySource capitals;
    capitals.kind = SourceKind::Environment;
    capitals.name = u"HTTP_PROXY"_s;
    capitals.value = u"http://proxy.example:3128"_s;
    capitals.endpoint = {ProxyScheme::Http, u"proxy.example"_s, 3128};
    value.environment.sources = {capitals};
    QMap<QString, QJsonObject> byClient;
    const QJsonObject json = resultOf(value);
    QCOMPARE(validate(json).exitCode, 0);
    const QJsonArray programs = json.value("programs"_L1).toArray();
    for (const QJsonValue &program : programs)
        byClient.insert(program.toObject().value("client"_L1).toString(), program.toObject());
    const QJsonObject python = byClient.value(u"requests"_s);
    QCOMPARE(python.value("way"_L1), QJsonValue(u"proxy"_s));
    QCOMPARE(python.value("proxy"_L1), QJsonValue(u"proxy.example:3128"_s));
    QCOMPARE(python.value("where"_L1), QJsonValue(u"HTTP_PROXY"_s));
    QCOMPARE(python.value("target"_L1), QJsonValue(value.input.targets.first()));
    const QJsonObject curl = byClient.value(u"curl"_s); // which looks at the small letters only
    QCOMPARE(curl.value("way"_L1), QJsonValue(u"nothing-set"_s));
    QVERIFY(curl.value("proxy"_L1).toString().isEmpty());
}

QTEST_APPLESS_MAIN(TestResultJson)
#include "tst_resultjson.moc"
