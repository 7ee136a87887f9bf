// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/RunRecorder.h"

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

} // namespace

Q_DECLARE_METATYPE(test::ScriptedServer::Script)

/// How often a refused password crosses the wire, counted by the proxy.
class TestRunnerBudget : public QObject
{
    Q_OBJECT

private slots:
    void refusedPassword_data();
    void refusedPassword();
    void runnersDoNotShareABudget();
};

void TestRunnerBudget::refusedPassword_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("rejected");
    const ScriptedServer::Script keeps
        = [](const Seen &) { return QList<Act>{send(basicChallenge)}; };
    const ScriptedServer::Script closes = [](const Seen &) {
        return QList<Act>{send("HTTP/1.0 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\n\r\n"),
                          closeIt()};
    };
    const ScriptedServer::Script says401 = [](const Seen &request) {
        return QList<Act>{send(
            request.isSigned() ? "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"office\"\r\n"
                                 "Content-Length: 0\r\n\r\n"_ba
                               : basicChallenge)};
    };
    const ScriptedServer::Script onlyConnect = [](const Seen &request) {
        return request.isConnect() ? QList<Act>{send(basicChallenge)} : pass(request);
    };
    const ScriptedServer::Script onlySecond = [](const Seen &request) {
        return request.head.contains("second.test") || request.head.contains("third.test")
            ? QList<Act>{send(basicChallenge)}
            : pass(request);
    };
    const ScriptedServer::Script drops = [](const Seen &request) {
        return request.isSigned() ? QList<Act>{closeIt()} : QList<Act>{send(basicChallenge)};
    };
    const ScriptedServer::Script dropsThenRefuses = [](const Seen &request) {
        return request.isSigned() && request.connection == 1 ? QList<Act>{closeIt()}
                                                             : QList<Act>{send(basicChallenge)};
    };
    const QStringList both{http, https};
    const QStringList many{http, u"http://second.test/"_s, u"http://third.test/"_s, https,
                           u"https://other.test/"_s};

    QTest::newRow("http") << keeps << QStringList{http} << 1 << 1 << 1;
    QTest::newRow("https") << keeps << QStringList{https} << 1 << 1 << 1;
    QTest::newRow("both") << keeps << both << 1 << 1 << 1;
    QTest::newRow("many targets") << keeps << many << 1 << 1 << 1;
    QTest::newRow("connections closed each time") << closes << many << 1 << 1 << 1;
    QTest::newRow("refused with 401") << says401 << many << 1 << 1 << 1;
    QTest::newRow("only CONNECT asks") << onlyConnect << many << 1 << 1 << 1;
    QTest::newRow("only later targets ask") << onlySecond << many << 1 << 1 << 1;
    QTest::newRow("two allowed: plain and CONNECT") << keeps << both << 2 << 2 << 2;
    QTest::newRow("two allowed, one kind of target: no reason to send it again")
        << keeps << QStringList{http, u"http://second.test/"_s} << 2 << 1 << 1;
    QTest::newRow("three allowed, many targets") << keeps << many << 3 << 2 << 2;
    QTest::newRow("dropped unheard: once more and no further") << drops << many << 1 << 2 << 0;
    QTest::newRow("dropped unheard, then refused") << dropsThenRefuses << many << 1 << 2 << 1;
}

void TestRunnerBudget::refusedPassword()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QStringList, targets);
    QFETCH(int, limit);
    QFETCH(int, sent);
    QFETCH(int, rejected);
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, targets, "wrong-horse");
    request.input.attemptLimit = limit;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(server.signedRequests(), sent);
    QCOMPARE(recorder.result.attempts.sent, sent);
    QCOMPARE(recorder.result.attempts.rejected, rejected);
    QCOMPARE(recorder.result.attempts.limit, limit);
    int marked = 0;
    for (const Exchange &exchange : recorder.result.exchanges)
        marked += exchange.answerRejected ? 1 : 0;
    QCOMPARE(marked, rejected);
}

void TestRunnerBudget::runnersDoNotShareABudget()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{send(basicChallenge)}; });
    RunRecorder recorder;
    for (int i = 1; i <= 2; ++i) {
        recorder.finishes = 0;
        QVERIFY(recorder.run(requestFor(server, {http}, "wrong-horse")));
        QCOMPARE(server.signedRequests(), i);
        QCOMPARE(recorder.result.attempts.sent, 1);
    }
}

QTEST_GUILESS_MAIN(TestRunnerBudget)
#include "tst_runner_budget.moc"
