// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/CaseJson.h"
#include "model/FullCase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

QJsonObject throughText(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson()).object();
}

/// One item with default values in every list and optional.
Case sparseCase()
{
    Case value;
    value.input.problems.append(InputProblem());
    value.input.secret = SecretFacts();
    value.resolution = Resolution();
    value.connects.append(AddressAttempt());
    value.stages.append(StageResult());
    Exchange exchange;
    exchange.tls = TlsFacts();
    exchange.tls->chain.append(CertificateFacts());
    exchange.qnam = QnamReport();
    value.exchanges.append(exchange);
    value.environment.sources.append(ProxySource());
    PacFacts pac;
    pac.answers.append(PacAnswer());
    value.environment.pac.append(pac);
    value.environment.memory = SignInMemory{{EarlierSignIn()}, SameSecret::Unknown, {}};
    return value;
}

/// The paths at which both have the same value.
QStringList sameLeaves(const QJsonValue &a, const QJsonValue &b, const QString &path)
{
    QStringList same;
    if (a.isObject() && b.isObject() && !b.toObject().isEmpty()) {
        const QJsonObject object = a.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it)
            same += sameLeaves(it.value(), b.toObject().value(it.key()), path + u'.' + it.key());
    } else if (a.isArray() && b.isArray() && !b.toArray().isEmpty()
               && b.toArray().first().isObject()) {
        same += sameLeaves(a.toArray().first(), b.toArray().first(), path + u"[0]"_s);
    } else if (a == b) {
        same.append(path);
    }
    return same;
}

/// Sets the value at a dotted path; a number is an index.
QJsonValue replaced(const QJsonValue &where, QStringList path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString step = path.takeFirst();
    if (where.isArray()) {
        QJsonArray array = where.toArray();
        array[step.toInt()] = replaced(array.at(step.toInt()), path, value);
        return array;
    }
    QJsonObject object = where.toObject();
    object[step] = replaced(object.value(step), path, value);
    return object;
}

template<typename E> void checkNames(std::optional<E> (*parse)(const QString &), int count)
{
    QSet<QString> names;
    for (int i = 0; i < count; ++i) {
        const QString name = toString(E(i));
        QVERIFY2(!name.isEmpty(), qPrintable(QString::number(i)));
        QCOMPARE(parse(name), std::optional<E>(E(i)));
        names.insert(name);
    }
    QCOMPARE(names.size(), count);
    QVERIFY(toString(E(count)).isEmpty()); // a value was added: raise the count
    QVERIFY(!parse(u"no such name"_s));
}

} // namespace

class TestCaseJson : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldOfTheFullCaseIsSet();
    void roundTrip_data();
    void roundTrip();
    void keepsTheContractKeys();
    void octetsKeepTheirOffsets();
    void enumValues();
    void missingMembersKeepDefaults();
    void unknownKeysAreIgnored();
    void refusesOtherSchemas_data();
    void refusesOtherSchemas();
    void refusesFaults_data();
    void refusesFaults();
    void withoutTokensAsBefore();
    void mutationsNeverCrash();
};

void TestCaseJson::everyFieldOfTheFullCaseIsSet()
{
    const QStringList same
        = sameLeaves(caseToJson(test::fullCase()), caseToJson(sparseCase()), QString());
    QCOMPARE(same, QStringList{u".schema"_s});
}

void TestCaseJson::roundTrip_data()
{
    QTest::addColumn<Case>("value");
    QTest::newRow("default") << Case();
    QTest::newRow("one default item in each list") << sparseCase();
    QTest::newRow("every field set") << test::fullCase();
    Case large = test::fullCase();
    large.exchanges.first().request.bodyBytes = Q_INT64_C(9'007'199'254'740'991);
    large.exchanges.first().response.body = QByteArray(64 * 1024, '\xE9');
    QTest::newRow("large counts and bodies") << large;
}

void TestCaseJson::roundTrip()
{
    QFETCH(const Case, value);
    const Result<Case> back = caseFromJson(throughText(caseToJson(value)));
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
    QVERIFY(*back == value);
    QCOMPARE(caseToJson(*back), caseToJson(value));
}

void TestCaseJson::keepsTheContractKeys()
{
    const QJsonObject json = caseToJson(test::fullCase());
    QCOMPARE(json.value("schema"_L1), QJsonValue(u"proxy-triage/case/1"_s));
    const QJsonObject stage = json.value("stages"_L1).toArray().first().toObject();
    QCOMPARE(stage.value("id"_L1), QJsonValue(u"sign-in"_s));
    QCOMPARE(stage.value("status"_L1), QJsonValue(u"failed"_s));
    QCOMPARE(stage.value("duration_ms"_L1), QJsonValue(30));
    const QJsonObject exchange = json.value("exchanges"_L1).toArray().first().toObject();
    for (const QLatin1StringView key :
         {"id"_L1, "stage"_L1, "connection"_L1, "local_port"_L1, "remote"_L1, "tls"_L1,
          "started_ms"_L1, "duration_ms"_L1, "request"_L1, "response"_L1}) {
        QVERIFY2(exchange.contains(key), key.data());
    }
    const QJsonObject request = exchange.value("request"_L1).toObject();
    QCOMPARE(request.value("start_line"_L1),
             QJsonValue(u"CONNECT intra.acme.example:443 HTTP/1.1"_s));
    QCOMPARE(request.value("body_bytes"_L1), QJsonValue(8));
    for (const QLatin1StringView key : {"rejected"_L1, "sent"_L1, "limit"_L1})
        QVERIFY2(json.value("attempts"_L1).toObject().contains(key), key.data());
    QVERIFY(json.value("environment"_L1).isObject());
}

void TestCaseJson::octetsKeepTheirOffsets()
{
    const QJsonObject json = throughText(caseToJson(test::fullCase()));
    const QString head = json.value("exchanges"_L1)
                             .toArray()
                             .first()
                             .toObject()
                             .value("response"_L1)
                             .toObject()
                             .value("head"_L1)
                             .toString();
    const QByteArray bytes = test::fullCase().exchanges.first().response.head;
    QCOMPARE(head.size(), bytes.size());
    QCOMPARE(head.indexOf("alm"_L1), bytes.indexOf("alm"));
}

void TestCaseJson::enumValues()
{
    checkNames<CaseOrigin>(parseCaseOrigin, 4);
    checkNames<ProxyScheme>(parseProxyScheme, 4);
    checkNames<InputProblemKind>(parseInputProblemKind, 9);
    checkNames<KeychainUse>(parseKeychainUse, 6);
    checkNames<AuthChoice>(parseAuthChoice, 5);
    checkNames<ResolveOutcome>(parseResolveOutcome, 7);
    checkNames<ConnectOutcome>(parseConnectOutcome, 6);
    checkNames<StageId>(parseStageId, 9);
    checkNames<StageStatus>(parseStageStatus, 5);
    checkNames<ExchangeForm>(parseExchangeForm, 6);
    checkNames<ExchangeEnd>(parseExchangeEnd, 9);
    checkNames<TokenPlace>(parseTokenPlace, 4);
    checkNames<SameSecret>(parseSameSecret, 3);
}

void TestCaseJson::missingMembersKeepDefaults()
{
    const Result<Case> value = caseFromJson({{u"schema"_s, u"proxy-triage/case/1"_s}});
    QVERIFY(value.has_value());
    QVERIFY(*value == Case());
}

void TestCaseJson::unknownKeysAreIgnored()
{
    QJsonObject json = caseToJson(test::fullCase());
    json.insert(u"verdict"_s, QJsonObject{{u"cause"_s, 5}});
    json.insert(u"later"_s, QJsonArray{1, 2});
    QJsonObject input = json.value("input"_L1).toObject();
    input.insert(u"later"_s, true);
    json.insert(u"input"_s, input);
    const Result<Case> value = caseFromJson(json);
    QVERIFY(value.has_value());
    QVERIFY(*value == test::fullCase());
}

void TestCaseJson::refusesOtherSchemas_data()
{
    QTest::addColumn<QJsonValue>("schema");
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("next major version") << QJsonValue(u"proxy-triage/case/2"_s);
    QTest::newRow("longer number") << QJsonValue(u"proxy-triage/case/10"_s);
    QTest::newRow("another program's") << QJsonValue(u"har/1.2"_s);
    QTest::newRow("a number") << QJsonValue(1);
}

void TestCaseJson::refusesOtherSchemas()
{
    QFETCH(const QJsonValue, schema);
    QJsonObject json = caseToJson(test::fullCase());
    json.remove(u"schema"_s);
    if (!schema.isUndefined())
        json.insert(u"schema"_s, schema);
    const Result<Case> value = caseFromJson(json);
    QVERIFY(!value.has_value());
    QCOMPARE(value.error().code, u"case-json.schema"_s);
}

void TestCaseJson::refusesFaults_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const QString &path, const QJsonValue &value) {
        QTest::newRow(name) << path << value;
    };
    row("number for a text", u"input.user"_s, 5);
    row("text for a number", u"input.endpoint.port"_s, u"3128"_s);
    row("port too large", u"input.endpoint.port"_s, 65536);
    row("negative port", u"input.endpoint.port"_s, -1);
    row("broken number", u"input.endpoint.port"_s, 1.5);
    row("more attempts than are ever allowed", u"input.attempt_limit"_s, 4);
    row("negative length", u"exchanges.0.request.body_bytes"_s, -1);
    row("number beyond exactness", u"exchanges.0.duration_ms"_s, 1e300);
    row("text for a flag", u"cancelled"_s, u"true"_s);
    row("null for a flag", u"cancelled"_s, QJsonValue::Null);
    row("list for an object", u"input"_s, QJsonArray());
    row("object for a list", u"exchanges"_s, QJsonObject());
    row("text in a list of objects", u"stages.0"_s, u"challenge"_s);
    row("number in a list of texts", u"input.targets.0"_s, 1);
    row("number in parameters", u"stages.0.params"_s, QJsonObject{{u"a"_s, 1}});
    row("unknown stage", u"stages.0.id"_s, u"teleport"_s);
    row("unknown end", u"exchanges.0.end"_s, u""_s);
    row("a character that is no octet", u"exchanges.0.response.head"_s, QString(QChar(0x20AC)));
    row("too long a text", u"input.user"_s, QString(3'000'000, u'a'));
    row("unknown place of a token", u"exchanges.0.decoded.0.place"_s, u"elsewhere"_s);
    row("a negative length", u"exchanges.0.decoded.0.length"_s, -1);
    row("a list of fields", u"exchanges.0.decoded.0.fields"_s, QJsonArray());
    row("too deep a field", u"exchanges.0.decoded.0.fields.ntlm/flags.depth"_s, 100);
    row("half an octet", u"exchanges.0.decoded.0.octets"_s, u"0a0"_s);
    row("too many octets", u"exchanges.0.decoded.0.octets"_s, QString(600'000, u'0'));
    row("text for the optional TLS", u"exchanges.0.tls"_s, u"none"_s);
}

void TestCaseJson::refusesFaults()
{
    QFETCH(const QString, path);
    QFETCH(const QJsonValue, value);
    const QJsonObject json
        = replaced(caseToJson(test::fullCase()), path.split(u'.'), value).toObject();
    const Result<Case> read = caseFromJson(json);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, u"case-json.type"_s);
    QVERIFY2(read.error().detail.startsWith(path.section(u'.', 0, 0)),
             qPrintable(read.error().detail));

    // Two exchanges of the same id would make evidence ambiguous.
    Case doubled = test::fullCase();
    doubled.exchanges.append(doubled.exchanges.first());
    QVERIFY(!caseFromJson(caseToJson(doubled)).has_value());
    Case longList = test::fullCase();
    longList.stages = QList<StageResult>(5000);
    QVERIFY(!caseFromJson(caseToJson(longList)).has_value());
}

void TestCaseJson::withoutTokensAsBefore()
{
    QJsonObject json = caseToJson(test::fullCase());
    QJsonArray exchanges = json.value("exchanges"_L1).toArray();
    QJsonObject exchange = exchanges.first().toObject();
    exchange.remove("decoded"_L1);
    exchanges[0] = exchange;
    json.insert(u"exchanges"_s, exchanges);
    const Result<Case> none = caseFromJson(json);
    QVERIFY(none && none->exchanges.first().decoded.isEmpty());

    // Entries of a result of an earlier version, made of the placeholders alone.
    exchange.insert(u"decoded"_s,
                    QJsonArray{QJsonObject{{u"what"_s, u"basic"_s},
                                           {u"message"_s, u"request"_s},
                                           {u"field"_s, u"Proxy-Authorization"_s},
                                           {u"start"_s, 3},
                                           {u"length"_s, 4},
                                           {u"fields"_s, QJsonObject{{u"user"_s, u"dev"_s}}}}});
    exchanges[0] = exchange;
    json.insert(u"exchanges"_s, exchanges);
    const Result<Case> old = caseFromJson(json);
    QVERIFY(old && old->exchanges.first().decoded.isEmpty());
}

void TestCaseJson::mutationsNeverCrash()
{
    const QByteArray good
        = QJsonDocument(caseToJson(test::fullCase())).toJson(QJsonDocument::Compact);
    QRandomGenerator random(407);
    int parsed = 0;
    int read = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray bytes = good;
        const int changes = 1 + int(random.bounded(4u));
        for (int i = 0; i < changes; ++i) {
            const qsizetype at = random.bounded(quint32(bytes.size()));
            static constexpr char useful[] = "0123456789-{}[]\",:nulltruefalse.eE\\";
            if (random.bounded(2) == 0)
                bytes[at] = useful[random.bounded(quint32(sizeof useful - 1))];
            else
                bytes.remove(at, random.bounded(8));
        }
        const QJsonDocument document = QJsonDocument::fromJson(bytes);
        if (!document.isObject())
            continue;
        ++parsed;
        const Result<Case> value = caseFromJson(document.object());
        if (value) {
            ++read;
            QVERIFY(caseFromJson(caseToJson(*value)).has_value());
        } else {
            QVERIFY(value.error().code.startsWith(u"case-json."_s));
        }
    }
    QVERIFY2(parsed > 100 && read > 50 && parsed > read, "the mutations reach both outcomes");
}

QTEST_APPLESS_MAIN(TestCaseJson)
#include "tst_casejson.moc"
