// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestLabApache : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right();
    void wrong_data();
    void wrong();
    void missing();
    void portNotAllowed();
    void targetUnreachable();
    void webServer_data();
    void webServer();

private:
    QStringList arguments(const QStringList &targets, const QString &user = lab::user) const
    {
        return checkArguments(m_proxy.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_proxy.path(u"authority.pem"_s)};
    }

    LabServer m_proxy;
    LabServer m_web;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    Origin m_forbidden{Origin::Kind::Https};
};

void TestLabApache::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QVERIFY(m_forbidden.start());
    QString problem = lab::startApacheProxy(m_proxy, {443, m_https.port()});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startApacheWebServer(m_web);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_proxy.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabApache::right()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.besides(u"error"_s), QStringList());
    // Also no scheme.basic-in-clear: nobody listens on the way within this computer.
    QCOMPARE(run.besides(u"warning"_s), QStringList());
}

void TestLabApache::wrong_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
}

void TestLabApache::wrong()
{
    QFETCH(QStringList, targets);
    const QByteArray sent = "407 " + lab::user.toUtf8() + ' ';
    const qsizetype before = m_proxy.waitForLines(u"access.log"_s, sent, 0).size();
    const ProgramRun run = runCheck(arguments(targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(m_proxy.waitForLines(u"access.log"_s, sent, before + 1).size(), before + 1);
}

void TestLabApache::missing()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
}

void TestLabApache::portNotAllowed()
{
    const ProgramRun run = runCheck(arguments({m_forbidden.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"tunnel.port-not-allowed"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(m_forbidden.requests(), 0);
}

void TestLabApache::targetUnreachable()
{
    const ProgramRun run = runCheck(
        arguments({u"http://127.0.0.1:%1/"_s.arg(LabServer::freePort())}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"proxy.target-unreachable"_s, run.story());
}

void TestLabApache::webServer_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("a page that it does not have")
        << QStringList{m_http.url(u"/nothing"_s), m_https.url()};
}

void TestLabApache::webServer()
{
    QFETCH(QStringList, targets);
    const int visits = m_http.requests();
    const ProgramRun run
        = runCheck(checkArguments(m_web.authority(), lab::user, targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.not-a-proxy"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"healthy.no-sign-in-asked"_s), run.story());
    QCOMPARE(m_http.requests(), visits);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestLabApache)
#include "tst_lab_apache.moc"
