// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/WatchLog.h"
#include "platform/ComputerSettings.h"
#include "practice/PracticeProxy.h"
#include "practice/PracticeSettings.h"
#include "stages/RunRecorder.h"
#include "stages/Watch.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace test;

namespace {

const QString http = u"http://plain.test/"_s;
const QString https = u"https://site.test/"_s;

/// Names one proxy, and counts how often it is asked.
class OneSetting final : public SettingsReader
{
public:
    OneSetting(const ProxyEndpoint &endpoint, const QByteArray &password)
        : m_password(password)
    {
        m_source.kind = SourceKind::Environment;
        m_source.name = u"http_proxy"_s;
        m_source.endpoint = endpoint;
        m_source.value = u"http://dev:***@"_s + endpoint.authority();
    }
    void read(const QStringList &, const Credentials &, const QString &,
              std::function<void(Found)> done) override
    {
        ++reads;
        QTimer::singleShot(0, &m_context, [this, done] { done({{m_source}, {}}); });
    }
    void cancel() override { }
    Credentials credentialsOf(const ProxySource &) const override
    {
        return {
            u"dev"_s, {}, Secret::takeUtf8(QByteArray(m_password.constData(), m_password.size()))};
    }
    QList<const Secret *> secrets() const override { return {}; }

    int reads = 0;

private:
    QObject m_context;
    ProxySource m_source;
    QByteArray m_password;
};

/// A watch and what it told.
class WatchRecorder : public QObject
{
    Q_OBJECT

public:
    WatchRecorder(RunRequest run, int rounds, int intervalMs = 10)
    {
        WatchRequest request;
        request.run = std::move(run);
        request.intervalMs = intervalMs;
        request.durationMs = 60'000;
        request.mostRounds = rounds;
        make(std::move(request));
    }
    explicit WatchRecorder(WatchRequest request) { make(std::move(request)); }

    bool run()
    {
        start();
        return QTest::qWaitFor([this] { return finishes > 0; }, 30'000);
    }
    void start()
    {
        inCall = true;
        watch->start();
        inCall = false;
    }
    void cancel()
    {
        inCall = true;
        watch->cancel();
        inCall = false;
    }
    QStringList signIns() const
    {
        QStringList list;
        for (const WatchRound &round : log.rounds())
            list.append(toString(round.signIn));
        return list;
    }
    /// "sign-in: accepted -> refused (3)"
    QStringList changes(WatchAspect aspect) const
    {
        QStringList list;
        for (const WatchChange &change : log.changes()) {
            if (change.aspect == aspect) {
                list.append(u"%1%2 -> %3 (%4)"_s.arg(
                    change.what.isEmpty() ? QString() : change.what + u": "_s, change.before,
                    change.after, QString::number(change.round)));
            }
        }
        return list;
    }

    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Watch> watch;
    WatchLog log;
    QList<bool> withheld;
    QList<Case> cases;
    int started = 0;
    int finishes = 0;
    int overlaps = 0;
    int early = 0; ///< signals from inside start() or cancel()
    bool inCall = false;
    std::function<void(int)> onRound;

private:
    void make(WatchRequest request)
    {
        watch = std::make_unique<Watch>(clock, random, std::move(request));
        connect(watch.get(), &Watch::roundStarted, this, [this](int number) {
            early += inCall ? 1 : 0;
            overlaps += started != int(cases.size()) || number != started + 1 ? 1 : 0;
            ++started;
        });
        connect(watch.get(), &Watch::roundFinished, this, [this](const Case &value, bool kept) {
            early += inCall ? 1 : 0;
            cases.append(value);
            withheld.append(kept);
            log.add(value, kept);
            if (onRound)
                onRound(int(cases.size()));
        });
        connect(watch.get(), &Watch::finished, this, [this] {
            early += inCall ? 1 : 0;
            ++finishes;
        });
    }
};

} // namespace

/// A proxy that is tested again and again, and what of the sign-in crosses the wire meanwhile.
class TestWatch : public QObject
{
    Q_OBJECT

private slots:
    void everyRoundIsAWholeTestWhileTheSignInIsAccepted();
    void refusedSecretIsSentOnce_data();
    void refusedSecretIsSentOnce();
    void refusalAfterAcceptance();
    void allowedSpellingsAreTriedInTheFirstRoundOnly();
    void unheardSignInIsGivenUp();
    void signInThatNothingProvedIsNotRepeated();
    void goodSignInOutlivesADeadProxy();
    void withheldFromTheStart();
    void nothingToSignInWith();
    void nodeAndStatusChange();
    void roundsDoNotOverlap();
    void intervalAndDuration();
    void cancelInTheFirstRound();
    void cancelBetweenRounds();
    void cancelFromARound();
    void cancelTwiceAndBeforeTheStart();
    void destructionIsSilent();
    void passwordOfASetting_data();
    void passwordOfASetting();
    void everyKindOfSignIn_data();
    void everyKindOfSignIn();
};

void TestWatch::everyRoundIsAWholeTestWhileTheSignInIsAccepted()
{
    ScriptedServer server(basicProxy);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    WatchRecorder recorder(requestFor(server, {http, https}), 4);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QCOMPARE(recorder.overlaps, 0);
    QCOMPARE(recorder.signIns(), QStringList(4, u"accepted"_s));
    QCOMPARE(recorder.withheld, QList<bool>(4, false));
    QCOMPARE(server.signedRequests(), 8);
    QVERIFY(recorder.log.allHealthy());
    QVERIFY(recorder.log.caseOf(recorder.log.decisiveRound()));
    for (const WatchRound &round : recorder.log.rounds()) {
        QCOMPARE(round.verdict, u"healthy.signed-in"_s);
        QCOMPARE(round.plainStatus, 407);
        QCOMPARE(round.connectStatus, 407);
        QCOMPARE(round.signedPlainStatus, 200);
        QCOMPARE(round.signedConnectStatus, 200);
        QCOMPARE(round.schemes, QStringList{u"basic"_s});
        QCOMPARE(round.address, u"127.0.0.1:%1"_s.arg(server.serverPort()));
        QCOMPARE(round.localAddress, u"127.0.0.1"_s);
        QVERIFY(round.connectMs && round.answerMs && *round.answerMs >= 0);
        QVERIFY(!round.startedUtc.isEmpty());
    }
}

void TestWatch::refusedSecretIsSentOnce_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("sent");
    QTest::newRow("plain") << QStringList{http} << 1 << 1;
    QTest::newRow("CONNECT") << QStringList{https} << 1 << 1;
    QTest::newRow("both") << QStringList{http, https} << 1 << 1;
    QTest::newRow("two allowed: one each, in the first round")
        << QStringList{http, https} << 2 << 2;
}

void TestWatch::refusedSecretIsSentOnce()
{
    QFETCH(QStringList, targets);
    QFETCH(int, limit);
    QFETCH(int, sent);
    ScriptedServer server([](const Seen &) { return QList<Act>{send(basicChallenge)}; });
    RunRequest request = requestFor(server, targets, "wrong-horse");
    request.input.attemptLimit = limit;
    WatchRecorder recorder(std::move(request), 8, 1);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.log.rounds().size(), 8);
    QCOMPARE(server.signedRequests(), sent);
    int rejected = 0;
    for (const Case &value : recorder.cases)
        rejected += value.attempts.rejected;
    QCOMPARE(rejected, sent);
    QCOMPARE(recorder.signIns().first(), u"refused"_s);
    QCOMPARE(recorder.signIns().count(u"withheld"_s), 7);
    // The proxy answered the same throughout: nothing has changed.
    QCOMPARE(recorder.log.changes(), QList<WatchChange>());
    QCOMPARE(recorder.log.decisiveRound(), 1);
    QVERIFY(recorder.watch->isSignInOver());
}

void TestWatch::refusalAfterAcceptance()
{
    int signedSeen = 0;
    ScriptedServer server([&signedSeen](const Seen &request) {
        if (request.inside || !isRight(request))
            return request.inside ? pass(request) : QList<Act>{send(basicChallenge)};
        return ++signedSeen <= 6 ? pass(request) : QList<Act>{send(basicChallenge)};
    });
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRequest request = requestFor(server, {http, https});
    request.input.attemptLimit = 3;
    WatchRecorder recorder(std::move(request), 12, 1);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns().first(4),
             (QStringList{u"accepted"_s, u"accepted"_s, u"accepted"_s, u"refused"_s}));
    QCOMPARE(recorder.signIns().count(u"withheld"_s), 8);
    // Six were accepted, the seventh refused, and there was no other.
    QCOMPARE(server.signedRequests(), 7);
    QCOMPARE(recorder.changes(WatchAspect::SignIn), QStringList{u"accepted -> refused (4)"_s});
    QCOMPARE(recorder.changes(WatchAspect::Verdict),
             QStringList{u"healthy.signed-in -> credentials.rejected (4)"_s});
    QCOMPARE(recorder.changes(WatchAspect::Status), QStringList{u"signed-plain: 200 -> 407 (4)"_s});
    const WatchChange &change = recorder.log.changes().first();
    QCOMPARE(change.beforeUtc, recorder.log.rounds().at(2).startedUtc);
    QCOMPARE(change.afterUtc, recorder.log.rounds().at(3).startedUtc);
    QCOMPARE(recorder.log.decisiveRound(), 4);
    QVERIFY(recorder.log.caseOf(4));
    // What is told of the later rounds does not speak of a user any more.
    QCOMPARE(recorder.cases.last().input.user, QString());
    QVERIFY(!recorder.cases.last().input.secret);
}

void TestWatch::allowedSpellingsAreTriedInTheFirstRoundOnly()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{send(basicChallenge)}; });
    RunRequest request = requestFor(server, {http}, "horse");
    request.credentials.user = request.input.user = u"ACME\\dev"_s;
    request.input.attemptLimit = 3;
    WatchRecorder recorder(std::move(request), 10, 1);
    QVERIFY(recorder.run());
    QCOMPARE(server.signedRequests(), 3);
    QCOMPARE(recorder.cases.first().attempts.rejected, 3);
}

void TestWatch::unheardSignInIsGivenUp()
{
    int signedSeen = 0;
    ScriptedServer server([&signedSeen](const Seen &request) {
        if (!request.isSigned())
            return QList<Act>{send(basicChallenge)};
        return ++signedSeen <= 2 ? pass(request) : QList<Act>{closeIt()};
    });
    WatchRecorder recorder(requestFor(server, {http}), 12, 1);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns().first(4),
             (QStringList{u"accepted"_s, u"accepted"_s, u"unheard"_s, u"unheard"_s}));
    QCOMPARE(recorder.signIns().count(u"withheld"_s), 8);
    int sent = 0;
    for (const Case &value : recorder.cases)
        sent += value.attempts.sent;
    QVERIFY2(sent <= 6, qPrintable(QString::number(sent)));
    QCOMPARE(recorder.changes(WatchAspect::SignIn), QStringList{u"accepted -> unheard (3)"_s});
}

void TestWatch::signInThatNothingProvedIsNotRepeated()
{
    bool first = true;
    ScriptedServer server([&first](const Seen &request) {
        if (!request.isSigned())
            return QList<Act>{send(basicChallenge)};
        return first ? QList<Act>{closeIt()} : pass(request);
    });
    WatchRecorder recorder(requestFor(server, {http}), 6, 1);
    recorder.onRound = [&first](int) { first = false; };
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns().first(), u"unheard"_s);
    QCOMPARE(recorder.signIns().count(u"withheld"_s), 5);
    QCOMPARE(server.signedRequests(), recorder.cases.first().attempts.sent);
}

void TestWatch::goodSignInOutlivesADeadProxy()
{
    bool dead = false;
    ScriptedServer server([&dead](const Seen &request) {
        return dead ? QList<Act>{resetIt()} : basicProxy(request);
    });
    WatchRecorder recorder(requestFor(server, {http}), 4, 1);
    recorder.onRound = [&dead](int number) { dead = number == 1; };
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns(),
             (QStringList{u"accepted"_s, u"not-tried"_s, u"accepted"_s, u"accepted"_s}));
    QCOMPARE(recorder.changes(WatchAspect::SignIn), QStringList());
    QCOMPARE(recorder.changes(WatchAspect::Status),
             (QStringList{u"plain: 407 -> 0 (2)"_s, u"plain: 0 -> 407 (3)"_s}));
    QCOMPARE(recorder.log.decisiveRound(), 2);
    QVERIFY(!recorder.log.allHealthy());
}

void TestWatch::withheldFromTheStart()
{
    ScriptedServer server(basicProxy);
    WatchRequest request;
    request.run = requestFor(server, {http});
    request.withhold = true;
    request.intervalMs = 1;
    request.durationMs = 60'000;
    request.mostRounds = 4;
    WatchRecorder recorder(std::move(request));
    QVERIFY(recorder.run());
    QCOMPARE(server.signedRequests(), 0);
    QCOMPARE(recorder.signIns(), QStringList(4, u"withheld"_s));
    QVERIFY(recorder.log.rounds().first().asksOnly);
}

void TestWatch::nothingToSignInWith()
{
    ScriptedServer server(basicProxy);
    RunRequest request = requestFor(server, {http});
    request.credentials = {};
    request.input.user.clear();
    WatchRecorder recorder(std::move(request), 4, 1);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns(), QStringList(4, u"not-tried"_s));
    QCOMPARE(recorder.log.rounds().last().verdict, u"credentials.missing"_s);
    QVERIFY(!recorder.log.rounds().last().asksOnly);
    QCOMPARE(recorder.log.changes(), QList<WatchChange>());
}

void TestWatch::nodeAndStatusChange()
{
    int round = 1;
    ScriptedServer server([&round](const Seen &request) {
        const QByteArray node = round < 3 ? "proxy1.test" : "proxy2.test";
        if (round >= 5) {
            return QList<Act>{send("HTTP/1.1 503 Service Unavailable\r\nVia: 1.1 " + node
                                   + " (squid/6.13)\r\nX-Squid-Error: ERR_CANNOT_FORWARD 0\r\n"
                                     "Content-Length: 0\r\n\r\n")};
        }
        if (isRight(request))
            return pass(request);
        return QList<Act>{
            send("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"r\"\r\nVia: 1.1 " + node
                 + " (squid/6.13)\r\nContent-Length: 0\r\n\r\n")};
    });
    WatchRecorder recorder(requestFor(server, {http}), 6, 1);
    recorder.onRound = [&round](int number) { round = number + 1; };
    QVERIFY(recorder.run());
    QCOMPARE(recorder.changes(WatchAspect::Node),
             QStringList{u"name: proxy1.test -> proxy2.test (3)"_s});
    QCOMPARE(recorder.changes(WatchAspect::Status), QStringList{u"plain: 407 -> 503 (5)"_s});
    QCOMPARE(recorder.changes(WatchAspect::Verdict).size(), 1);
    QCOMPARE(recorder.log.decisiveRound(), 5);
    QCOMPARE(recorder.log.rounds().last().plainStatus, 503);
}

void TestWatch::roundsDoNotOverlap()
{
    ScriptedServer server([](const Seen &) {
        return QList<Act>{wait(60), send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")};
    });
    WatchRecorder recorder(requestFor(server, {http}), 4, 5);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.overlaps, 0);
    QCOMPARE(recorder.started, 4);
    QCOMPARE(recorder.signIns(), QStringList(4, u"not-asked"_s));
}

void TestWatch::intervalAndDuration()
{
    ScriptedServer server([](const Seen &) {
        return QList<Act>{send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")};
    });
    WatchRequest request;
    request.run = requestFor(server, {http});
    request.intervalMs = 200;
    request.durationMs = 600;
    QElapsedTimer timer;
    timer.start();
    WatchRecorder recorder(std::move(request));
    QVERIFY(recorder.run());
    // At 0, 200, 400 and 600 ms; a slow machine may miss some, and has never more.
    QVERIFY2(recorder.started <= 4, qPrintable(QString::number(recorder.started)));
    QVERIFY(recorder.started >= 2);
    QVERIFY(timer.elapsed() >= 200 * (recorder.started - 1));
    QVERIFY(recorder.watch->isOver());
}

void TestWatch::cancelInTheFirstRound()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{silent()}; });
    WatchRecorder recorder(requestFor(server, {http}), 5);
    recorder.start();
    QTRY_VERIFY(!server.seen().isEmpty());
    QElapsedTimer timer;
    timer.start();
    recorder.cancel();
    recorder.cancel();
    QVERIFY(QTest::qWaitFor([&] { return recorder.finishes > 0; }, 5000));
    QVERIFY(timer.elapsed() < 1000);
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QCOMPARE(recorder.cases.size(), 1);
    QVERIFY(recorder.cases.first().cancelled);
    QVERIFY(recorder.log.isEmpty());
    QVERIFY(recorder.log.interrupted());
    QCOMPARE(recorder.log.decisiveRound(), 0);
}

void TestWatch::cancelBetweenRounds()
{
    ScriptedServer server(basicProxy);
    WatchRecorder recorder(requestFor(server, {http}), 5, 20'000);
    recorder.start();
    QTRY_COMPARE(recorder.cases.size(), 1);
    recorder.cancel();
    QCOMPARE(recorder.finishes, 0);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QCOMPARE(recorder.cases.size(), 1);
    QVERIFY(!recorder.log.interrupted());
}

void TestWatch::cancelFromARound()
{
    ScriptedServer server(basicProxy);
    WatchRecorder recorder(requestFor(server, {http}), 50, 1);
    recorder.onRound = [&recorder](int number) {
        if (number == 3)
            recorder.watch->cancel();
    };
    QVERIFY(recorder.run());
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.cases.size(), 3);
}

void TestWatch::cancelTwiceAndBeforeTheStart()
{
    ScriptedServer server(basicProxy);
    WatchRecorder recorder(requestFor(server, {http}), 5);
    recorder.cancel();
    recorder.cancel();
    recorder.start();
    recorder.start();
    QTRY_COMPARE(recorder.finishes, 1);
    QTest::qWait(50);
    QCOMPARE(recorder.started, 0);
    QCOMPARE(recorder.early, 0);
    QCOMPARE(server.connections(), 0);
}

void TestWatch::destructionIsSilent()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{silent()}; });
    WatchRecorder recorder(requestFor(server, {http}), 5);
    recorder.start();
    QTRY_VERIFY(!server.seen().isEmpty());
    recorder.watch.reset();
    QTest::qWait(50);
    QCOMPARE(recorder.finishes, 0);
    QVERIFY(recorder.cases.isEmpty());
}

void TestWatch::passwordOfASetting_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("reads");
    QTest::addColumn<QString>("signIns");
    QTest::newRow("right") << "right-horse"_ba << 3 << 3 << u"accepted accepted accepted"_s;
    QTest::newRow("wrong") << "wrong-horse"_ba << 1 << 1 << u"refused withheld withheld"_s;
}

/// Where it is not taken into the watch, the settings must not hand it over again.
void TestWatch::passwordOfASetting()
{
    QFETCH(QByteArray, password);
    QFETCH(int, sent);
    QFETCH(int, reads);
    QFETCH(QString, signIns);
    ScriptedServer server(basicProxy);
    RunRequest request = requestFor(server, {http});
    OneSetting setting(request.input.endpoint, password);
    request.input.endpoint = {};
    request.input.user.clear();
    request.credentials = {};
    request.environment.fromSettings = true;
    request.settings = &setting;
    WatchRecorder recorder(std::move(request), 3, 1);
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns().join(u' '), signIns);
    QCOMPARE(server.signedRequests(), sent);
    QCOMPARE(setting.reads, reads);
    QCOMPARE(recorder.cases.last().input.endpoint.port, server.serverPort());
}

void TestWatch::everyKindOfSignIn_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("expected"); ///< sign-ins of three rounds
    const QString good = u"accepted accepted accepted"_s;
    const QString bad = u"refused withheld withheld"_s;
    for (const char *id : {"right", "digest-right", "ntlm-right", "kerberos-right",
                           "socks-password-right", "tls-proxy-right"}) {
        QTest::newRow(id) << QString::fromLatin1(id) << good;
    }
    for (const char *id :
         {"wrong-password", "wrong-password-answered-401", "digest-wrong-password",
          "ntlm-wrong-password", "kerberos-ticket-rejected", "socks-wrong-password"}) {
        QTest::newRow(id) << QString::fromLatin1(id) << bad;
    }
    QTest::newRow("settings-agree") << u"settings-agree"_s << u"not-asked not-asked not-asked"_s;
    QTest::newRow("open-proxy") << u"open-proxy"_s << u"not-asked not-asked not-asked"_s;
    QTest::newRow("no-credentials") << u"no-credentials"_s << u"not-tried not-tried not-tried"_s;
    QTest::newRow("kerberos-no-ticket")
        << u"kerberos-no-ticket"_s << u"not-tried withheld withheld"_s;
    QTest::newRow("digest-stale-forever")
        << u"digest-stale-forever"_s << u"unheard withheld withheld"_s;
}

/// With the built-in proxy, that counts what it refused.
void TestWatch::everyKindOfSignIn()
{
    QFETCH(QString, scenario);
    QFETCH(QString, expected);
    const auto played = scenarioById(scenario);
    QVERIFY(played);
    PracticeProxy proxy(*played);
    const auto port = proxy.listen();
    QVERIFY(port);
    const SystemClock clock;
    WatchRequest request;
    RunRequest &run = request.run;
    const ProxyEndpoint endpoint{played->scheme, proxy.host(), *port};
    ComputerSettings settings(practiceSettings(*played, endpoint.authority(), {}), clock);
    run.environment.fromSettings = played->fromSettings;
    if (!played->fromSettings)
        run.input.endpoint = endpoint;
    if (played->hasSettings())
        run.settings = &settings;
    run.input.targets = played->targets;
    run.input.user = played->user;
    run.input.auth = played->auth;
    run.credentials = played->credentials();
    run.proxyAddresses = proxy.addresses();
    run.extraTrust = {proxy.authority()};
    run.limits = played->limits;
    run.negotiate = played->negotiate();
    request.negotiate = [&played] { return played->negotiate(); };
    request.intervalMs = 1;
    request.durationMs = 60'000;
    request.mostRounds = 3;
    WatchRecorder recorder(std::move(request));
    QVERIFY(recorder.run());
    QCOMPARE(recorder.signIns().join(u' '), expected);
    QVERIFY2(proxy.answersRefused() <= 1 || scenario == "digest-stale-forever"_L1,
             "a refused sign-in was sent again");
    QVERIFY2(recorder.changes(WatchAspect::Verdict).isEmpty(),
             qPrintable(recorder.changes(WatchAspect::Verdict).join(u'\n')));
    const WatchRound &round = recorder.log.rounds().last();
    QCOMPARE(!round.certificate.isEmpty(), played->scheme == ProxyScheme::Https);
    QVERIFY(!round.address.isEmpty() && round.connectMs);
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
