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
    void otherSpellings_data();
    void otherSpellings();
    void whatWasRefusedBeforeIsNotSentAgain();
    void weakerMethodOnlyWhenAskedFor();
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

void TestRunnerBudget::otherSpellings_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<QStringList>("sent");
    QTest::addColumn<QStringList>("untried");
    QTest::addColumn<int>("rejected");
    const QStringList all{u"ACME\\dev"_s, u"dev"_s, u"dev@ACME"_s};
    // The right one is sent once more, for the tunnel.
    QTest::newRow("one allowed") << 1 << "dev:horse"_ba << all.first(1)
                                 << QStringList{u"login-user-alone"_s, u"login-user-at-domain"_s}
                                 << 1;
    QTest::newRow("two allowed, the second passes")
        << 2 << "dev:horse"_ba << QStringList{all[0], all[1], all[1]} << QStringList() << 1;
    QTest::newRow("two allowed, the third would pass")
        << 2 << "dev@ACME:horse"_ba << all.first(2) << QStringList{u"login-user-at-domain"_s} << 2;
    QTest::newRow("three allowed, the third passes")
        << 3 << "dev@ACME:horse"_ba << QStringList{all[0], all[1], all[2], all[2]} << QStringList()
        << 2;
    QTest::newRow("three allowed, none passes") << 3 << "none:none"_ba << all << QStringList() << 3;
    QTest::newRow("more than is ever allowed") << 9 << "none:none"_ba << all << QStringList() << 3;
    QTest::newRow("passes as typed") << 3 << "ACME\\dev:horse"_ba << QStringList{all[0], all[0]}
                                     << QStringList() << 0;
}

void TestRunnerBudget::otherSpellings()
{
    QFETCH(int, limit);
    QFETCH(QByteArray, accepted);
    QFETCH(QStringList, sent);
    QFETCH(QStringList, untried);
    QFETCH(int, rejected);
    QStringList seen;
    ScriptedServer server([&](const Seen &request) {
        if (request.inside)
            return pass(request);
        const qsizetype at = request.head.indexOf("\r\nProxy-Authorization: Basic ");
        if (at < 0)
            return QList<Act>{send(basicChallenge)};
        const qsizetype from = at + 29;
        const QByteArray plain = QByteArray::fromBase64(
            request.head.mid(from, request.head.indexOf('\r', from) - from));
        seen.append(QString::fromUtf8(plain.left(plain.indexOf(':'))));
        return plain == accepted ? pass(request) : QList<Act>{send(basicChallenge)};
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, {http, https}, "horse");
    request.credentials.user = request.input.user = u"ACME\\dev"_s;
    request.input.attemptLimit = limit;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(seen, sent);
    QCOMPARE(recorder.result.attempts.sent, int(sent.size()));
    QCOMPARE(recorder.result.attempts.rejected, rejected);
    QCOMPARE(recorder.result.attempts.untried, untried);
    QCOMPARE(recorder.stageResult(StageId::SignIn)->status == StageStatus::Passed,
             seen.size() > rejected);
    for (const Exchange &exchange : recorder.result.exchanges) {
        const auto head = parseHead(exchange.request.head);
        const bool typed = head && head->has("Proxy-Authorization")
            && exchange.request.head.contains("ACME\\");
        if (!exchange.answeredScheme.isEmpty())
            QCOMPARE(exchange.alternative.isEmpty(), typed);
        else
            QCOMPARE(exchange.alternative, QString());
    }
}

void TestRunnerBudget::whatWasRefusedBeforeIsNotSentAgain()
{
    for (const bool any : {true, false}) {
        ScriptedServer server([](const Seen &) { return QList<Act>{send(basicChallenge)}; });
        RunRecorder recorder;
        RunRequest request = requestFor(server, {http}, "horse");
        request.credentials.user = request.input.user = u"ACME\\dev"_s;
        request.input.attemptLimit = 2;
        request.input.refusedBefore = {u"as-typed"_s, u"login-user-alone"_s};
        if (!any)
            request.input.refusedBefore.append(u"login-user-at-domain"_s);
        QVERIFY(recorder.run(std::move(request)));
        QCOMPARE(server.signedRequests(), any ? 1 : 0);
        const QByteArray last = server.seen().last().head;
        QCOMPARE(last.contains("Basic " + QByteArray("dev@ACME:horse").toBase64() + "\r\n"), any);
    }
}

void TestRunnerBudget::weakerMethodOnlyWhenAskedFor()
{
    for (const bool asked : {false, true}) {
        ScriptedServer server([](const Seen &request) {
            return isRight(request)
                ? pass(request)
                : QList<Act>{send("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\n"
                                  "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n"
                                  "Content-Length: 0\r\n\r\n")};
        });
        RunRecorder recorder;
        RunRequest request = requestFor(server, {http});
        request.input.auth = asked ? AuthChoice::Basic : AuthChoice::Any;
        request.input.attemptLimit = 3;
        QVERIFY(recorder.run(std::move(request)));
        QCOMPARE(recorder.result.attempts.rejected, asked ? 0 : 2);
        for (const Seen &seen : server.seen())
            QVERIFY(asked || !seen.head.contains("Authorization: Basic "));
    }
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
