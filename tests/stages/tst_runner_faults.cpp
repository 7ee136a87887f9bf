// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/RunRecorder.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

/// What a row changes in the request.
struct Change
{
    std::function<void(RunRequest &)> apply = [](RunRequest &) {};
};

/// The highest amount of memory this process has held, in MiB; -1 where the system does not tell.
double peakMemory()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return at < 0 ? -1 : text.mid(at + 6, 20).simplified().split(' ').first().toDouble() / 1024;
}

} // namespace

Q_DECLARE_METATYPE(test::ScriptedServer::Script)
Q_DECLARE_METATYPE(pt::ExchangeEnd)
Q_DECLARE_METATYPE(Change)

/// Proxies that break off, stall, drip and flood, in each phase of an exchange.
class TestRunnerFaults : public QObject
{
    Q_OBJECT

private slots:
    void fault_data();
    void fault();
    void greetings_data();
    void greetings();
    void memory_data();
    void memory();
    void connectionIsUsedAgain();
    void newConnectionAfterHttp10();
    void keptConnectionThatDied();
    void keptConnectionThatSpeaksUnasked();
    void freshConnectionThatDiesIsNotTriedAgain();
    void echoedSecretIsScrubbed();
    void secretAsSchemeIsScrubbed();
    void connectionLimit();
    void manyTargetsShareConnections();
};

void TestRunnerFaults::fault_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QString>("target");
    QTest::addColumn<Change>("change");
    QTest::addColumn<ExchangeEnd>("end"); // of the last exchange
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("failedStage");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const ScriptedServer::Script &script,
                        const QString &target, ExchangeEnd end, const QString &detail,
                        const QString &stage, const QString &code, const Change &change = {}) {
        QTest::newRow(name) << script << target << change << end << detail << stage << code;
    };
    const auto always = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &) { return acts; };
    };
    const auto onConnect = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &request) { return request.isConnect() ? acts : pass(request); };
    };
    const auto inside = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &request) { return request.inside ? acts : pass(request); };
    };
    const auto onSigned = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &request) {
            return request.isSigned() ? acts : QList<Act>{send(basicChallenge)};
        };
    };
    const Change shortIdle{[](RunRequest &request) { request.limits.idleMs = 150; }};
    const Change shortTotal{[](RunRequest &request) { request.limits.exchangeMs = 250; }};
    const Change shortTls{[](RunRequest &request) { request.limits.tlsMs = 150; }};
    using End = ExchangeEnd;
    const QByteArray half = "HTTP/1.1 407 Proxy Auth";
    const QByteArray halfHead = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic rea";
    const QByteArray announced = "HTTP/1.1 407 No\r\nContent-Length: 100\r\n\r\nshort";

    row("reset after the request", always({resetIt()}), http, End::Reset, u"closed-before-answer"_s,
        u"challenge"_s, u"no-reply"_s);
    row("closed after the request", always({closeIt()}), http, End::ClosedByPeer,
        u"closed-before-answer"_s, u"challenge"_s, u"no-reply"_s);
    row("silent", always({silent()}), http, End::IdleTimeout, {}, u"challenge"_s, u"no-reply"_s,
        shortIdle);
    row("reset in the status line", always({send(half), wait(20), resetIt()}), http, End::Reset,
        u"closed-in-head"_s, u"challenge"_s, u"not-http"_s);
    row("closed in the status line", always({send(half), closeIt()}), http, End::ClosedByPeer,
        u"closed-in-head"_s, u"challenge"_s, u"not-http"_s);
    row("reset in the head", always({send(halfHead), wait(20), resetIt()}), http, End::Reset,
        u"closed-in-head"_s, u"challenge"_s, u"not-http"_s);
    row("silent in the head", always({send(halfHead), silent()}), http, End::IdleTimeout, {},
        u"challenge"_s, u"not-http"_s, shortIdle);
    row("reset in the body of a 407", always({send(announced), wait(20), resetIt()}), http,
        End::Reset, u"content-length-mismatch"_s, u"sign-in"_s, u"challenge-missing"_s);
    row("closed in the body of a 407", always({send(announced), closeIt()}), http,
        End::ClosedByPeer, u"content-length-mismatch"_s, u"sign-in"_s, u"challenge-missing"_s);
    row("slow drip of a head", always({drip(basicChallenge, 15)}), http, End::TotalTimeout, {},
        u"challenge"_s, u"not-http"_s, shortTotal);
    row("half-closed after the answer: read to its end",
        always({send("HTTP/1.1 404 Not Found\r\n\r\nthe body"), halfClose()}), http, End::Complete,
        {}, u"target"_s, u"target-error"_s);
    row("half-closed without an answer", always({halfClose(), silent()}), http, End::ClosedByPeer,
        u"closed-before-answer"_s, u"challenge"_s, u"no-reply"_s);
    row("status line without end", always({send("HTTP/1.1 200 "), flood(QByteArray(4096, 'a'))}),
        http, End::LimitReached, u"status-line-too-long"_s, u"challenge"_s, u"not-http"_s);
    row("head without end", always({send("HTTP/1.1 200 OK\r\n"), flood("A: b\r\n")}), http,
        End::LimitReached, u"header-block-too-large"_s, u"challenge"_s, u"not-http"_s);
    row("interim answers without end", always({flood("HTTP/1.1 100 Continue\r\n\r\n")}), http,
        End::LimitReached, u"too-many-interim"_s, u"challenge"_s, u"not-http"_s);
    row("a broken chunk",
        always({send("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}), http,
        End::Complete, u"bad-chunk"_s, u"target"_s, u"target-error"_s);

    row("CONNECT reset", onConnect({resetIt()}), https, End::Reset, u"closed-before-answer"_s,
        u"challenge"_s, u"no-reply"_s);
    row("tunnel closed before TLS", onConnect({send(connectOk), closeIt()}), https, End::TlsFailed,
        u"closed"_s, u"tunnel"_s, u"tunnel-broken"_s);
    row("tunnel reset before TLS", onConnect({send(connectOk), wait(50), resetIt()}), https,
        End::TlsFailed, u"reset"_s, u"tunnel"_s, u"tunnel-broken"_s);
    row("tunnel silent before TLS", onConnect({send(connectOk), silent()}), https, End::TlsFailed,
        u"timeout"_s, u"tunnel"_s, u"tunnel-broken"_s, shortTls);
    row("no TLS in the tunnel",
        onConnect({send(connectOk), wait(50), send("HTTP/1.1 400 Bad Request\r\n\r\n")}), https,
        End::TlsFailed, u"handshake"_s, u"tunnel"_s, u"tunnel-broken"_s);
    row("reset inside the tunnel", inside({resetIt()}), https, End::Reset,
        u"closed-before-answer"_s, u"target"_s, u"target-no-answer"_s);
    row("silent inside the tunnel", inside({silent()}), https, End::IdleTimeout, {}, u"target"_s,
        u"target-no-answer"_s, shortIdle);
    row("head without end inside the tunnel",
        inside({send("HTTP/1.1 200 OK\r\n"), flood("A: b\r\n")}), https, End::LimitReached,
        u"header-block-too-large"_s, u"target"_s, u"target-no-answer"_s);

    row("signed request: silent", onSigned({silent()}), http, End::IdleTimeout, {}, u"sign-in"_s,
        u"answer-unanswered"_s, shortIdle);
    row("signed request: reset in the head", onSigned({send(half), wait(20), resetIt()}), http,
        End::Reset, u"closed-in-head"_s, u"sign-in"_s, u"answer-unanswered"_s);
}

void TestRunnerFaults::fault()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QString, target);
    QFETCH(Change, change);
    QFETCH(ExchangeEnd, end);
    QFETCH(QString, detail);
    QFETCH(QString, failedStage);
    QFETCH(QString, code);
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, {target});
    change.apply(request);
    QVERIFY(recorder.run(std::move(request), 8000));
    QVERIFY(!recorder.result.exchanges.isEmpty());
    // Behind it there may be the question whether the port speaks TLS.
    QList<Exchange> asked = recorder.result.exchanges;
    asked.removeIf([](const Exchange &e) { return e.form == ExchangeForm::PortProbe; });
    const Exchange &last = asked.constLast();
    QCOMPARE(toString(last.end), toString(end));
    QCOMPARE(last.endDetail, detail);
    QVERIFY(!last.peerKeptOpen);
    const auto failed
        = std::find_if(recorder.result.stages.begin(), recorder.result.stages.end(),
                       [](const StageResult &s) { return s.status == StageStatus::Failed; });
    QVERIFY(failed != recorder.result.stages.end());
    QCOMPARE(toString(failed->id) + u' ' + failed->code, failedStage + u' ' + code);
}

void TestRunnerFaults::greetings_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("SSH") << "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"_ba;
    QTest::newRow("SMTP") << "220 mail.test ESMTP\r\n"_ba;
    QTest::newRow("TLS alert") << QByteArray::fromHex("15030100020246");
}

void TestRunnerFaults::greetings()
{
    QFETCH(QByteArray, greeting);
    ScriptedServer server([](const Seen &) { return QList<Act>{silent()}; });
    server.setGreeting({send(greeting)});
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http}), 5000));
    QCOMPARE(recorder.stageResult(StageId::Challenge)->code, u"not-http"_s);
    const Exchange &exchange = recorder.result.exchanges.last();
    QVERIFY(exchange.response.head.isEmpty());
    QCOMPARE(exchange.response.body, greeting);
    QCOMPARE(exchange.endDetail, u"not-http"_s);
}

void TestRunnerFaults::memory_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QString>("target");
    const auto always = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &) { return acts; };
    };
    const auto inside = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &request) { return request.inside ? acts : pass(request); };
    };
    const QByteArray huge = "Content-Length: 2147483648\r\n\r\n";
    const QByteArray page(64 * 1024, 'x');
    const qint64 twoGigabytes = qint64(2) << 30;
    // A second message of which every offset points behind its end.
    const QByteArray badToken = "NTLM "
        + ("NTLMSSP" + QByteArray(1, '\0') + QByteArray::fromHex("02000000")
           + QByteArray(80, '\xff'))
              .toBase64();
    QTest::newRow("2 GB body of a 407")
        << always({send("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\n" + huge),
                   flood(page, twoGigabytes)})
        << http;
    QTest::newRow("2 GB body of a 407 to CONNECT")
        << always({send("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\n" + huge),
                   flood(page, twoGigabytes)})
        << https;
    QTest::newRow("2 GB body inside the tunnel")
        << inside({send("HTTP/1.1 200 OK\r\n" + huge), flood(page, twoGigabytes)}) << https;
    QTest::newRow("endless header")
        << always({send("HTTP/1.1 407 No\r\n"), flood("X-Filler: " + page + "\r\n")}) << http;
    QTest::newRow("endless header line")
        << always({send("HTTP/1.1 407 No\r\nX-Filler: "), flood(page)}) << http;
    QTest::newRow("endless header inside the tunnel")
        << inside({send("HTTP/1.1 401 No\r\n"), flood("X-Filler: 0123456789\r\n")}) << https;
    QTest::newRow("malformed Type 2 in a 407") << always({send(
        "HTTP/1.1 407 No\r\nProxy-Authenticate: " + badToken + "\r\nContent-Length: 0\r\n\r\n")})
                                               << http;
    QTest::newRow("malformed Type 2 in a 401 inside the tunnel") << inside({send(
        "HTTP/1.1 401 No\r\nWWW-Authenticate: " + badToken + "\r\nContent-Length: 0\r\n\r\n")})
                                                                 << https;
}

/// Neither the memory nor QNetworkAccessManager gets what a hostile proxy sends.
void TestRunnerFaults::memory()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QString, target);
    const double before = peakMemory();
    if (before < 0)
        QSKIP("this system does not tell the memory of a process");
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {target}), 15'000));
    const double growth = peakMemory() - before;
    QVERIFY2(growth < 64, qPrintable(u"grew by %1 MiB"_s.arg(growth)));
    for (const Exchange &exchange : recorder.result.exchanges) {
        QVERIFY(exchange.response.head.size() <= RunLimits().headerBlockBytes);
        QVERIFY(exchange.response.body.size() <= RunLimits().bodyKeptBytes);
    }
    // What it was told: one plain status, whatever the challenge.
    const Exchange &last = recorder.result.exchanges.last();
    QVERIFY(last.qnam.has_value());
    QVERIFY(last.qnam->httpStatus == 407 || last.qnam->httpStatus == 401
            || last.qnam->httpStatus == 200 || last.qnam->httpStatus == 502);
    QVERIFY(server.signedRequests() <= 1);
    QVERIFY2(server.bytesSent() < 32 * 1024 * 1024, "read on");
}

void TestRunnerFaults::connectionIsUsedAgain()
{
    ScriptedServer server(basicProxy);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https})));
    QCOMPARE(server.connections(), 2);
    QHash<bool, QSet<int>> used;
    for (const Seen &seen : server.seen()) {
        if (!seen.inside)
            used[seen.isConnect()].insert(seen.connection);
    }
    QCOMPARE(used[false].size(), 1);
    QCOMPARE(used[true].size(), 1);
}

void TestRunnerFaults::newConnectionAfterHttp10()
{
    ScriptedServer server([](const Seen &request) {
        if (request.inside || isRight(request))
            return pass(request);
        return QList<Act>{
            send("HTTP/1.0 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\n\r\nno"), closeIt()};
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https})));
    QCOMPARE(recorder.exchanges(),
             QStringList({u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                          u"sign-in plain 200 c3 basic"_s, u"sign-in connect 200 c3 basic"_s,
                          u"target inside-tunnel 200 c3"_s}));
    QVERIFY(!recorder.result.exchanges.first().peerKeptOpen);
}

void TestRunnerFaults::keptConnectionThatDied()
{
    ScriptedServer server([](const Seen &request) {
        if (request.isSigned() && request.connection == 1)
            return QList<Act>{closeIt()};
        return basicProxy(request);
    });
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http})));
    QCOMPARE(recorder.exchanges(),
             QStringList({u"challenge plain 407 c1"_s, u"sign-in plain 0 c1 basic closed-by-peer"_s,
                          u"sign-in plain 200 c2 basic"_s}));
    QCOMPARE(recorder.result.attempts.sent, 2);
    QCOMPARE(recorder.stageResult(StageId::SignIn)->status == StageStatus::Passed, true);
}

/// A proxy that says 408 on an idle connection: not the answer to the next request.
void TestRunnerFaults::keptConnectionThatSpeaksUnasked()
{
    bool spoken = false;
    ScriptedServer server([&spoken](const Seen &request) {
        if (!request.isSigned() && !request.isConnect() && !spoken) {
            spoken = true;
            return QList<Act>{send(basicChallenge), wait(30),
                              send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"),
                              closeIt()};
        }
        if (request.isConnect() && !request.isSigned())
            return QList<Act>{wait(100), send(basicChallenge)}; // keeps the first one waiting
        return basicProxy(request);
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https})));
    QVERIFY(spoken);
    for (const Exchange &exchange : recorder.result.exchanges)
        QVERIFY(!exchange.response.head.startsWith("HTTP/1.1 408"));
    QVERIFY(recorder.stageResult(StageId::Target)->status == StageStatus::Passed);
}

void TestRunnerFaults::freshConnectionThatDiesIsNotTriedAgain()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{closeIt()}; });
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https})));
    QCOMPARE(server.connections(), 4); // the last two ask whether the port speaks TLS, or SOCKS
    QCOMPARE(server.seen().size(), 2);
}

void TestRunnerFaults::echoedSecretIsScrubbed()
{
    ScriptedServer server([](const Seen &request) {
        if (!request.isSigned())
            return QList<Act>{send(basicChallenge)};
        const QByteArray echo
            = "You sent right-horse as " + QByteArray("dev:right-horse").toBase64();
        return QList<Act>{send("HTTP/1.1 403 No\r\nX-Echo: " + echo + "\r\nContent-Length: "
                               + QByteArray::number(echo.size()) + "\r\n\r\n" + echo)};
    });
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http})));
    const Exchange &last = recorder.result.exchanges.last();
    QVERIFY(last.response.head.contains("X-Echo: You sent [secret] as "));
    QVERIFY2(!last.response.head.contains("right-horse"), "in the head");
    QVERIFY2(!last.response.body.contains("right-horse"), "in the body");
    QVERIFY2(!last.response.body.contains(QByteArray("dev:right-horse").toBase64()),
             "encoded in the body");
    QVERIFY2(!last.request.head.contains("right-horse"), "in the request");
}

void TestRunnerFaults::secretAsSchemeIsScrubbed()
{
    ScriptedServer server([](const Seen &) {
        return QList<Act>{send("HTTP/1.1 407 No\r\nProxy-Authenticate: right-horse\r\n"
                               "Content-Length: 0\r\n\r\n")};
    });
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http})));
    bool named = false;
    for (const StageResult &stage : recorder.result.stages) {
        for (const QString &value : stage.params) {
            QVERIFY2(!value.contains(u"right-horse"_s), "in what a stage says");
            named = named || value.contains(u"[secret]"_s);
        }
    }
    QVERIFY2(named, "the scheme is not told at all");
}

void TestRunnerFaults::connectionLimit()
{
    ScriptedServer server([](const Seen &) {
        return QList<Act>{send("HTTP/1.0 404 No\r\n\r\nno"), closeIt()};
    });
    RunRecorder recorder;
    QStringList targets;
    for (int i = 0; i < 12; ++i)
        targets.append(u"http://t%1.test/"_s.arg(i));
    QVERIFY(recorder.run(requestFor(server, targets)));
    QCOMPARE(server.connections(), RunLimits().connections);
    QCOMPARE(recorder.result.exchanges.size(), 12);
    int unsent = 0;
    for (const Exchange &exchange : recorder.result.exchanges) {
        if (exchange.end != ExchangeEnd::LimitReached)
            continue;
        ++unsent;
        QCOMPARE(exchange.endDetail, u"connections"_s);
        QVERIFY(exchange.request.head.isEmpty());
    }
    QCOMPARE(unsent, 12 - RunLimits().connections);
}

void TestRunnerFaults::manyTargetsShareConnections()
{
    ScriptedServer server(basicProxy);
    RunRecorder recorder;
    QStringList targets;
    for (int i = 0; i < 20; ++i)
        targets.append(u"http://t%1.test/"_s.arg(i));
    QVERIFY(recorder.run(requestFor(server, targets)));
    QVERIFY(recorder.stageResult(StageId::Target)->status == StageStatus::Passed);
    QVERIFY(server.connections() <= 3);
}

QTEST_GUILESS_MAIN(TestRunnerFaults)
#include "tst_runner_faults.moc"
