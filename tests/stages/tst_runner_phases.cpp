// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"
#include "stages/RunRecorder.h"

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

const QByteArray statusPart = "HTTP/1.1 407 Proxy Auth";
const QByteArray headPart = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic rea";
const QByteArray cutHead = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"office\"\r\n"
                           "Content-Length: 100\r\n\r\n";
const QByteArray cutBody = "short";

const Finding *findingOf(const Diagnosis &diagnosis, const QString &cause)
{
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause == cause)
            return &finding;
    }
    return nullptr;
}

QByteArray story(const RunRecorder &recorder, const Diagnosis &diagnosis)
{
    QStringList lines = recorder.exchanges();
    for (const Finding &finding : diagnosis.findings)
        lines.append(finding.cause + u' ' + toString(finding.severity));
    return lines.join(u'\n').toUtf8();
}

} // namespace

Q_DECLARE_METATYPE(test::ScriptedServer::Script)
Q_DECLARE_METATYPE(test::Act)

/// A proxy that ends the connection, with FIN or with RST, or falls silent, in each phase of an
/// exchange: what is found, and where it says that it happened.
class TestRunnerPhases : public QObject
{
    Q_OBJECT

private slots:
    void phase_data();
    void phase();
    void afterAccept_data();
    void afterAccept();
    void closesBehindEach407_data();
    void closesBehindEach407();
    void signedRequestOnKeptConnection_data();
    void signedRequestOnKeptConnection();
    void everySignedRequestIsIgnored();
    void unansweredSignInIsTriedTwiceAtMost_data();
    void unansweredSignInIsTriedTwiceAtMost();
};

void TestRunnerPhases::phase_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("cause"); // of the verdict, or of a finding beside a healthy one
    QTest::addColumn<QMap<QString, QString>>("params");
    using Params = QMap<QString, QString>;
    const auto always = [](const QList<Act> &acts) -> ScriptedServer::Script {
        return [acts](const Seen &) { return acts; };
    };
    for (const bool reset : {false, true}) {
        const char *how = reset ? "RST" : "FIN";
        const QString end = reset ? u"reset"_s : u"closed-by-peer"_s;
        const Act cut = reset ? resetIt() : closeIt();
        const auto row = [&](const char *where, const ScriptedServer::Script &script,
                             const QString &target, const QString &cause, Params params) {
            params.insert(u"end"_s, end);
            QTest::addRow("%s %s", how, where) << script << target << cause << params;
        };
        row("after the request", always({cut}), http, u"network.reset"_s,
            {{u"phase"_s, u"after-request"_s}});
        row("within the status line", always({send(statusPart), wait(20), cut}), http,
            u"endpoint.protocol-broken"_s,
            {{u"phase"_s, u"status-line"_s},
             {u"problem"_s, u"cut-off"_s},
             {u"offset"_s, QString::number(statusPart.size())}});
        row("within the head", always({send(headPart), wait(20), cut}), http,
            u"endpoint.protocol-broken"_s,
            {{u"phase"_s, u"head"_s},
             {u"problem"_s, u"cut-off"_s},
             {u"offset"_s, QString::number(headPart.size())}});
        row("within the page of the 407",
            [cut](const Seen &request) {
                return request.isSigned() ? pass(request)
                                          : QList<Act>{send(cutHead + cutBody), wait(20), cut};
            },
            http, u"endpoint.protocol-broken"_s,
            {{u"phase"_s, u"body"_s},
             {u"problem"_s, u"body-cut-off"_s},
             {u"offset"_s, QString::number(cutHead.size() + cutBody.size())}});
        row("after the 200 to CONNECT",
            [cut](const Seen &request) {
                return request.isConnect() ? QList<Act>{send(connectOk), wait(50), cut}
                                           : pass(request);
            },
            https, u"tunnel.broken-after-established"_s, {{u"bytes"_s, u"0"_s}});
    }
    QTest::addRow("silence after the request")
        << always({silent()}) << http << u"network.no-reply"_s << Params{{u"method"_s, u"GET"_s}};
    QTest::addRow("silence within the head")
        << always({send(headPart), silent()}) << http << u"endpoint.protocol-broken"_s
        << Params{{u"phase"_s, u"head"_s},
                  {u"end"_s, u"idle-timeout"_s},
                  {u"offset"_s, QString::number(headPart.size())}};
}

void TestRunnerPhases::phase()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QString, target);
    QFETCH(QString, cause);
    using Params = QMap<QString, QString>;
    QFETCH(Params, params);
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, {target});
    request.limits.idleMs = 300;
    request.limits.tlsMs = 1000;
    QVERIFY(recorder.run(std::move(request), 8000));
    const Diagnosis diagnosis = diagnose(recorder.result);
    const QByteArray happened = story(recorder, diagnosis);
    const Finding *finding = findingOf(diagnosis, cause);
    QVERIFY2(finding, happened);
    const bool healthy = diagnosis.verdict().severity == Severity::Ok;
    QVERIFY2(healthy ? finding->severity == Severity::Warning : finding == &diagnosis.verdict(),
             happened);
    for (auto it = params.begin(); it != params.end(); ++it)
        QCOMPARE(finding->params.value(it.key()), it.value());
    for (const Evidence &evidence : finding->evidence) {
        if (evidence.source != EvidenceSource::ResponseHead)
            continue;
        const QByteArray &head = recorder.result.exchange(evidence.exchange)->response.head;
        QCOMPARE(QString::fromLatin1(head.mid(evidence.start, evidence.length)), evidence.text);
    }
}

void TestRunnerPhases::afterAccept_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestRunnerPhases::afterAccept()
{
    QFETCH(bool, reset);
    ScriptedServer server([](const Seen &) { return QList<Act>{}; });
    server.setGreeting({reset ? resetIt() : closeIt()});
    RunRecorder recorder;
    QVERIFY2(recorder.run(requestFor(server, {http}), 8000),
             recorder.log.join(u'\n').toUtf8());
    const Diagnosis diagnosis = diagnose(recorder.result);
    QVERIFY2(diagnosis.verdict().cause == u"network.reset"_s, story(recorder, diagnosis));
    // Whether the request was on its way by then is a race that both can win.
    const QString phase = diagnosis.verdict().params.value(u"phase"_s);
    QVERIFY(phase == u"before-request"_s || phase == u"after-request"_s);
    QCOMPARE(server.signedRequests(), 0);
    QVERIFY(server.connections() <= 8);
}

void TestRunnerPhases::closesBehindEach407_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("reset");
    QByteArray saysSo = basicChallenge;
    saysSo.replace("Content-Length", "Connection: close\r\nContent-Length");
    QByteArray old = basicChallenge;
    old.replace("HTTP/1.1", "HTTP/1.0");
    for (const bool reset : {false, true}) {
        const char *how = reset ? "RST" : "FIN";
        QTest::addRow("%s, said before", how) << saysSo << reset;
        QTest::addRow("%s, HTTP/1.0", how) << old << reset;
        QTest::addRow("%s, not said", how) << basicChallenge << reset;
    }
}

/// RFC 9112 section 9.6: a server may close a connection at any time between two requests.
void TestRunnerPhases::closesBehindEach407()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, reset);
    ScriptedServer server([&](const Seen &request) {
        if (request.inside || isRight(request))
            return pass(request);
        return QList<Act>{send(answer), wait(20), reset ? resetIt() : closeIt()};
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https}), 8000));
    const Diagnosis diagnosis = diagnose(recorder.result);
    QVERIFY2(diagnosis.verdict().cause == u"healthy.signed-in"_s, story(recorder, diagnosis));
    QVERIFY2(!findingOf(diagnosis, u"network.reset"_s), story(recorder, diagnosis));
    QCOMPARE(recorder.result.attempts.rejected, 0);
}

void TestRunnerPhases::signedRequestOnKeptConnection_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("end");
    QTest::newRow("silence") << silent() << u"idle-timeout"_s;
    QTest::newRow("FIN") << closeIt() << u"closed-by-peer"_s;
    QTest::newRow("RST") << resetIt() << u"reset"_s;
}

/// The second request of a connection gets no answer, whatever it is.
void TestRunnerPhases::signedRequestOnKeptConnection()
{
    QFETCH(Act, act);
    QFETCH(QString, end);
    QMap<int, int> counts;
    ScriptedServer server([&](const Seen &request) {
        if (!request.inside && ++counts[request.connection] > 1)
            return QList<Act>{act};
        return basicProxy(request);
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, {https});
    request.limits.idleMs = 400;
    QVERIFY(recorder.run(std::move(request), 8000));
    const Diagnosis diagnosis = diagnose(recorder.result);
    const QByteArray happened = story(recorder, diagnosis);
    const Finding *finding = findingOf(diagnosis, u"proxy.retry-ignored"_s);
    QVERIFY2(finding, happened);
    QCOMPARE(finding->params.value(u"end"_s), end);
    const bool quiet = end == u"idle-timeout"_s;
    QVERIFY2((finding == &diagnosis.verdict()) == quiet, happened);
    QVERIFY2(quiet || diagnosis.verdict().cause == u"healthy.signed-in"_s, happened);
    QVERIFY2(!findingOf(diagnosis, u"network.no-reply"_s), happened);
    QVERIFY2(!findingOf(diagnosis, u"network.reset"_s), happened);
    QCOMPARE(server.signedRequests(), 2);
    QCOMPARE(recorder.result.attempts.rejected, 0);
}

/// No answer on any connection is something else.
void TestRunnerPhases::everySignedRequestIsIgnored()
{
    ScriptedServer server([](const Seen &request) {
        return request.isSigned() ? QList<Act>{silent()} : QList<Act>{send(basicChallenge)};
    });
    RunRecorder recorder;
    RunRequest request = requestFor(server, {http, https});
    request.limits.idleMs = 300;
    QVERIFY(recorder.run(std::move(request), 8000));
    const Diagnosis diagnosis = diagnose(recorder.result);
    QVERIFY2(diagnosis.verdict().cause == u"network.no-reply"_s, story(recorder, diagnosis));
    QVERIFY(!findingOf(diagnosis, u"proxy.retry-ignored"_s));
    QCOMPARE(server.signedRequests(), 2); // the one that was not heard, and once more
}

void TestRunnerPhases::unansweredSignInIsTriedTwiceAtMost_data()
{
    QTest::addColumn<Act>("act");
    QTest::newRow("silence") << silent();
    QTest::newRow("FIN") << closeIt();
    QTest::newRow("RST") << resetIt();
}

/// First not heard, then refused: the limit of one refused answer is kept.
void TestRunnerPhases::unansweredSignInIsTriedTwiceAtMost()
{
    QFETCH(Act, act);
    ScriptedServer server([&](const Seen &request) {
        const bool kept = request.connection <= 2;
        return request.isSigned() && kept ? QList<Act>{act} : QList<Act>{send(basicChallenge)};
    });
    RunRecorder recorder;
    RunRequest request = requestFor(server, {http, https}, "wrong-horse");
    request.limits.idleMs = 300;
    QVERIFY(recorder.run(std::move(request), 8000));
    const Diagnosis diagnosis = diagnose(recorder.result);
    QVERIFY2(diagnosis.verdict().cause == u"credentials.rejected"_s, story(recorder, diagnosis));
    QCOMPARE(server.signedRequests(), 2);
    QCOMPARE(recorder.result.attempts.rejected, 1);
}

QTEST_GUILESS_MAIN(TestRunnerPhases)
#include "tst_runner_phases.moc"
