// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PacFault.h"
#include "platform/PacReading.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

QString program()
{
    return pacProgram(QStringLiteral(PT_BINARY_DIR));
}

} // namespace

/// Scripts of others in the process that runs them, hostile ones included.
class TestPac : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answers_data();
    void answers();
    void faults_data();
    void faults();
    void pathsStayHere();
    void killed();
    void loads_data();
    void loads();
    void noServer();
    void files();

private:
    std::optional<PacVerdict> run(const PacOrder &order);
};

void TestPac::initTestCase()
{
    QVERIFY2(!program().isEmpty(), "proxy-triage-pac is not built");
}

std::optional<PacVerdict> TestPac::run(const PacOrder &order)
{
    PacProcess process(program());
    std::optional<PacVerdict> verdict;
    process.start(order, [&](const PacVerdict &said) { verdict = said; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(verdict, 10'000); }();
    return verdict;
}

void TestPac::answers_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, const QString &condition) {
        QTest::newRow(name) << u"return %1 ? 'PROXY yes:1' : 'DIRECT';"_s.arg(condition) << u"PROXY yes:1"_s;
    };
    QTest::newRow("plain") << u"return 'PROXY a:1; DIRECT';"_s << u"PROXY a:1; DIRECT"_s;
    QTest::newRow("null is direct") << u"return null;"_s << u"DIRECT"_s;
    QTest::newRow("of today") << u"const f = (h) => `PROXY ${h}:1`; let x = f(host); return x;"_s << u"PROXY www.example.com:1"_s;
    row("host", u"host === 'www.example.com'"_s);
    row("isPlainHostName", u"isPlainHostName('www') && !isPlainHostName(host)"_s);
    row("dnsDomainIs", u"dnsDomainIs(host, '.example.com') && !dnsDomainIs(host, '.example.org')"_s);
    row("localHostOrDomainIs", u"localHostOrDomainIs('www', host) && localHostOrDomainIs(host, host) && !localHostOrDomainIs('www.x', host)"_s);
    row("dnsDomainLevels", u"dnsDomainLevels(host) === 2"_s);
    row("shExpMatch", u"shExpMatch(host, '*.example.*') && shExpMatch(host, 'ww?.*') && !shExpMatch(host, 'example')"_s);
    row("shExpMatch is quick", u"!shExpMatch(Array(3000).join('a'), Array(30).join('*a') + 'b')"_s);
    row("isInNet, address", u"isInNet('10.1.2.3', '10.0.0.0', '255.0.0.0') && !isInNet('11.1.2.3', '10.0.0.0', '255.0.0.0')"_s);
    row("isInNet, known name", u"isInNet('known.example', '192.0.2.0', '255.255.255.0')"_s);
    row("isResolvable", u"isResolvable('known.example') && !isResolvable('none.example') && !isResolvable('odd.example')"_s);
    row("dnsResolve", u"dnsResolve('KNOWN.example') === '192.0.2.7'"_s);
    row("myIpAddress", u"myIpAddress() === '192.0.2.99'"_s);
    row("convert_addr", u"convert_addr('1.0.0.2') === 16777218"_s);
    row("weekdayRange", u"weekdayRange('WED', 'GMT') && weekdayRange('FRI', 'WED', 'GMT') && !weekdayRange('THU', 'SAT', 'GMT')"_s);
    row("dateRange", u"dateRange(4, 'GMT') && dateRange('FEB', 'GMT') && dateRange(2026, 'GMT') && dateRange(1, 'FEB', 30, 'MAR', 'GMT') && !dateRange('MAR', 'OCT', 'GMT')"_s);
    row("timeRange", u"timeRange(5, 'GMT') && timeRange(5, 6, 'GMT') && timeRange(5, 0, 5, 30, 'GMT') && timeRange(22, 6, 'GMT') && !timeRange(6, 7, 'GMT')"_s);
    row("nothing to reach out with", u"typeof XMLHttpRequest === 'undefined' && typeof require === 'undefined' && typeof Qt === 'undefined' && typeof process === 'undefined' && typeof fetch === 'undefined'"_s);
}

void TestPac::answers()
{
    QFETCH(QString, body);
    PacOrder order;
    order.script = u"function FindProxyForURL(url, host) { "_s + body + u" }"_s;
    order.targets = {u"https://www.example.com/"_s};
    order.resolved = {{u"known.example"_s, u"192.0.2.7"_s}, {u"none.example"_s, {}}};
    order.ownAddress = u"192.0.2.99"_s;
    order.nowMs = 1770182100000; // Wednesday, 4 February 2026, 05:15 UTC
    const auto verdict = run(order);
    QVERIFY(verdict);
    QCOMPARE(verdict->fault, QString());
    QCOMPARE(verdict->answers.size(), 1);
    QTEST(verdict->answers.first(), "answer");
    if (body.contains(u"odd.example"_s))
        QCOMPARE(verdict->asked, QStringList{u"odd.example"_s});
}

void TestPac::faults_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("fault");
    const auto function = [](const QString &body) {
        return u"function FindProxyForURL(url, host) {\n"_s + body + u"\n}"_s;
    };
    QTest::newRow("exception") << function(u"return nowhere(host);"_s) << QString(pacfault::exception);
    QTest::newRow("thrown") << function(u"throw new Error('x');"_s) << QString(pacfault::exception);
    QTest::newRow("syntax") << u"function FindProxyForURL(url, host) { return"_s << QString(pacfault::exception);
    QTest::newRow("no function") << u"var FindProxyForURL = 1;"_s << QString(pacfault::notAScript);
    QTest::newRow("number") << function(u"return 1;"_s) << QString(pacfault::badAnswer);
    QTest::newRow("nothing") << function(u""_s) << QString(pacfault::badAnswer);
    QTest::newRow("endless") << function(u"for (;;) { }"_s) << QString(pacfault::endless);
    QTest::newRow("endless outside") << u"while (true) { } function FindProxyForURL() {}"_s << QString(pacfault::endless);
    QTest::newRow("deep") << function(u"return FindProxyForURL(url, host);"_s) << QString(pacfault::exception);
    QTest::newRow("catches all, deep") << function(u"try { return FindProxyForURL(url, host); } catch (e) { return 1; }"_s)
                                       << QString(pacfault::badAnswer);
    QTest::newRow("memory") << function(u"var a = []; for (;;) a.push(new Array(100000).join('x') + a.length);"_s) << u"bound"_s;
    QTest::newRow("huge string") << function(u"var s = 'x'; while (s.length < 2e9) s += s; return s.indexOf('y') + s;"_s) << u"bound"_s;
}

void TestPac::faults()
{
    QFETCH(QString, script);
    QFETCH(QString, fault);
    PacOrder order;
    order.script = script;
    order.targets = {u"http://www.example.com/"_s};
    QElapsedTimer timer;
    timer.start();
    const auto verdict = run(order);
    QVERIFY(verdict);
    QVERIFY(timer.elapsed() < PacProcess::longestMs + 2000);
    if (fault == u"bound") // time or memory, whichever ends first, or the engine's own limit
        QVERIFY2(QStringList({pacfault::endless, pacfault::memory, pacfault::exception}).contains(verdict->fault),
                 qPrintable(verdict->fault));
    else
        QCOMPARE(verdict->fault, fault);
    if (script.contains(u"nowhere"_s)) {
        QCOMPARE(verdict->line, 2);
        QVERIFY2(verdict->detail.contains(u"nowhere"_s), qPrintable(verdict->detail));
    }
}

void TestPac::pathsStayHere()
{
    PacOrder order;
    order.script = u"function FindProxyForURL(url, host) { return url; }"_s;
    order.targets = {u"https://dev:x@www.example.com:8443/secret?token=1#f"_s, u"http://www.example.com/path?q=1"_s};
    const auto verdict = run(order);
    QVERIFY(verdict);
    QCOMPARE(verdict->answers, (QStringList{u"https://www.example.com:8443/"_s, u"http://www.example.com/path?q=1"_s}));
}

void TestPac::killed()
{
    PacOrder order;
    order.script = u"for (;;) { }"_s;
    qint64 id = 0;
    bool called = false;
    QElapsedTimer timer;
    {
        PacProcess process(program());
        process.start(order, [&](const PacVerdict &) { called = true; });
        QTRY_VERIFY((id = process.processId()) > 0);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 500, "it was waited for");
#ifdef Q_OS_UNIX
    QTRY_VERIFY(::kill(pid_t(id), 0) != 0);
#endif
    QVERIFY(!called);
}

void TestPac::loads_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("fault");
    const QByteArray script = "function FindProxyForURL(url, host) { return 'PROXY a.example:1'; }";
    const QByteArray ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    QTest::newRow("script") << ok + script << u"evaluated"_s << QString();
    QTest::newRow("not found") << "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"_ba << u"unreachable"_s << QString(pacfault::status);
    QTest::newRow("asks for a sign-in") << "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nConnection: close\r\n\r\n"_ba
                                        << u"unreachable"_s << QString(pacfault::status);
    QTest::newRow("a page") << ok + "<html>hello</html>" << u"broken"_s << QString(pacfault::notAScript);
    QTest::newRow("markup as answer") << ok + "function FindProxyForURL() { return '<b>PROXY a:1</b>'; }" << u"broken"_s << QString(pacfault::badAnswer);
    QTest::newRow("huge answer") << ok + "function FindProxyForURL() { return new Array(100000).join('DIRECT;'); }" << u"broken"_s << QString(pacfault::badAnswer);
    QTest::newRow("too large") << ok + QByteArray(PacFetch::longestScript + 2, ' ') << u"unreachable"_s << QString(pacfault::tooLarge);
    QTest::newRow("no HTTP") << "SSH-2.0-x\r\n"_ba << u"unreachable"_s << QString(pacfault::notHttp);
    QTest::newRow("to a file") << "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nConnection: close\r\n\r\n"_ba
                               << u"unreachable"_s << QString(pacfault::badAddress);
    QTest::newRow("in circles") << "HTTP/1.1 302 Found\r\nLocation: /again\r\nConnection: close\r\n\r\n"_ba
                                << u"unreachable"_s << QString(pacfault::redirects);
}

void TestPac::loads()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray asked;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&asked, socket, answer] {
            asked += socket->readAll();
            if (!asked.endsWith("\r\n\r\n"))
                return;
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    PacReading reading(program(), 0);
    std::optional<PacFacts> facts;
    reading.start(u"http://dev:made-up-1@127.0.0.1:%1/proxy.pac?x=1"_s.arg(server.serverPort()), u"gnome autoconfig-url"_s,
                  {u"http://www.example.com/"_s}, [&](const PacFacts &all) { facts = all; });
    QTRY_VERIFY_WITH_TIMEOUT(facts, 15'000);
    QTEST(toString(facts->outcome), "outcome");
    QTEST(facts->fault, "fault");
    QVERIFY(asked.startsWith("GET /proxy.pac?x=1 HTTP/1.1\r\n"));
    QVERIFY2(!asked.contains("uthorization"), "no credentials are sent");
    QVERIFY2(!facts->url.contains(u"made-up"_s), "the password is kept");
}

void TestPac::noServer()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    for (const auto &[url, fault] : {std::pair{u"http://127.0.0.1:%1/"_s.arg(port), QString(pacfault::refused)},
                                     {u"ftp://127.0.0.1/"_s, QString(pacfault::badAddress)},
                                     {u"file:///no/such/file"_s, QString(pacfault::notFound)},
                                     {u"file:///dev/zero"_s, QString(pacfault::notFound)}}) {
        PacReading reading(program(), 0);
        std::optional<PacFacts> facts;
        reading.start(url, {}, {}, [&](const PacFacts &all) { facts = all; });
        QTRY_VERIFY_WITH_TIMEOUT(facts, 10'000);
        QVERIFY(facts->outcome == PacOutcome::Unreachable);
        QCOMPARE(facts->fault, fault);
    }
}

void TestPac::files()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"proxy.pac"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("function FindProxyForURL(url, host) { return isInNet(dnsResolve('localhost'), '127.0.0.0', '255.0.0.0')"
               " ? 'PROXY here:1' : 'DIRECT'; }");
    file.close();
    PacReading reading(program(), 0);
    std::optional<PacFacts> facts;
    reading.start(QUrl::fromLocalFile(file.fileName()).toString(), {}, {u"http://www.example.com/"_s},
                  [&](const PacFacts &all) { facts = all; });
    QTRY_VERIFY_WITH_TIMEOUT(facts, 15'000);
    QVERIFY(facts->outcome == PacOutcome::Evaluated);
    // A name that stands in the script is looked up, and the script run again.
    QCOMPARE(facts->answers.first().text, u"PROXY here:1"_s);
}

QTEST_GUILESS_MAIN(TestPac)
#include "tst_pac.moc"
