// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"
#include "diagnosis/WatchChanges.h"
#include "diagnosis/WatchLog.h"
#include "diagnosis/WatchRounds.h"
#include "support/CaseBuilder.h"

#include <QTest>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

namespace {

const QString http = u"http://example.com/"_s;
const QString tunnel = u"example.com:443"_s;

QString utc(int number)
{
    return u"2026-03-01T12:%1:00.000Z"_s.arg(number, 2, 10, QLatin1Char('0'));
}

/// A healthy round, as those before it.
WatchRound healthy(int number = 1)
{
    WatchRound round;
    round.number = number;
    round.startedUtc = utc(number);
    round.verdict = u"healthy.signed-in"_s;
    round.severity = Severity::Ok;
    round.signIn = WatchSignIn::Accepted;
    round.plainStatus = 407;
    round.connectStatus = 407;
    round.signedPlainStatus = 200;
    round.signedConnectStatus = 200;
    round.schemes = {u"basic"_s};
    round.address = u"192.0.2.10:3128"_s;
    round.nodes = {u"proxy1"_s};
    round.server = u"squid/6.13"_s;
    round.connectMs = 10;
    round.answerMs = 20;
    round.certificate = u"aa"_s;
    return round;
}

/// "status plain 407>503"
QStringList lines(const QList<WatchChange> &changes)
{
    QStringList list;
    for (const WatchChange &change : changes) {
        list.append((toString(change.aspect) + u' ' + change.what).trimmed() + u' ' + change.before
                    + u'>' + change.after);
    }
    return list;
}

Case signedIn(const QByteArray &via = "Via: 1.1 proxy1 (squid/6.13)")
{
    CaseBuilder builder = CaseBuilder::live();
    builder.typed(u"dev"_s)
        .target(http)
        .plain(http,
               "HTTP/1.1 407 No | Proxy-Authenticate: Basic realm=\"x\" | Server: squid/6.13 | "
                   + via)
        .signedPlain(http, "HTTP/1.1 200 OK | Content-Length: 0")
        .attempts(1, 0);
    Case value = builder.done();
    value.environment.startedUtc = utc(1);
    return value;
}

WatchRound roundOf(const Case &value, bool withheld = false)
{
    return watchRound(value, diagnose(value), withheld);
}

} // namespace

class TestWatchChanges : public QObject
{
    Q_OBJECT

private slots:
    void named_data();
    void named();
    void whatARoundDidNotSeeHasNotChanged();
    void comparesWithTheLatestThatTells();
    void latency_data();
    void latency();
    void summary();
    void roundOfACase();
    void nodes_data();
    void nodes();
    void signIn_data();
    void signIn();
    void worstRoundDecides_data();
    void worstRoundDecides();
    void keepsFewCases();
    void keepsNoMoreThanItsBounds();
};

void TestWatchChanges::named_data()
{
    QTest::addColumn<WatchRound>("now");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, auto change, const QStringList &expected) {
        WatchRound now = healthy(2);
        change(now);
        QTest::newRow(name) << now << expected;
    };
    row("nothing", [](WatchRound &) {}, {});
    row("address", [](WatchRound &now) { now.address = u"192.0.2.11:3128"_s; },
        {u"address 192.0.2.10:3128>192.0.2.11:3128"_s});
    row("local address", [](WatchRound &now) { now.localAddress = u"10.0.0.9"_s; }, {});
    row("node", [](WatchRound &now) { now.nodes = {u"proxy2"_s}; }, {u"node name proxy1>proxy2"_s});
    row("program", [](WatchRound &now) { now.server = u"squid/5.7"_s; },
        {u"node program squid/6.13>squid/5.7"_s});
    row("node and program are one change",
        [](WatchRound &now) {
            now.nodes = {u"proxy2"_s};
            now.server = u"squid/5.7"_s;
        },
        {u"node name proxy1>proxy2"_s});
    row("status", [](WatchRound &now) { now.plainStatus = 503; }, {u"status plain 407>503"_s});
    row("no answer", [](WatchRound &now) { now.connectStatus = 0; }, {u"status connect 407>0"_s});
    row("status with the sign-in", [](WatchRound &now) { now.signedConnectStatus = 403; },
        {u"status signed-connect 200>403"_s});
    row("schemes",
        [](WatchRound &now) {
            now.schemes = {u"basic"_s, u"negotiate"_s};
        },
        {u"schemes basic>basic, negotiate"_s});
    row("certificate", [](WatchRound &now) { now.certificate = u"bb"_s; },
        {u"certificate aa>bb"_s});
    row("refused",
        [](WatchRound &now) {
            now.verdict = u"credentials.rejected"_s;
            now.severity = Severity::Error;
            now.signIn = WatchSignIn::Refused;
            now.signedPlainStatus = 407;
            now.signedConnectStatus.reset();
        },
        {u"verdict healthy.signed-in>credentials.rejected"_s, u"sign-in accepted>refused"_s,
         u"status signed-plain 200>407"_s});
    row("slow", [](WatchRound &now) { now.answerMs = 900; }, {u"latency answer 20>900"_s});
}

void TestWatchChanges::named()
{
    QFETCH(WatchRound, now);
    QFETCH(QStringList, expected);
    const QList<WatchChange> changes = watchChanges({healthy()}, now);
    QCOMPARE(lines(changes), expected);
    for (const WatchChange &change : changes) {
        QCOMPARE(change.round, 2);
        QCOMPARE(change.beforeUtc, utc(1));
        QCOMPARE(change.afterUtc, utc(2));
    }
    QVERIFY(watchChanges({}, now).isEmpty());
}

void TestWatchChanges::whatARoundDidNotSeeHasNotChanged()
{
    WatchRound dead;
    dead.number = 2;
    dead.verdict = u"network.refused"_s;
    dead.severity = Severity::Error;
    QCOMPARE(lines(watchChanges({healthy()}, dead)),
             QStringList{u"verdict healthy.signed-in>network.refused"_s});

    // Without the sign-in that is kept back the proxy can do no more than ask.
    WatchRound withheld = healthy(2);
    withheld.verdict = u"credentials.missing"_s;
    withheld.severity = Severity::Error;
    withheld.asksOnly = true;
    withheld.signIn = WatchSignIn::Withheld;
    withheld.signedPlainStatus.reset();
    withheld.signedConnectStatus.reset();
    QCOMPARE(watchChanges({healthy()}, withheld), QList<WatchChange>());
    // It may do worse.
    withheld.verdict = u"proxy.internal-error"_s;
    withheld.asksOnly = false;
    withheld.plainStatus = 503;
    QCOMPARE(lines(watchChanges({healthy()}, withheld)),
             (QStringList{u"verdict healthy.signed-in>proxy.internal-error"_s,
                          u"status plain 407>503"_s}));
}

void TestWatchChanges::comparesWithTheLatestThatTells()
{
    WatchRound dead;
    dead.number = 2;
    dead.startedUtc = utc(2);
    dead.verdict = u"healthy.signed-in"_s;
    WatchRound back = healthy(3);
    back.nodes = {u"proxy2"_s};
    const QList<WatchChange> changes = watchChanges({healthy(1), dead}, back);
    QCOMPARE(lines(changes), QStringList{u"node name proxy1>proxy2"_s});
    QCOMPARE(changes.first().beforeUtc, utc(1));
    QCOMPARE(changes.first().afterUtc, utc(3));
}

void TestWatchChanges::latency_data()
{
    QTest::addColumn<QList<int>>("earlier"); ///< -1: not measured
    QTest::addColumn<int>("now");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as ever") << QList<int>{20, 22, 19} << 21 << QString();
    QTest::newRow("three times, but quick") << QList<int>{20, 22, 19} << 200 << QString();
    QTest::newRow("at the border") << QList<int>{20, 22, 19} << 250 << QString();
    QTest::newRow("slow") << QList<int>{20, 22, 19} << 251 << u"20>251"_s;
    QTest::newRow("slow, but always was") << QList<int>{300, 280, 310} << 800 << QString();
    QTest::newRow("slower than that") << QList<int>{300, 280, 310} << 901 << u"300>901"_s;
    QTest::newRow("slow for the second time") << QList<int>{20, 22, 19, 700} << 800 << QString();
    QTest::newRow("quick again") << QList<int>{20, 22, 19, 700} << 21 << u"700>21"_s;
    QTest::newRow("one late packet does not move the median")
        << QList<int>{20, 5000, 22, 19, 21} << 700 << u"21>700"_s;
    QTest::newRow("over a gap") << QList<int>{20, 22, -1} << 700 << u"22>700"_s;
    QTest::newRow("never measured") << QList<int>{-1, -1} << 700 << QString();
    QTest::newRow("not measured now") << QList<int>{20, 22} << -1 << QString();
}

void TestWatchChanges::latency()
{
    QFETCH(QList<int>, earlier);
    QFETCH(int, now);
    QFETCH(QString, expected);
    const auto timed = [](int ms) {
        WatchRound round = healthy();
        round.answerMs = ms < 0 ? std::nullopt : std::optional<qint64>(ms);
        return round;
    };
    QList<WatchRound> rounds;
    for (const int ms : std::as_const(earlier))
        rounds.append(timed(ms));
    const QStringList found = lines(watchChanges(rounds, timed(now)));
    QCOMPARE(found,
             expected.isEmpty() ? QStringList() : QStringList{u"latency answer "_s + expected});
}

void TestWatchChanges::summary()
{
    QList<WatchRound> rounds{healthy(1), healthy(2), healthy(3), healthy(4), healthy(5)};
    for (const int i : {2, 3, 4}) {
        rounds[i].verdict = u"proxy.internal-error"_s;
        rounds[i].severity = Severity::Error;
        rounds[i].nodes = {u"proxy2"_s};
    }
    rounds[3].verdict = u"healthy.signed-in"_s;
    rounds[3].severity = Severity::Ok;
    rounds[0].connectMs.reset();
    rounds[1].connectMs = 40;
    rounds[2].connectMs = 5;
    const WatchSummary summary = watchSummary(rounds);
    QCOMPARE(summary.rounds, 5);
    QCOMPARE(summary.healthy, 3);
    QCOMPARE(summary.firstUtc, utc(1));
    QCOMPARE(summary.lastUtc, utc(5));
    QCOMPARE(summary.sinceUtc, utc(5));
    QCOMPARE(summary.verdicts.size(), 2);
    QCOMPARE(summary.verdicts.at(0),
             (WatchTally{u"healthy.signed-in"_s, false, 3, utc(1), utc(4)}));
    QCOMPARE(summary.verdicts.at(1),
             (WatchTally{u"proxy.internal-error"_s, false, 2, utc(3), utc(5)}));
    QCOMPARE(summary.nodes.size(), 2);
    QCOMPARE(summary.nodes.at(1), (WatchTally{u"proxy2"_s, false, 3, utc(3), utc(5)}));
    QCOMPARE(summary.connectMs, (WatchTimes{4, 5, 10, 40}));
    QCOMPARE(summary.answerMs, (WatchTimes{5, 20, 20, 20}));
    QCOMPARE(watchSummary({}), WatchSummary());
}

void TestWatchChanges::roundOfACase()
{
    const WatchRound round = roundOf(signedIn());
    QCOMPARE(round.verdict, u"healthy.signed-in"_s);
    QVERIFY(round.isHealthy());
    QCOMPARE(round.startedUtc, utc(1));
    QVERIFY(round.signIn == WatchSignIn::Accepted);
    QCOMPARE(round.plainStatus, 407);
    QVERIFY(!round.connectStatus);
    QCOMPARE(round.signedPlainStatus, 200);
    QCOMPARE(round.schemes, QStringList{u"basic"_s});
    QCOMPARE(round.server, u"squid/6.13"_s);
    QVERIFY2(round.address.startsWith(u"192.0.2.10"_s), qPrintable(round.address));
}

void TestWatchChanges::nodes_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("none") << "X-Nothing: a"_ba << QStringList();
    QTest::newRow("Via") << "Via: 1.1 proxy1.example (squid/6.13)"_ba
                         << QStringList{u"proxy1.example"_s};
    QTest::newRow("Via of two, the nearer one comes last")
        << "Via: 1.1 parent.example (a, b), HTTP/1.1 near.example:3128 (squid)"_ba
        << QStringList{u"near.example:3128"_s};
    QTest::newRow("two Via fields")
        << "Via: 1.1 parent | Via: 1.1 near"_ba << QStringList{u"near"_s};
    QTest::newRow("X-Cache") << "X-Cache: MISS from node-7:3128"_ba << QStringList{u"node-7"_s};
    QTest::newRow("Cache-Status") << "Cache-Status: far;hit, \"near 1\";detail=\"a,b\""_ba
                                  << QStringList{u"near 1"_s};
    QTest::newRow("the same name twice")
        << "Via: 1.1 node-7 | X-Cache: MISS from NODE-7:1"_ba << QStringList{u"node-7"_s};
    QTest::newRow("two names") << "Via: 1.1 vip | X-Squid-Node: n2"_ba
                               << QStringList{u"n2"_s, u"vip"_s};
    QTest::newRow("an empty one") << "Via: | X-Cache: MISS from "_ba << QStringList();
    QTest::newRow("NTLM")
        << "Proxy-Authenticate: NTLM "
           "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAA"
           "AA9TAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA="_ba
        << QStringList{u"Server"_s};
}

void TestWatchChanges::nodes()
{
    QFETCH(QByteArray, fields);
    QFETCH(QStringList, expected);
    QCOMPARE(roundOf(signedIn(fields)).nodes, expected);
    // A site's own machines are no nodes of the proxy.
    CaseBuilder builder = CaseBuilder::live();
    builder.target(http).plain(http, "HTTP/1.1 200 OK | Server: site | " + fields);
    if (!fields.contains("NTLM"))
        QCOMPARE(roundOf(builder.done()).nodes, QStringList());
}

void TestWatchChanges::signIn_data()
{
    QTest::addColumn<Case>("value");
    QTest::addColumn<bool>("withheld");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("asksOnly");
    const QByteArray asks = "HTTP/1.1 407 No | Proxy-Authenticate: Basic realm=\"x\"";
    QTest::newRow("accepted") << signedIn() << false << u"accepted"_s << false;
    const auto with = [&](auto change) {
        CaseBuilder builder = CaseBuilder::live();
        builder.target(http).typed(u"dev"_s);
        change(builder);
        return builder.done();
    };
    QTest::newRow("refused") << with([&](CaseBuilder &builder) {
        builder.plain(http, asks).signedPlain(http, asks).rejectedByEngine().attempts(1, 1);
    }) << false << u"refused"_s
                             << false;
    QTest::newRow("refused for one of two") << with([&](CaseBuilder &builder) {
        builder.plain(http, asks)
            .signedPlain(http, "HTTP/1.1 200 OK")
            .connect(tunnel, asks)
            .signedConnect(tunnel, asks)
            .rejectedByEngine()
            .attempts(2, 1);
    }) << false << u"refused"_s << false;
    QTest::newRow("unheard") << with([&](CaseBuilder &builder) {
        builder.plain(http, asks).signedPlain(http, {}).nothing(ExchangeEnd::Reset).attempts(1, 0);
    }) << false << u"unheard"_s
                             << false;
    CaseBuilder asked = CaseBuilder::live();
    asked.target(http).plain(http, asks);
    QTest::newRow("nothing to sign in with") << asked.done() << false << u"not-tried"_s << false;
    QTest::newRow("kept back") << asked.done() << true << u"withheld"_s << true;
    CaseBuilder broken = CaseBuilder::live();
    broken.target(http).plain(http, "HTTP/1.1 407 No | Content-Length: 0");
    QTest::newRow("kept back, and more is wrong")
        << broken.done() << true << u"withheld"_s << false;
}

void TestWatchChanges::signIn()
{
    QFETCH(Case, value);
    QFETCH(bool, withheld);
    QFETCH(QString, expected);
    QFETCH(bool, asksOnly);
    const WatchRound round = roundOf(value, withheld);
    QCOMPARE(toString(round.signIn), expected);
    QCOMPARE(round.asksOnly, asksOnly);
}

void TestWatchChanges::worstRoundDecides_data()
{
    QTest::addColumn<QByteArray>(
        "rounds"); ///< o: healthy, r: refused, w: withheld, s: 503, 2: healthy, other node
    QTest::addColumn<int>("decisive");
    QTest::newRow("all well") << "ooo"_ba << 3;
    QTest::newRow("one") << "o"_ba << 1;
    QTest::newRow("another node") << "oo22"_ba << 3;
    QTest::newRow("refused, then kept back") << "oorwww"_ba << 3;
    QTest::newRow("broken at the end") << "ooss"_ba << 3;
    QTest::newRow("broken twice") << "osoosso"_ba << 5;
    QTest::newRow("kept back throughout") << "www"_ba << 1;
}

void TestWatchChanges::worstRoundDecides()
{
    QFETCH(QByteArray, rounds);
    QFETCH(int, decisive);
    const QByteArray asks
        = "HTTP/1.1 407 No | Proxy-Authenticate: Basic realm=\"x\" | Server: squid/6.13 | "
          "Via: 1.1 proxy1 (squid/6.13)";
    WatchLog log;
    for (const char kind : std::as_const(rounds)) {
        CaseBuilder builder = CaseBuilder::live();
        builder.target(http);
        Case value = signedIn(kind == '2' ? "Via: 1.1 proxy2" : "Via: 1.1 proxy1");
        if (kind == 'r') {
            value = builder.typed(u"dev"_s)
                        .plain(http, asks)
                        .signedPlain(http, asks)
                        .rejectedByEngine()
                        .attempts(1, 1)
                        .done();
        } else if (kind == 'w') {
            value = builder.plain(http, asks).done();
        } else if (kind == 's') {
            value = builder
                        .plain(http,
                               "HTTP/1.1 503 Service Unavailable | X-Squid-Error: "
                               "ERR_CANNOT_FORWARD 0 | "
                               "Via: 1.1 proxy1 (squid/6.13)")
                        .done();
        }
        log.add(value, kind == 'w');
    }
    QCOMPARE(log.decisiveRound(), decisive);
    QVERIFY(log.caseOf(decisive));
    QCOMPARE(log.allHealthy(),
             !rounds.contains('r') && !rounds.contains('w') && !rounds.contains('s'));
    QVERIFY(log.caseOf(1));
    QVERIFY(log.caseOf(int(rounds.size())));
}

void TestWatchChanges::keepsFewCases()
{
    WatchLog log;
    for (int i = 1; i <= 200; ++i)
        log.add(signedIn(i % 2 ? "Via: 1.1 a" : "Via: 1.1 b"), false);
    int kept = 0;
    for (int i = 1; i <= 200; ++i)
        kept += log.caseOf(i) ? 1 : 0;
    QCOMPARE(log.rounds().size(), 200);
    QCOMPARE(log.changeCount(), 199);
    QVERIFY2(kept <= WatchLog::mostCases + 3, qPrintable(QString::number(kept)));
    QVERIFY(log.caseOf(1) && log.caseOf(200) && log.caseOf(log.decisiveRound()));

    WatchLog still;
    for (int i = 1; i <= 60; ++i)
        still.add(signedIn(), false);
    kept = 0;
    for (int i = 1; i <= 60; ++i)
        kept += still.caseOf(i) ? 1 : 0;
    QCOMPARE(kept, 2);
    QVERIFY(still.changes().isEmpty());
}

void TestWatchChanges::keepsNoMoreThanItsBounds()
{
    // A stopped run is no round.
    WatchLog log;
    Case stopped = signedIn();
    stopped.cancelled = true;
    QVERIFY(log.add(stopped, false).isEmpty());
    QVERIFY(log.isEmpty());
    QVERIFY(log.interrupted());

    Case value = CaseBuilder::asked().done();
    for (qsizetype i = 0; i < WatchLog::mostRounds + 5; ++i)
        log.add(value, false);
    QVERIFY(log.isFull());
    QCOMPARE(log.rounds().size(), WatchLog::mostRounds);
}

Q_DECLARE_METATYPE(pt::Case)
Q_DECLARE_METATYPE(pt::WatchRound)

QTEST_GUILESS_MAIN(TestWatchChanges)
#include "tst_watch_changes.moc"
