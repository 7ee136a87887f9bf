// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"
#include "SocksServers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Two real SOCKS servers: microsocks, which knows the password of one user, and Dante, which has
/// rules, speaks SOCKS4 as well, and says in its log what it did.
class TestLabSocks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right_data();
    void right();
    void wrong();
    void missing();
    void open();
    void overIpv6();
    void httpSpoken_data();
    void httpSpoken();
    void socksSpokenToHttp_data();
    void socksSpokenToHttp();
    void socksSpokenToTls();
    void forbiddenByRule();
    void targetRefuses();
    void refusedInTheLog();
    void socks4_data();
    void socks4();

private:
    QStringList arguments(const LabServer &server, const QStringList &targets,
                          const QString &user = {}, const QString &scheme = u"socks5"_s) const
    {
        return checkArguments(scheme + u"://"_s + server.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_password.path(u"authority.pem"_s)};
    }
    /// By its name, which the server has to find.
    QString named(const Origin &origin) const
    {
        return u"http://localhost:%1/"_s.arg(origin.port());
    }

    LabServer m_password; ///< microsocks
    LabServer m_open; ///< microsocks
    LabServer m_dante;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    Origin m_forbidden{Origin::Kind::Http};
};

void TestLabSocks::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QVERIFY(m_forbidden.start());
    QString problem = lab::startMicrosocks(m_password, true);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startMicrosocks(m_open, false);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    lab::DanteRules rules;
    rules.forbiddenPort = m_forbidden.port();
    problem = lab::startDante(m_dante, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_password.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabSocks::right_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("by name") << QStringList{named(m_http)};
    QTest::newRow("all") << QStringList{m_http.url(), m_https.url(), named(m_http)};
}

void TestLabSocks::right()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(m_password, targets, lab::user), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    // Also no socks.password-in-clear: nobody listens on the way within this computer.
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), targets.size());
    QVERIFY(!run.output.contains(lab::rightPassword));
}

void TestLabSocks::wrong()
{
    const ProgramRun run = runCheck(arguments(m_password, {m_http.url(), m_https.url()}, lab::user),
                                    lab::wrongPassword);
    QVERIFY2(run.verdict() == u"socks.credentials-rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
}

void TestLabSocks::missing()
{
    const ProgramRun run = runCheck(arguments(m_password, {m_http.url(), m_https.url()}));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSocks::open()
{
    const ProgramRun run
        = runCheck(arguments(m_open, {m_http.url(), m_https.url()}, lab::user), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.no-sign-in-asked"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSocks::overIpv6()
{
    const QString proxy = u"socks5://[::1]:%1"_s.arg(m_dante.port());
    const ProgramRun run = runCheck(checkArguments(proxy, {}, {m_http.url(), named(m_http)}));
    QVERIFY2(run.verdict() == u"healthy.no-sign-in-asked"_s, run.story());
    QVERIFY(run.exchange(1)[u"remote"_s].toString().startsWith(u"[::1]:"_s));
}

void TestLabSocks::httpSpoken_data()
{
    QTest::addColumn<quint16>("port");
    QTest::newRow("microsocks with a password") << m_password.port();
    QTest::newRow("microsocks without") << m_open.port();
    QTest::newRow("Dante") << m_dante.port();
}

void TestLabSocks::httpSpoken()
{
    QFETCH(quint16, port);
    const ProgramRun run = runCheck(
        checkArguments(u"127.0.0.1:%1"_s.arg(port), lab::user, {m_http.url(), m_https.url()}),
        lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.is-socks"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSocks::socksSpokenToHttp_data()
{
    QTest::addColumn<bool>("squid");
    QTest::newRow("Squid") << true;
    QTest::newRow("tinyproxy") << false;
}

void TestLabSocks::socksSpokenToHttp()
{
    QFETCH(bool, squid);
    LabServer proxy;
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    const QString problem = squid ? lab::startSquid(proxy, rules) : lab::startTinyproxy(proxy, {});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(arguments(proxy, {m_http.url()}, lab::user)
                                        + QStringList{u"--timeout"_s, u"2"_s},
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.is-http"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSocks::socksSpokenToTls()
{
    LabServer front;
    const auto certificate = pt::PracticeCertificate::make(u"Lab authority"_s, "IP:127.0.0.1",
                                                           QDateTime::currentDateTimeUtc());
    QVERIFY(certificate.has_value());
    const QString problem = lab::startStunnel(front, m_open.port(), *certificate);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(arguments(front, {m_http.url()}, lab::user)
                                        + QStringList{u"--timeout"_s, u"2"_s},
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.expects-tls"_s, run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSocks::forbiddenByRule()
{
    const ProgramRun run = runCheck(arguments(m_dante, {m_forbidden.url()}));
    QVERIFY2(run.verdict() == u"socks.request-refused"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(m_forbidden.requests(), 0);
    QCOMPARE(m_dante.waitForLines(u"log"_s, "block(1): tcp/connect", 1).size(), 1);
}

void TestLabSocks::targetRefuses()
{
    const QString target = u"http://127.0.0.1:%1/"_s.arg(LabServer::freePort());
    for (const LabServer *server : {&m_dante, &m_open}) {
        const ProgramRun run = runCheck(arguments(*server, {target}));
        QVERIFY2(run.verdict() == u"proxy.target-unreachable"_s, run.story());
        QCOMPARE(evidenceProblem(run), QString());
    }
}

void TestLabSocks::refusedInTheLog()
{
    LabServer dante;
    lab::DanteRules rules;
    rules.asksForSignIn = true;
    const QString problem = lab::startDante(dante, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run
        = runCheck(arguments(dante, {m_http.url(), m_https.url()}, lab::user), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"socks.credentials-rejected"_s, run.story());
    // The server's own count: one.
    QCOMPARE(dante.waitForLines(u"log"_s, "could not access user", 1).size(), 1);
}

void TestLabSocks::socks4_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("address") << m_http.url() << u"healthy.no-sign-in-asked"_s;
    // Dante does not know the extension with names, and takes the stand-in address for real.
    QTest::newRow("name") << named(m_http) << u"socks.request-refused"_s;
}

void TestLabSocks::socks4()
{
    QFETCH(QString, target);
    QFETCH(QString, verdict);
    const ProgramRun run = runCheck(arguments(m_dante, {target}, {}, u"socks4a"_s));
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(evidenceProblem(run), QString());
}

QTEST_GUILESS_MAIN(TestLabSocks)
#include "tst_lab_socks.moc"
