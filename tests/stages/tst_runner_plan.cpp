// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/HostResolver.h"
#include "stages/RunRecorder.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

/// What a row changes in the request.
struct Change
{
    std::function<void(RunRequest &)> apply;
};

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

const QStringList upToChallenge{u"start settings"_s,
                                u"settings passed settings-read"_s,
                                u"start resolve"_s,
                                u"resolve passed name-is-address"_s,
                                u"start connect"_s,
                                u"connect passed connected"_s,
                                u"secure skipped secure-not-used"_s,
                                u"start challenge"_s};

QStringList rest(const QString &after, const QString &code = u"earlier-failed"_s)
{
    const QStringList all{u"settings"_s, u"resolve"_s,   u"connect"_s,
                          u"secure"_s,   u"challenge"_s, u"sign-in"_s,
                          u"tunnel"_s,   u"target"_s,    u"second-opinion"_s};
    QStringList lines;
    for (qsizetype i = all.indexOf(after) + 1; i < all.size(); ++i)
        lines.append(all.at(i) + u" not_tested "_s + code);
    return lines;
}

QList<Act> noSignIn(const Seen &request)
{
    return pass(request);
}

ScriptedServer::Script always(const QByteArray &answer)
{
    return [answer](const Seen &) { return QList<Act>{send(answer)}; };
}

QByteArray challengeOf(const QByteArray &fields)
{
    return "HTTP/1.1 407 No\r\n" + fields + "Content-Length: 0\r\n\r\n";
}

/// Answers as a row says, a while later or never.
class FakeResolver : public HostResolver
{
public:
    void resolve(quint64 generation, const QString &name) override
    {
        asked.append({generation, name});
        if (answersAtOnce)
            answer(generation);
    }
    void abort(quint64 generation) override { aborted.append(generation); }

    void answer(quint64 generation)
    {
        QMetaObject::invokeMethod(
            this, [this, generation] { emit resolved(generation, resolution); },
            Qt::QueuedConnection);
    }

    Resolution resolution;
    bool answersAtOnce = true;
    QList<std::pair<quint64, QString>> asked;
    QList<quint64> aborted;
};

} // namespace

Q_DECLARE_METATYPE(test::ScriptedServer::Script)
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(pt::Resolution)

/// Each plan as the ordered log of its events.
class TestRunnerPlan : public QObject
{
    Q_OBJECT

private slots:
    void plan_data();
    void plan();
    void settings_data();
    void settings();
    void resolve_data();
    void resolve();
    void resolverThatNeverAnswers();
    void staleAnswerOfAnEarlierRun();
    void refused();
    void exchangesAreToldOnceAndComplete();
    void requestsLookLikeAClients();
    void idnAndUserInfoOfTargets();
};

void TestRunnerPlan::plan_data()
{
    QTest::addColumn<ScriptedServer::Script>("script");
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("log"); // from the challenge on
    QTest::addColumn<QStringList>("exchanges");
    const Change none{[](RunRequest &) {}};
    const Change noCredentials{[](RunRequest &request) { request.credentials = {}; }};

    QTest::newRow("signed in, http and https")
        << ScriptedServer::Script(basicProxy) << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s,    u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,       u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,        u"start target"_s,
                       u"target passed targets-answered"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                       u"sign-in plain 200 c1 basic"_s, u"sign-in connect 200 c2 basic"_s,
                       u"target inside-tunnel 200 c2"_s};

    QTest::newRow("no sign-in asked: nothing is asked twice")
        << ScriptedServer::Script(noSignIn) << QStringList{http, https} << none
        << QStringList{u"challenge passed not-challenged"_s,
                       u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s,
                       u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,
                       u"start target"_s,
                       u"target passed targets-answered"_s,
                       u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 200 c1"_s, u"challenge connect 200 c2"_s,
                       u"target inside-tunnel 200 c2"_s};

    QTest::newRow("only http") << ScriptedServer::Script(basicProxy) << QStringList{http} << none
                               << QStringList{u"challenge passed challenged"_s,
                                              u"start sign-in"_s,
                                              u"sign-in passed signed-in"_s,
                                              u"start tunnel"_s,
                                              u"tunnel skipped no-tunnel-needed"_s,
                                              u"start target"_s,
                                              u"target passed targets-answered"_s,
                                              u"second-opinion skipped not-offered"_s}
                               << QStringList{u"challenge plain 407 c1"_s,
                                              u"sign-in plain 200 c1 basic"_s};

    QTest::newRow("only https")
        << ScriptedServer::Script(basicProxy) << QStringList{https} << none
        << QStringList{u"challenge passed challenged"_s,    u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,       u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,        u"start target"_s,
                       u"target passed targets-answered"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge connect 407 c1"_s, u"sign-in connect 200 c1 basic"_s,
                       u"target inside-tunnel 200 c1"_s};

    QTest::newRow("several of each: later ones are signed unasked")
        << ScriptedServer::Script(basicProxy)
        << QStringList{http, u"http://second.test/"_s, https, u"https://other.test/"_s} << none
        << QStringList{u"challenge passed challenged"_s,    u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,       u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,        u"start target"_s,
                       u"target passed targets-answered"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 407 c1"_s,      u"challenge connect 407 c2"_s,
                       u"sign-in plain 200 c1 basic"_s,  u"sign-in connect 200 c2 basic"_s,
                       u"target inside-tunnel 200 c2"_s, u"tunnel connect 200 c1 basic"_s,
                       u"target inside-tunnel 200 c1"_s, u"target plain 200 c3 basic"_s};

    QTest::newRow("wrong password")
        << ScriptedServer::Script(always(basicChallenge)) << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed rejected"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                       u"sign-in plain 407 c1 basic rejected"_s};

    QTest::newRow("no credentials")
        << ScriptedServer::Script(basicProxy) << QStringList{http, https} << noCredentials
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed no-credentials"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s};

    QTest::newRow("user without a password")
        << ScriptedServer::Script(basicProxy) << QStringList{http}
        << Change{[](RunRequest &request) { request.credentials.password.reset(); }}
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed incomplete"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s};

    QTest::newRow("colon in the user name")
        << ScriptedServer::Script(basicProxy) << QStringList{http}
        << Change{[](RunRequest &request) { request.credentials.user = u"d:ev"_s; }}
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed auth.colon-in-user-name"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s};

    QTest::newRow("only schemes of others")
        << ScriptedServer::Script(always(challengeOf("Proxy-Authenticate: Bearer\r\n")))
        << QStringList{http} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed scheme-unknown"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s};

    QTest::newRow("Negotiate, and no Kerberos here")
        << ScriptedServer::Script(always(challengeOf("Proxy-Authenticate: Negotiate\r\n")))
        << QStringList{http} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed kerberos.unavailable"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s};

    QTest::newRow("407 without a challenge")
        << ScriptedServer::Script(always(challengeOf({}))) << QStringList{http} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed challenge-missing"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s};

    QTest::newRow("Basic without a realm is not answered")
        << ScriptedServer::Script(always(challengeOf("Proxy-Authenticate: Basic\r\n")))
        << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed challenge-malformed"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s};

    QTest::newRow(
        "CONNECT port refused before the sign-in: the plain path goes on, port 443 is asked about")
        << ScriptedServer::Script([](const Seen &request) {
               if (request.isConnect() && !request.head.contains(":443 "))
                   return QList<Act>{send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")};
               return basicProxy(request);
           })
        << QStringList{http, u"https://site.test:8443/"_s} << none
        << QStringList{u"challenge passed challenged"_s,    u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,       u"start tunnel"_s,
                       u"tunnel warning tunnel-refused"_s,  u"start target"_s,
                       u"target passed targets-answered"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 403 c2"_s,
                       u"sign-in plain 200 c1 basic"_s, u"tunnel connect 407 c2 control"_s};

    QTest::newRow("CONNECT unknown, https only: a plain request is asked about")
        << ScriptedServer::Script([](const Seen &request) {
               if (request.isConnect())
                   return QList<Act>{send("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")};
               return pass(request);
           })
        << QStringList{https} << none
        << QStringList{u"challenge passed not-challenged"_s, u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s, u"start tunnel"_s,
                       u"tunnel failed tunnel-refused"_s}
            + rest(u"tunnel"_s)
        << QStringList{u"challenge connect 405 c1"_s, u"tunnel plain 200 c1 control"_s};

    QTest::newRow("rejected with 401, as tinyproxy does")
        << ScriptedServer::Script([](const Seen &request) {
               const QByteArray status = request.isSigned() ? "HTTP/1.0 401 Unauthorized\r\nWWW-"
                                                            : "HTTP/1.0 407 Required\r\nProxy-";
               return QList<Act>{send(status + "Authenticate: Basic realm=\"Tinyproxy\"\r\n\r\nno"),
                                 closeIt()};
           })
        << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in failed rejected"_s}
            + rest(u"sign-in"_s)
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                       u"sign-in plain 401 c3 basic rejected"_s};

    QTest::newRow("plain accepted, CONNECT refused")
        << ScriptedServer::Script([](const Seen &request) {
               return request.isConnect() ? QList<Act>{send(basicChallenge)} : basicProxy(request);
           })
        << QStringList{http, https} << none << QStringList{u"challenge passed challenged"_s,
                                                           u"start sign-in"_s,
                                                           u"sign-in warning signed-in-partly"_s,
                                                           u"start tunnel"_s,
                                                           u"tunnel not_tested earlier-failed"_s,
                                                           u"start target"_s,
                                                           u"target passed targets-answered"_s,
                                                           u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                       u"sign-in plain 200 c1 basic"_s, u"sign-in connect 407 c2 basic rejected"_s};

    QTest::newRow("plain challenged, CONNECT let through")
        << ScriptedServer::Script([](const Seen &request) {
               return request.isConnect() || request.inside ? pass(request) : basicProxy(request);
           })
        << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s,    u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,       u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,        u"start target"_s,
                       u"target passed targets-answered"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{};

    QTest::newRow("403 for everything, no challenge")
        << ScriptedServer::Script(always("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"))
        << QStringList{http, https} << none
        << QStringList{u"challenge passed not-challenged"_s,
                       u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s,
                       u"start tunnel"_s,
                       u"tunnel warning tunnel-refused"_s,
                       u"start target"_s,
                       u"target failed target-error"_s,
                       u"second-opinion not_tested earlier-failed"_s}
        << QStringList{u"challenge plain 403 c1"_s, u"challenge connect 403 c2"_s};

    QTest::newRow("the target's certificate is not trusted: nothing is sent to it")
        << ScriptedServer::Script(basicProxy) << QStringList{https}
        << Change{[](RunRequest &request) { request.extraTrust.clear(); }}
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in passed signed-in"_s, u"start tunnel"_s,
                       u"tunnel failed tunnel-untrusted"_s}
            + rest(u"tunnel"_s)
        << QStringList{u"challenge connect 407 c1"_s, u"sign-in connect 200 c1 basic"_s,
                       u"tunnel inside-tunnel 0 c1 tls-failed"_s};

    QTest::newRow("the target's certificate is for another name")
        << ScriptedServer::Script(noSignIn) << QStringList{u"https://elsewhere.example/"_s} << none
        << QStringList{u"challenge passed not-challenged"_s, u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s, u"start tunnel"_s,
                       u"tunnel failed tunnel-untrusted"_s}
            + rest(u"tunnel"_s)
        << QStringList{u"challenge connect 200 c1"_s, u"tunnel inside-tunnel 0 c1 tls-failed"_s};

    QTest::newRow("the tunnel breaks behind the 200")
        << ScriptedServer::Script([](const Seen &request) {
               if (request.isConnect())
                   return QList<Act>{send(connectOk), closeIt()};
               return pass(request);
           })
        << QStringList{http, https} << none << QStringList{u"challenge passed not-challenged"_s,
                                                           u"start sign-in"_s,
                                                           u"sign-in skipped not-asked"_s,
                                                           u"start tunnel"_s,
                                                           u"tunnel warning tunnel-broken"_s,
                                                           u"start target"_s,
                                                           u"target passed targets-answered"_s,
                                                           u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 200 c1"_s, u"challenge connect 200 c2"_s,
                       u"tunnel inside-tunnel 0 c2 tls-failed"_s};

    QTest::newRow("bytes behind the 200 before any TLS")
        << ScriptedServer::Script([](const Seen &) {
               return QList<Act>{send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")};
           })
        << QStringList{https} << none
        << QStringList{u"challenge passed not-challenged"_s, u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s, u"start tunnel"_s,
                       u"tunnel failed tunnel-broken"_s}
            + rest(u"tunnel"_s)
        << QStringList{u"challenge connect 200 c1"_s, u"tunnel inside-tunnel 0 c1 tls-failed"_s};

    QTest::newRow("the target says 404")
        << ScriptedServer::Script([](const Seen &request) {
               if (request.inside)
                   return QList<Act>{send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")};
               return basicProxy(request);
           })
        << QStringList{http, https} << none
        << QStringList{u"challenge passed challenged"_s, u"start sign-in"_s,
                       u"sign-in passed signed-in"_s,    u"start tunnel"_s,
                       u"tunnel passed tunnel-up"_s,     u"start target"_s,
                       u"target warning target-error"_s, u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 407 c1"_s, u"challenge connect 407 c2"_s,
                       u"sign-in plain 200 c1 basic"_s, u"sign-in connect 200 c2 basic"_s,
                       u"target inside-tunnel 404 c2"_s};

    QTest::newRow("a 407 inside the tunnel is never answered")
        << ScriptedServer::Script([](const Seen &request) {
               return request.inside ? QList<Act>{send(basicChallenge)} : basicProxy(request);
           })
        << QStringList{https} << none << QStringList{u"challenge passed challenged"_s,
                                                     u"start sign-in"_s,
                                                     u"sign-in passed signed-in"_s,
                                                     u"start tunnel"_s,
                                                     u"tunnel passed tunnel-up"_s,
                                                     u"start target"_s,
                                                     u"target failed target-error"_s,
                                                     u"second-opinion not_tested earlier-failed"_s}
        << QStringList{u"challenge connect 407 c1"_s, u"sign-in connect 200 c1 basic"_s,
                       u"target inside-tunnel 407 c1"_s};

    QTest::newRow("only the second target is challenged")
        << ScriptedServer::Script([](const Seen &request) {
               return request.head.contains("second.test") ? basicProxy(request) : pass(request);
           })
        << QStringList{http, u"http://second.test/"_s} << none
        << QStringList{u"challenge passed not-challenged"_s,
                       u"start sign-in"_s,
                       u"sign-in skipped not-asked"_s,
                       u"start tunnel"_s,
                       u"tunnel skipped no-tunnel-needed"_s,
                       u"start target"_s,
                       u"target passed targets-answered"_s,
                       u"second-opinion skipped not-offered"_s}
        << QStringList{u"challenge plain 200 c1"_s, u"tunnel connect 200 c2 control"_s,
                       u"target plain 407 c1"_s, u"target plain 200 c1 basic"_s};
}

void TestRunnerPlan::plan()
{
    QFETCH(ScriptedServer::Script, script);
    QFETCH(QStringList, targets);
    QFETCH(Change, change);
    QFETCH(QStringList, log);
    QFETCH(QStringList, exchanges);
    ScriptedServer server(script);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    RunRequest request = requestFor(server, targets);
    change.apply(request);
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(recorder.log, upToChallenge + log);
    if (!exchanges.isEmpty())
        QCOMPARE(recorder.exchanges(), exchanges);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QVERIFY(!recorder.result.cancelled);
    QVERIFY(!recorder.runner.isRunning());
    QCOMPARE(recorder.result.stages.size(), 9);
    QCOMPARE(server.signedRequests(), recorder.result.attempts.sent);
    bool failed = false;
    for (const StageResult &stage : recorder.result.stages) {
        QVERIFY2(!failed || stage.status == StageStatus::NotTested, "tested after a failed stage");
        failed = failed || stage.status == StageStatus::Failed;
    }
    for (const Seen &seen : server.seen()) {
        QVERIFY2(!seen.inside || !seen.isSigned(), "credentials inside the tunnel");
        QVERIFY2(!seen.head.contains("X-Proxy-Triage"), "the token left the computer");
    }
}

void TestRunnerPlan::settings_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("code");
    QTest::newRow("no host") << Change{[](RunRequest &r) { r.input.endpoint.host.clear(); }}
                             << u"no-host"_s;
    QTest::newRow("no port") << Change{[](RunRequest &r) { r.input.endpoint.port = 0; }}
                             << u"no-port"_s;
    QTest::newRow("PAC") << Change{[](RunRequest &r) {
        r.input.problems.append({InputProblemKind::PacUrl, u"url"_s, -1, 0, {}});
    }} << u"pac-url"_s;
    QTest::newRow("unparsable") << Change{[](RunRequest &r) {
        r.input.problems.append({InputProblemKind::Unparsable, u"url"_s, -1, 0, {}});
    }} << u"unparsable"_s;
    QTest::newRow("no target") << Change{[](RunRequest &r) { r.input.targets.clear(); }}
                               << u"no-targets"_s;
    QTest::newRow("ftp target") << Change{[](RunRequest &r) {
        r.input.targets = {u"ftp://a.test/"_s};
    }} << u"bad-target"_s;
    QTest::newRow("no host in the target")
        << Change{[](RunRequest &r) { r.input.targets = {u"https:///x"_s}; }} << u"bad-target"_s;
}

void TestRunnerPlan::settings()
{
    QFETCH(Change, change);
    QFETCH(QString, code);
    ScriptedServer server(basicProxy);
    RunRecorder recorder;
    RunRequest request = requestFor(server, {http});
    change.apply(request);
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(recorder.log,
             QStringList({u"start settings"_s, u"settings failed "_s + code})
                 + rest(u"settings"_s));
    QCOMPARE(server.connections(), 0);
}

void TestRunnerPlan::resolve_data()
{
    QTest::addColumn<Resolution>("answer");
    QTest::addColumn<QString>("line");
    QTest::newRow("no such name")
        << Resolution{{}, ResolveOutcome::NotFound, {}, 0, u"Host not found"_s}
        << u"resolve failed name-not-found"_s;
    QTest::newRow("no answer") << Resolution{{}, ResolveOutcome::NoAnswer, {}, 0, u"try again"_s}
                               << u"resolve failed name-no-answer"_s;
    QTest::newRow("no network") << Resolution{{}, ResolveOutcome::NoNetwork, {}, 0, {}}
                                << u"resolve failed name-no-network"_s;
    QTest::newRow("resolved to nothing") << Resolution{{}, ResolveOutcome::Resolved, {}, 0, {}}
                                         << u"resolve failed name-no-answer"_s;
    QTest::newRow("resolved") << Resolution{{}, ResolveOutcome::Resolved, {u"127.0.0.1"_s}, 0, {}}
                              << u"resolve passed name-resolved"_s;
}

void TestRunnerPlan::resolve()
{
    QFETCH(Resolution, answer);
    QFETCH(QString, line);
    ScriptedServer server(basicProxy);
    FakeResolver resolver;
    resolver.resolution = answer;
    RunRecorder recorder;
    recorder.runner.setResolver(&resolver);
    RunRequest request = requestFor(server, {http});
    request.input.endpoint.host = u"proxy.test"_s;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(recorder.log.value(3), line);
    QCOMPARE(resolver.asked.size(), 1);
    QCOMPARE(resolver.asked.first().second, u"proxy.test"_s);
    QVERIFY(recorder.result.resolution.has_value());
    QCOMPARE(recorder.result.resolution->name, u"proxy.test"_s);
    if (line.contains(u"failed"_s)) {
        QCOMPARE(recorder.log.mid(4), rest(u"resolve"_s));
        QCOMPARE(server.connections(), 0);
    } else {
        QVERIFY(recorder.stageResult(StageId::Target)->status == StageStatus::Passed);
    }
}

void TestRunnerPlan::resolverThatNeverAnswers()
{
    ScriptedServer server(basicProxy);
    FakeResolver resolver;
    resolver.answersAtOnce = false;
    RunRecorder recorder;
    recorder.runner.setResolver(&resolver);
    RunRequest request = requestFor(server, {http});
    request.input.endpoint.host = u"proxy.test"_s;
    request.limits.resolveMs = 100;
    QVERIFY(recorder.run(std::move(request), 3000));
    QCOMPARE(recorder.log.value(3), u"resolve failed name-timed-out"_s);
    QVERIFY(recorder.result.resolution->outcome == ResolveOutcome::TimedOut);
    QCOMPARE(resolver.aborted.size(), 1);
}

void TestRunnerPlan::staleAnswerOfAnEarlierRun()
{
    ScriptedServer server(basicProxy);
    FakeResolver resolver;
    resolver.answersAtOnce = false;
    RunRecorder recorder;
    recorder.runner.setResolver(&resolver);
    for (int i = 0; i < 2; ++i) {
        RunRequest request = requestFor(server, {http});
        request.input.endpoint.host = u"proxy.test"_s;
        recorder.start(std::move(request));
        QTRY_COMPARE(resolver.asked.size(), i + 1);
    }
    QVERIFY(resolver.asked.at(0).first != resolver.asked.at(1).first);
    // The first question's answer comes late and says something else.
    resolver.resolution = {{}, ResolveOutcome::NotFound, {}, 0, u"late"_s};
    resolver.answer(resolver.asked.at(0).first);
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 0);
    resolver.resolution = {{}, ResolveOutcome::Resolved, {u"127.0.0.1"_s}, 0, {}};
    resolver.answer(resolver.asked.at(1).first);
    QVERIFY(recorder.wait());
    QCOMPARE(recorder.finishes, 1);
    QVERIFY(recorder.result.resolution->outcome == ResolveOutcome::Resolved);
    QVERIFY(recorder.stageResult(StageId::Target)->status == StageStatus::Passed);
}

void TestRunnerPlan::refused()
{
    ScriptedServer server(basicProxy);
    RunRequest request = requestFor(server, {http});
    server.close();
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(recorder.log.mid(4),
             QStringList({u"start connect"_s, u"connect failed connect-refused"_s})
                 + rest(u"connect"_s));
    QCOMPARE(recorder.result.connects.size(), 1);
    QVERIFY(recorder.result.connects.first().outcome == ConnectOutcome::Refused);
    QVERIFY(recorder.result.exchanges.isEmpty());
}

void TestRunnerPlan::exchangesAreToldOnceAndComplete()
{
    ScriptedServer server(basicProxy);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(server, {http, https})));
    QList<Exchange> told = recorder.recorded;
    std::sort(told.begin(), told.end(),
              [](const Exchange &a, const Exchange &b) { return a.id < b.id; });
    QVERIFY(told == recorder.result.exchanges);
    for (qsizetype i = 0; i < told.size(); ++i) {
        const Exchange &e = told.at(i);
        QCOMPARE(e.id, int(i) + 1);
        QVERIFY(e.localPort != 0);
        QCOMPARE(e.remote, u"127.0.0.1:"_s + QString::number(server.serverPort()));
        QVERIFY(e.firstByteMs >= e.startedMs);
        QVERIFY(e.durationMs >= 0);
        QVERIFY(e.response.headComplete);
        QVERIFY2(!e.request.head.contains(QByteArray("dev:right-horse").toBase64()),
                 "credentials recorded");
    }
    const Exchange &challenged = told.at(0);
    QVERIFY(challenged.peerKeptOpen);
    QCOMPARE(challenged.response.body, "nope"_ba);
    QVERIFY(challenged.response.bodyComplete);
    QVERIFY(challenged.qnam.has_value());
    QCOMPARE(challenged.qnam->name, u"ProxyAuthenticationRequiredError"_s);
    const Exchange &inside = told.last();
    QCOMPARE(inside.tunnelOf, told.at(told.size() - 2).id);
    QCOMPARE(inside.response.body, "inside"_ba);
    QVERIFY(inside.tls && inside.tls->established && inside.tls->problems.isEmpty());
    QVERIFY(!inside.tls->chain.isEmpty());
    QVERIFY(inside.tls->version.startsWith(u"TLSv1."_s));
    QCOMPARE(inside.qnam->httpStatus, 200);
    const Exchange &tunnel = told.at(told.size() - 2);
    QVERIFY(tunnel.tunnelBytesSent > 0 && tunnel.tunnelBytesReceived > 0);
    QCOMPARE(recorder.attempts, recorder.result.attempts);
    QCOMPARE(recorder.result.attempts.sent, 2);
    QCOMPARE(recorder.result.attempts.rejected, 0);
}

void TestRunnerPlan::requestsLookLikeAClients()
{
    ScriptedServer server(noSignIn);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRequest request
        = requestFor(server, {u"http://plain.test:8080/a?b=c"_s, u"https://site.test?d"_s});
    request.input.userAgent = u"Agent/1\r\nInjected: yes"_s;
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(server.seen().size(), 3);
    const QByteArray agent = "User-Agent: Agent/1Injected: yes\r\n";
    QByteArrayList heads;
    for (const Seen &seen : server.seen())
        heads.append(seen.head);
    QVERIFY(heads.contains("GET http://plain.test:8080/a?b=c HTTP/1.1\r\nHost: plain.test:8080\r\n"
                           + agent + "Accept: */*\r\nProxy-Connection: Keep-Alive\r\n\r\n"));
    QVERIFY(heads.contains("CONNECT site.test:443 HTTP/1.1\r\nHost: site.test:443\r\n" + agent
                           + "Proxy-Connection: Keep-Alive\r\n\r\n"));
    QVERIFY(heads.contains("GET /?d HTTP/1.1\r\nHost: site.test\r\n" + agent
                           + "Accept: */*\r\nConnection: close\r\n\r\n"));
}

void TestRunnerPlan::idnAndUserInfoOfTargets()
{
    ScriptedServer server([](const Seen &) {
        return QList<Act>{send("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")};
    });
    RunRecorder recorder;
    QVERIFY(recorder.run(requestFor(
        server, {u"http://someone:else@büro.test/#part"_s, u"https://[2001:db8::1]:8443/"_s})));
    QByteArrayList lines;
    for (const Seen &seen : server.seen()) {
        lines.append(seen.line());
        QVERIFY(!seen.head.contains("Authorization"));
        QVERIFY(!seen.head.contains("someone"));
    }
    QVERIFY(lines.contains("GET http://xn--bro-hoa.test/ HTTP/1.1"));
    QVERIFY(lines.contains("CONNECT [2001:db8::1]:8443 HTTP/1.1"));
    QVERIFY(lines.contains("CONNECT [2001:db8::1]:443 HTTP/1.1"));
}

QTEST_GUILESS_MAIN(TestRunnerPlan)
#include "tst_runner_plan.moc"
