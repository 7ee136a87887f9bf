// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"

#include "diagnosis/Diagnose.h"
#include "intake/CaseFromText.h"
#include "protocol/KnownClients.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

QByteArray recorded(const QByteArray &requestLine, const QByteArray &agent,
                    const QList<QByteArray> &offers, const QByteArray &sent = {})
{
    QByteArray text = requestLine + "\r\nHost: www.example.test\r\n";
    if (!agent.isEmpty())
        text += "User-Agent: " + agent + "\r\n";
    if (!sent.isEmpty())
        text += "Proxy-Authorization: " + sent + "\r\n";
    text += "\r\nHTTP/1.1 407 Proxy Authentication Required\r\nVia: 1.1 proxy (squid/6.13)\r\n"
            "X-Squid-Error: ERR_CACHE_ACCESS_DENIED 0\r\n";
    for (const QByteArray &offer : offers)
        text += "Proxy-Authenticate: " + offer + "\r\n";
    return text + "Content-Length: 0\r\n\r\n";
}

const QByteArray tunnel = "CONNECT www.example.test:443 HTTP/1.1";
const QByteArray plain = "GET http://www.example.test/ HTTP/1.1";
const QByteArray basic = "Basic realm=\"Corp\"";

} // namespace

class TestClientRules : public QObject
{
    Q_OBJECT

private slots:
    void verdict_data();
    void verdict();
    void message_data();
    void message();
    void nothingElseIsKeptOfAMessage();
    void versions_data();
    void versions();
    void tableIsRead();
    void badTables_data();
    void badTables();
};

void TestClientRules::verdict_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char *name, const QByteArray &text, const char *cause) {
        QTest::newRow(name) << text << QString::fromLatin1(cause);
    };
    const QList<QByteArray> windows{"Negotiate", "NTLM"};
    row("a program without any of the methods", recorded(tunnel, "python-requests/2.32.3", windows),
        "client.cannot-do-scheme");
    row("the same for plain requests", recorded(plain, "Go-http-client/1.1", {"NTLM"}),
        "client.cannot-do-scheme");
    row("one of the methods is among them",
        recorded(tunnel, "python-requests/2.32.3", {"Negotiate", basic}), "credentials.missing");
    row("a program that can do all", recorded(tunnel, "curl/8.5.0", windows),
        "credentials.missing");
    row("a program nobody knows", recorded(tunnel, "report-tool/1", {basic}), "credentials.missing");
    row("a program without a name", recorded(tunnel, {}, {basic}), "credentials.missing");
    row("a method that nobody knows is the proxy's matter",
        recorded(tunnel, "pip/25.1", {"X-Vendor token"}), "scheme.unknown");
    row("Java and Basic for a tunnel", recorded(tunnel, "Java/1.8.0_352", {basic}),
        "client.basic-disabled-for-tunnels");
    row("the first Java that keeps it back", recorded(tunnel, "Java/1.8.0_111", {basic}),
        "client.basic-disabled-for-tunnels");
    row("a later Java", recorded(tunnel, "Java/17.0.9", {basic}),
        "client.basic-disabled-for-tunnels");
    row("Java before that", recorded(tunnel, "Java/1.8.0_102", {basic}), "credentials.missing");
    row("Java and a plain request", recorded(plain, "Java/17.0.9", {basic}), "credentials.missing");
    row("Java and a further method",
        recorded(tunnel, "Java/17.0.9", {"Digest realm=\"Corp\", nonce=\"n\"", basic}),
        "credentials.missing");
    row("Java that sent it", recorded(tunnel, "Java/17.0.9", {basic}, "Basic ZGV2OnNlY3JldA=="),
        "credentials.rejected");
}

void TestClientRules::verdict()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, cause);
    const Result<Case> value = caseFromText(text);
    QVERIFY(value);
    const Diagnosis diagnosis = diagnose(*value);
    QCOMPARE(diagnosis.verdict().cause, cause);
    QCOMPARE(test::faultIn(*value, diagnosis), QString());
    if (cause.startsWith(u"client."_s)) {
        QVERIFY(diagnosis.verdict().confidence == Confidence::Likely);
        for (const Finding &finding : diagnosis.findings)
            QVERIFY(finding.cause != u"credentials.missing"_s);
    }
}

void TestClientRules::message_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("client"); // empty: not known
    const auto row = [](const char *name, const QByteArray &text, const char *client) {
        QTest::newRow(name) << text << QString::fromLatin1(client);
    };
    row("curl", "curl: (56) CONNECT tunnel failed, response 407", "curl");
    row("git with an older curl",
        "fatal: unable to access 'https://x.test/': Received HTTP code 407 from proxy after CONNECT",
        "curl");
    row("pip", "OSError('Tunnel connection failed: 407 Proxy Authentication Required')",
        "Python requests");
    row("Java", "java.io.IOException: Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 407 X\"",
        "Java");
    row("npm", "npm error 407 Proxy Authentication Required - GET https://registry.test/x", "npm");
    row("Go", "Get \"https://x.test/\": Proxy Authentication Required", "Go");
    row("another status", "curl: (56) CONNECT tunnel failed, response 403", "");
    row("something else", "could not resolve host: proxy.example", "");
}

void TestClientRules::message()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, client);
    const Result<Case> value = caseFromText(text);
    QCOMPARE(value.has_value(), !client.isEmpty());
    if (!value) {
        QCOMPARE(value.error().code, u"intake.not-http"_s);
        return;
    }
    const Diagnosis diagnosis = diagnose(*value);
    QCOMPARE(test::faultIn(*value, diagnosis), QString());
    // A sign-in is asked for, and whether one was sent is not known: no verdict about it.
    QCOMPARE(diagnosis.verdict().cause, u"unknown.needs-a-look"_s);
    QCOMPARE(diagnosis.verdict().params.value(u"question"_s), u"run-live"_s);
    QCOMPARE(diagnosis.findings.size(), 2);
    QCOMPARE(diagnosis.findings.at(1).cause, u"client.hides-the-407"_s);
    QVERIFY(diagnosis.findings.at(1).severity == Severity::Info);
    QCOMPARE(diagnosis.findings.at(1).params.value(u"client"_s), client);
}

void TestClientRules::nothingElseIsKeptOfAMessage()
{
    const Result<Case> value = caseFromText(
        "ClientProxyError http://dev:madeup-Word7@proxy.example:3128 "
        "OSError('Tunnel connection failed: 407 x')");
    QVERIFY(value);
    QCOMPARE(value->clientMessage, u"Tunnel connection failed: 407"_s);
    QVERIFY(value->exchanges.isEmpty());
    QVERIFY(value->input.given.isEmpty());
}

void TestClientRules::versions_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("atLeast");
    const auto row = [](const char *a, const char *b, bool atLeast) {
        QTest::addRow("%s, %s", a, b) << QByteArray(a) << QByteArray(b) << atLeast;
    };
    row("1.8.0_111", "1.8.0_111", true);
    row("1.8.0_112", "1.8.0_111", true);
    row("1.8.0_99", "1.8.0_111", false);
    row("1.7.0_301", "1.8.0_111", false);
    row("11.0.2", "1.8.0_111", true);
    row("17", "11", true);
    row("11", "11.0.1", false);
    row("", "1.8.0_111", false);
    row("unknown", "1.8.0_111", false);
    row("99999999999999999999", "11", true);
}

void TestClientRules::versions()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QTEST(isAtLeast(a, b), "atLeast");
}

void TestClientRules::tableIsRead()
{
    QVERIFY(knownClients().clients.size() >= 15);
    QVERIFY(knownClients().messages.size() >= 10);
    const KnownClient *java = knownClients().byAgent("java/21");
    QVERIFY(java && java->id == u"java"_s);
    QCOMPARE(versionOf(*java, "Java/21.0.1 (x)"), "21.0.1");
    QVERIFY(!knownClients().byAgent("Jav"));
    QVERIFY(!knownClients().byAgent({}));
}

void TestClientRules::badTables_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("place");
    const QByteArray good
        = R"({"id":"a","name":"A","agent":"a/","schemes":["basic"],"source":"s"})";
    const auto row = [](const char *name, const QByteArray &json, const char *place) {
        QTest::newRow(name) << json << QString::fromLatin1(place);
    };
    row("nothing", "{}", "clients");
    row("a misspelt word", R"({"client":[]})", "table");
    row("an unknown method",
        R"({"clients":[{"id":"a","name":"A","agent":"a/","schemes":["bearer"],"source":"s"}]})",
        "clients[0]");
    row("no source", R"({"clients":[{"id":"a","name":"A","agent":"a/","schemes":["basic"]}]})",
        "clients[0]");
    row("twice", "{\"clients\":[" + good + ',' + good + "]}", "clients[1]");
    row("a message of nobody's",
        "{\"clients\":[" + good + R"(],"messages":[{"client":"b","text":"failed 407","source":"s"}]})",
        "messages[0]");
    row("a message that says too little",
        "{\"clients\":[" + good + R"(],"messages":[{"client":"a","text":"407","source":"s"}]})",
        "messages[0]");
}

void TestClientRules::badTables()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, place);
    const auto table = knownClientsFromJson(json);
    QVERIFY(!table);
    QCOMPARE(table.error().code, u"knowledge.bad-table"_s);
    QCOMPARE(table.error().detail, place);
}

QTEST_APPLESS_MAIN(TestClientRules)
#include "tst_client_rules.moc"
