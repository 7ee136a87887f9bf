// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/RunRecorder.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

/// How long "at once" may take.
constexpr int promptMs = 100;

} // namespace

Q_DECLARE_METATYPE(test::ScriptedServer::Script)

/// Stopping a run, whatever it is at.
class TestRunnerCancel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void waiting_data();
    void waiting();
    void atEachStage_data();
    void atEachStage();
    void fromInsideASignal_data();
    void fromInsideASignal();
    void whileConnecting();
    void twiceAndWithoutARun();
    void startOvertakes();
    void destructionIsSilent();
};

void TestRunnerCancel::initTestCase()
{
    // Made once, so that no test measures it.
    QVERIFY(!siteCertificate().site.isNull());
}

void TestRunnerCancel::waiting_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("requests"); // the server has seen this many when it is stopped
    QTest::addColumn<QByteArray>("kept"); // of the last answer
    const QByteArray half = "HTTP/1.1 200 OK\r\nX-Kept: yes\r\n";
    const auto quiet = [](const Seen &) { return QList<Act>{silent()}; };
    QTest::newRow("no answer yet") << ScriptedServer::Script(quiet) << http << 1 << QByteArray();
    QTest::newRow("in the head") << ScriptedServer::Script([half](const Seen &) {
        return QList<Act>{send(half), silent()};
    }) << http << 1 << half;
    QTest::newRow("in the body") << ScriptedServer::Script([](const Seen &) {
        return QList<Act>{send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), silent()};
    }) << http << 1 << "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"_ba;
    QTest::newRow("signed request") << ScriptedServer::Script([](const Seen &request) {
        return request.isSigned() ? QList<Act>{silent()} : QList<Act>{send(basicChallenge)};
    }) << http << 2 << QByteArray();
    QTest::newRow("TLS in the tunnel") << ScriptedServer::Script([](const Seen &request) {
        return request.isConnect() ? QList<Act>{send(connectOk), silent()} : QList<Act>{silent()};
    }) << https << 1 << QByteArray();
    QTest::newRow("inside the tunnel") << ScriptedServer::Script([half](const Seen &request) {
        return request.inside ? QList<Act>{send(half), silent()} : pass(request);
    }) << https << 2 << half;
}

void TestRunnerCancel::waiting()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QString, target);
    QFETCH(int, requests);
    QFETCH(QByteArray, kept);
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    recorder.start(requestFor(server, {target}));
    QTRY_COMPARE(server.seen().size(), requests);
    QTest::qWait(50); // for what it sends
    QVERIFY(recorder.runner.isRunning());
    QElapsedTimer timer;
    timer.start();
    recorder.cancel();
    QVERIFY(recorder.wait(2000));
    QVERIFY2(timer.elapsed() < promptMs, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QVERIFY(recorder.result.cancelled);
    QVERIFY(!recorder.runner.isRunning());
    QCOMPARE(recorder.result.stages.size(), 9);
    QCOMPARE(recorder.result.stages.last().code, u"cancelled"_s);
    const Exchange &last = recorder.result.exchanges.last();
    QCOMPARE(toString(last.end), u"cancelled"_s);
    QCOMPARE(last.response.head, kept);
    QCOMPARE(recorder.recorded.size(), recorder.result.exchanges.size());
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(server.seen().size(), requests);
}

void TestRunnerCancel::atEachStage_data()
{
    QTest::addColumn<QString>("line"); // of the log, at which it is stopped from the event loop
    for (const char *line :
         {"start settings", "settings passed settings-read", "start resolve", "start connect",
          "connect passed connected", "start challenge", "challenge passed challenged",
          "start sign-in", "sign-in passed signed-in", "start tunnel", "start target"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestRunnerCancel::atEachStage()
{
    QFETCH(QString, line);
    ScriptedServer server(basicProxy);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    const auto look = [&] {
        if (!recorder.log.isEmpty() && recorder.log.last() == line)
            QMetaObject::invokeMethod(
                &recorder, [&] { recorder.cancel(); }, Qt::QueuedConnection);
    };
    connect(&recorder.runner, &Runner::stageStarted, &recorder, look);
    connect(&recorder.runner, &Runner::stageFinished, &recorder, look);
    QVERIFY(recorder.run(requestFor(server, {http, https}), 3000));
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QVERIFY(recorder.result.cancelled);
    QCOMPARE(recorder.result.stages.size(), 9);
    for (qsizetype i = 0; i < recorder.result.stages.size(); ++i)
        QCOMPARE(int(recorder.result.stages.at(i).id), int(i));
}

void TestRunnerCancel::fromInsideASignal_data()
{
    QTest::addColumn<bool>("again"); // another run is started instead
    QTest::newRow("cancel") << false;
    QTest::newRow("start") << true;
}

void TestRunnerCancel::fromInsideASignal()
{
    QFETCH(bool, again);
    ScriptedServer server(basicProxy);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    for (int nth = 1; nth <= 14; ++nth) {
        RunRecorder recorder;
        int count = 0;
        const auto act = [&] {
            if (++count != nth)
                return;
            if (again)
                recorder.runner.start(requestFor(server, {http, https}));
            else
                recorder.runner.cancel();
        };
        connect(&recorder.runner, &Runner::stageStarted, &recorder, act);
        connect(&recorder.runner, &Runner::stageFinished, &recorder, act);
        connect(&recorder.runner, &Runner::exchangeRecorded, &recorder, act);
        connect(&recorder.runner, &Runner::attemptsChanged, &recorder, act);
        QVERIFY2(recorder.run(requestFor(server, {http, https}), 3000),
                 qPrintable(QString::number(nth)));
        QTest::qWait(5);
        QCOMPARE(recorder.finishes, 1);
        QCOMPARE(recorder.result.stages.size(), 9);
        QCOMPARE(recorder.result.cancelled, !again);
    }
}

void TestRunnerCancel::whileConnecting()
{
    // A listener whose queue is full answers no further SYN.
    QTcpServer full;
    full.setListenBacklogSize(1);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    QList<QTcpSocket *> fillers;
    for (int i = 0; i < 4; ++i) {
        fillers.append(new QTcpSocket(&full));
        fillers.last()->connectToHost(QHostAddress::LocalHost, full.serverPort());
    }
    QTest::qWait(100);
    RunRecorder recorder;
    RunRequest request;
    request.input.endpoint.host = u"127.0.0.1"_s;
    request.input.endpoint.port = full.serverPort();
    request.input.targets = {http};
    recorder.start(std::move(request));
    QTRY_VERIFY(recorder.log.contains(u"start connect"_s));
    QTest::qWait(100);
    if (recorder.log.contains(u"connect passed connected"_s))
        QSKIP("this system accepts connections beyond the queue");
    QElapsedTimer timer;
    timer.start();
    recorder.cancel();
    QVERIFY(recorder.wait(2000));
    QVERIFY(timer.elapsed() < promptMs);
    QVERIFY(recorder.result.cancelled);
    QCOMPARE(recorder.result.connects.size(), 1);
    QCOMPARE(toString(recorder.result.connects.first().outcome), u"cancelled"_s);
}

void TestRunnerCancel::twiceAndWithoutARun()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{silent()}; });
    RunRecorder recorder;
    recorder.cancel();
    QTest::qWait(20);
    QCOMPARE(recorder.finishes, 0);
    recorder.start(requestFor(server, {http}));
    recorder.cancel();
    recorder.cancel();
    QVERIFY(recorder.wait(1000));
    recorder.cancel();
    QTest::qWait(20);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QCOMPARE(server.connections(), 0);
    QCOMPARE(recorder.result.stages.size(), 9);
}

void TestRunnerCancel::startOvertakes()
{
    ScriptedServer mute([](const Seen &) { return QList<Act>{silent()}; });
    ScriptedServer server(basicProxy);
    RunRecorder recorder;
    recorder.start(requestFor(mute, {http}));
    QTRY_COMPARE(mute.seen().size(), 1);
    recorder.log.clear();
    QVERIFY(recorder.run(requestFor(server, {http})));
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.log.first(), u"start settings"_s);
    QCOMPARE(recorder.result.input.endpoint.port, server.serverPort());
    QCOMPARE(recorder.exchanges(),
             QStringList({u"challenge plain 407 c1"_s, u"sign-in plain 200 c1 basic"_s}));
}

void TestRunnerCancel::destructionIsSilent()
{
    ScriptedServer server(
        [](const Seen &request) { return request.inside ? QList<Act>{silent()} : pass(request); });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    int finishes = 0;
    {
        SystemClock clock;
        SystemRandom random;
        Runner runner(clock, random);
        connect(&runner, &Runner::finished, this, [&finishes] { ++finishes; });
        runner.start(requestFor(server, {http, https}));
        QTRY_COMPARE(server.seen().size(), 3);
    }
    QTest::qWait(50);
    QCOMPARE(finishes, 0);
}

QTEST_GUILESS_MAIN(TestRunnerCancel)
#include "tst_runner_cancel.moc"
