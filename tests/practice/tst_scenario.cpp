// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeBehaviour.h"
#include "practice/Scenario.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QJsonObject parsed(const char *json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsRead_data();
    void everyFileIsRead();
    void everyScenarioIsUnique();
    void filesNameTheirScenario();
    void unknownIdIsRefused();
    void refusals_data();
    void refusals();
    void credentials();
    void limits();
    void conditions_data();
    void conditions();
    void firstRuleWins();
    void siteAnswers();
};

void TestScenario::everyFileIsRead_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(u":/practice"_s);
    const QStringList names = folder.entryList(QDir::Files);
    QVERIFY2(names.size() >= 12, "the practice scenarios are not in the program");
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestScenario::everyFileIsRead()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    const auto scenario = pt::scenarioFromJson(document.object());
    QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().detail));
    QVERIFY2(pt::scenarioTitle(scenario->id) != scenario->id, "the scenario has no title");
    QVERIFY2(!pt::scenarioAbout(scenario->id).isEmpty(), "the scenario has no description");
}

void TestScenario::everyScenarioIsUnique()
{
    QSet<QString> ids;
    QSet<QString> titles;
    const QList<pt::Scenario> scenarios = pt::builtInScenarios();
    for (const pt::Scenario &scenario : scenarios) {
        ids.insert(scenario.id);
        titles.insert(pt::scenarioTitle(scenario.id));
    }
    QCOMPARE(ids.size(), scenarios.size());
    QCOMPARE(titles.size(), scenarios.size());
    QCOMPARE(scenarios.size(), QDir(u":/practice"_s).entryList(QDir::Files).size());
    QCOMPARE(scenarios.first().id, u"right"_s);
}

void TestScenario::filesNameTheirScenario()
{
    const QStringList names = QDir(u":/practice"_s).entryList(QDir::Files, QDir::Name);
    const QList<pt::Scenario> scenarios = pt::builtInScenarios();
    for (qsizetype i = 0; i < scenarios.size(); ++i)
        QCOMPARE(names[i].sliced(3), scenarios[i].id + u".json"_s);
}

void TestScenario::unknownIdIsRefused()
{
    const auto scenario = pt::scenarioById(u"nonsense"_s);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, u"practice.unknown-scenario"_s);
    QVERIFY2(scenario.error().detail.contains(u"wrong-password"_s), "the known ones are not named");
    const auto known = pt::scenarioById(u"wrong-password"_s);
    QVERIFY(known);
    QCOMPARE(known->expect, u"credentials.rejected"_s);
}

void TestScenario::refusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("place");

    const auto whole = [](const char *name, const char *json, const char *place) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(place);
    };
    const auto proxy
        =
            [](const char *name, const QByteArray &json, const char *place) {
                QTest::newRow(name)
                    << R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y","proxy":)"
                        + json + "}"
                    << QString::fromLatin1(place);
            };
    const auto step = [&proxy](const char *name, const QByteArray &json, const char *place) {
        proxy(name, R"({"rules":[{"do":[{"close":true}]},{"do":[)" + json + "]}]}", place);
    };
    whole("nothing", "{}", "id: ");
    whole("no targets", R"({"id":"x"})", "targets: ");
    whole("a target outside", R"({"id":"x","targets":["http://example.com/"]})", "targets: ");
    whole("a target of another kind", R"({"id":"x","targets":["ftp://www.practice.test/"]})",
          "targets: ");
    whole("targets that are no texts", R"({"id":"x","targets":[5]})", "targets: ");
    whole("no expectation", R"({"id":"x","targets":["http://www.practice.test/"]})", "expect: ");
    whole("more attempts than are ever allowed", R"({"id":"x","attempts":4})", "attempts: ");
    whole("an unknown method", R"({"id":"x","auth":"bearer"})", "auth: ");
    proxy("an unknown charset", R"({"accepts":[{"user":"u","charset":"EBCDIC"}]})",
          "proxy.accepts[0].charset: ");
    proxy("an unknown reading of Digest", R"({"digest":{"sha512_256":"right"}})",
          "proxy.digest.sha512_256: ");
    proxy("an unknown uri", R"({"digest":{"uri":"path"}})", "proxy.digest.uri: ");
    proxy("Digest refused with a reason", R"({"digest":{"refused":"why"}})",
          "proxy.digest.refused: ");
    proxy("Digest with hashed names, perhaps", R"({"digest":{"userhash":"why"}})",
          "proxy.digest.userhash: ");
    whole("an address that is none", R"({"id":"x","given":""})", "given: ");
    whole("an unknown keychain", R"({"id":"x","keychain":"lost"})", "keychain: ");
    whole("a keychain that works", R"({"id":"x","keychain":"used"})", "keychain: ");
    whole("a keychain beside a password",
          R"({"id":"x","sign_in":{"password":"p"},"keychain":"denied"})", "keychain: ");
    whole("version 1, perhaps", R"({"id":"x","ntlm_version_1":"yes"})", "ntlm_version_1: ");
    whole("an empty recording", R"({"id":"x","recording":[],"expect":"y"})", "recording: ");
    whole("a recording and a proxy",
          R"({"id":"x","recording":["HTTP/1.1 200 OK",""],"expect":"y","proxy":{}})", "proxy: ");
    whole("a recording and targets",
          R"({"id":"x","recording":["HTTP/1.1 200 OK",""],"expect":"y","targets":["http://www.practice.test/"]})",
          "targets: ");
    whole("names that are found",
          R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y","computer":{"names":"resolved"}})",
          "computer.names: ");
    proxy("an open door", R"({"door":"open"})", "proxy.door: ");
    proxy("a door and a behaviour", R"({"door":"closed","rules":[{"do":[{"close":true}]}]})",
          "proxy.door: ");
    proxy("an address that cannot be reached, and another",
          R"({"door":"unreachable","addresses":["127.0.0.1"]})", "proxy.addresses: ");
    proxy("an address of others", R"({"addresses":["192.0.2.1"]})", "proxy.addresses: ");
    whole("a misspelt word", R"({"id":"x","target":["http://www.practice.test/"]})", "target: ");
    whole("a misspelt word deeper", R"({"id":"x","sign_in":{"pasword":"p"}})", "sign_in.pasword: ");
    whole(
        "a limit out of range",
        R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y","limits":{"idle_ms":0}})",
        "limits.idle_ms: ");
    whole("a memory of something else",
          R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y","earlier":{"refused":[]}})",
          "earlier.refused: ");
    whole("a memory of no password",
          R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y","earlier":{"accepted":[{}]}})",
          "earlier.accepted[0].password: ");
    whole("a memory of the future",
          R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y",)"
          R"("earlier":{"accepted":[{"password":"p","days_ago":0}]}})",
          "earlier.accepted[0].days_ago: ");
    whole("no behaviour", R"({"id":"x","targets":["http://www.practice.test/"],"expect":"y"})",
          "proxy.rules: ");
    proxy("an empty rule", R"({"rules":[{}]})", "proxy.rules[0].do: ");
    proxy("an unknown condition", R"({"rules":[{"when":{"metod":"GET"},"do":[{"close":true}]}]})",
          "proxy.rules[0].when.metod: ");
    proxy("an unknown kind of sign-in",
          R"({"rules":[{"when":{"signed":"maybe"},"do":[{"close":true}]}]})",
          "proxy.rules[0].when.signed: ");
    proxy("a port out of range", R"({"rules":[{"when":{"port":70000},"do":[{"close":true}]}]})",
          "proxy.rules[0].when.port: ");
    proxy("half a port", R"({"rules":[{"when":{"port":80.5},"do":[{"close":true}]}]})",
          "proxy.rules[0].when.port: ");
    proxy("an account without a user",
          R"({"accepts":[{"password":"p"}],"rules":[{"do":[{"close":true}]}]})",
          "proxy.accepts[0].user: ");
    proxy("a site without a status line",
          R"({"sites":{"a":{"body":"b"}},"rules":[{"do":[{"close":true}]}]})",
          "proxy.sites.a.line: ");
    step("an unknown step", R"({"explode":true})", "proxy.rules[1].do[0].explode: ");
    step("two things at once", R"({"close":true,"reset":true})", "proxy.rules[1].do[0].step: ");
    step("no thing at all", R"({})", "proxy.rules[1].do[0].step: ");
    step("close: false", R"({"close":false})", "proxy.rules[1].do[0].close: ");
    step("an answer without a line", R"({"answer":{"body":"b"}})",
         "proxy.rules[1].do[0].answer.line: ");
    step("an answer with an odd length", R"({"answer":{"line":"HTTP/1.1 200 OK","length":"5"}})",
         "proxy.rules[1].do[0].answer.length: ");
    step("half a byte", R"({"send_hex":"abc"})", "proxy.rules[1].do[0].send_hex: ");
    step("broken Base64", R"({"send_base64":"%%%%"})", "proxy.rules[1].do[0].send_base64: ");
    step("a delay of a day", R"({"delay_ms":86400000})", "proxy.rules[1].do[0].delay_ms: ");
    step("an unknown tunnel", R"({"tunnel":"channel"})", "proxy.rules[1].do[0].tunnel: ");
    step("a body of unknown size", R"({"big_body":{}})", "proxy.rules[1].do[0].big_body.bytes: ");
    step("a body beyond all bounds", R"({"big_body":{"bytes":1e15}})",
         "proxy.rules[1].do[0].big_body.bytes: ");
    step("a drip of nothing", R"({"drip":{"every_ms":5}})", "proxy.rules[1].do[0].drip.text: ");
}

void TestScenario::refusals()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, place);
    const QJsonObject object = parsed(json.constData());
    QVERIFY2(!object.isEmpty() || json == "{}", "the test's own JSON is broken");
    const auto scenario = pt::scenarioFromJson(object);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, u"practice.bad-scenario"_s);
    QVERIFY2(scenario.error().detail.startsWith(place), qPrintable(scenario.error().detail));
}

void TestScenario::credentials()
{
    pt::Scenario scenario;
    QVERIFY(scenario.credentials().isEmpty());
    scenario.user = u"anna"_s;
    QCOMPARE(scenario.credentials().user, u"anna"_s);
    QVERIFY(!scenario.credentials().password);
    scenario.hasPassword = true;
    QVERIFY(scenario.credentials().password);
    QVERIFY(scenario.credentials().password->isEmpty());
    scenario.password = u"made-up"_s;
    QVERIFY(scenario.credentials().password->equals(pt::Secret::takeUtf8("made-up")));
    QCOMPARE(scenario.password, u"made-up"_s); // still there for the next run
}

void TestScenario::limits()
{
    const pt::RunLimits usual;
    const auto silent = pt::scenarioById(u"silent"_s);
    QVERIFY(silent);
    QVERIFY2(silent->limits.idleMs < 5000, "somebody who practises would wait too long");
    const auto right = pt::scenarioById(u"right"_s);
    QVERIFY(right);
    QCOMPARE(right->limits, usual);
}

void TestScenario::conditions_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<bool>("matches");

    // The request: CONNECT www.practice.test:8443, signed in wrongly, second of its connection,
    // fifth of all.
    const auto row = [](const char *when, bool matches) {
        QTest::newRow(when) << QByteArray(when) << matches;
    };
    row(R"({})", true);
    row(R"({"method":"CONNECT"})", true);
    row(R"({"method":"GET"})", false);
    row(R"({"port":8443})", true);
    row(R"({"port":443})", false);
    row(R"({"host":"www.practice.test"})", true);
    row(R"({"host":"WWW.practice.TEST"})", true);
    row(R"({"host":"*.practice.test"})", true);
    row(R"({"host":"practice.test"})", false);
    row(R"({"signed":"wrong"})", true);
    row(R"({"signed":"right"})", false);
    row(R"({"signed":["none","wrong"]})", true);
    row(R"({"signed":["none","right"]})", false);
    row(R"({"signed":"any"})", true);
    row(R"({"request_on_connection":2})", true);
    row(R"({"request_on_connection":1})", false);
    row(R"({"request":5})", true);
    row(R"({"request":2})", false);
    row(R"({"request_from":5})", true);
    row(R"({"request_from":4})", true);
    row(R"({"request_from":6})", false);
    row(R"({"method":"CONNECT","port":443})", false);
}

void TestScenario::conditions()
{
    QFETCH(QByteArray, when);
    QFETCH(bool, matches);
    const auto behaviour = pt::practiceBehaviourFromJson(
        parsed((R"({"rules":[{"do":[{"close":true}],"when":)" + when + "}]}").constData()));
    QVERIFY2(behaviour, behaviour ? "" : qPrintable(behaviour.error().detail));
    const auto head
        = pt::parseHead("CONNECT www.practice.test:8443 HTTP/1.1\r\nHost: other:1\r\n\r\n");
    QVERIFY(head);
    auto request = pt::readPracticeRequest(*head);
    QVERIFY(request);
    request->signedIn = pt::PracticeSigned::Wrong;
    request->onConnection = 2;
    request->overall = 5;
    QCOMPARE(behaviour->ruleFor(*request) != nullptr, matches);
}

void TestScenario::firstRuleWins()
{
    const auto behaviour = pt::practiceBehaviourFromJson(parsed(
        R"({"rules":[{"when":{"method":"PUT"},"do":[{"close":true}]},{"do":[{"silent":true}]},
                     {"do":[{"reset":true}]}]})"));
    QVERIFY(behaviour);
    pt::PracticeRequest request;
    request.method = "GET";
    QVERIFY(behaviour->ruleFor(request));
    QCOMPARE(behaviour->ruleFor(request)->steps.first().kind, pt::PracticeStep::Kind::Silent);
}

void TestScenario::siteAnswers()
{
    const auto behaviour = pt::practiceBehaviourFromJson(parsed(
        R"({"via":"1.1 here","sites":{"WWW.practice.test":{"line":"HTTP/1.1 404 Not Found","body":"gone"}},
            "rules":[{"do":[{"answer_as_target":true}]}]})"));
    QVERIFY(behaviour);
    QCOMPARE(behaviour->siteAnswer("www.practice.test", true),
             "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"_ba);
    QCOMPARE(behaviour->siteAnswer("www.practice.test", false),
             "HTTP/1.1 404 Not Found\r\nVia: 1.1 here\r\nContent-Length: 4\r\n\r\ngone"_ba);
    QVERIFY(behaviour->siteAnswer("other.practice.test", true).startsWith("HTTP/1.1 200 OK\r\n"));
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
