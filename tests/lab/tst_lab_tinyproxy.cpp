// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// tinyproxy closes after every answer and words a wrong password as a web site would: 401.
class TestLabTinyproxy : public QObject
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
    void originAsksForSignIn();

private:
    QStringList arguments(const QStringList &targets, const QString &user = lab::user) const
    {
        return checkArguments(m_proxy.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_proxy.path(u"authority.pem"_s)};
    }

    LabServer m_proxy;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    Origin m_forbidden{Origin::Kind::Https};
};

void TestLabTinyproxy::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QVERIFY(m_forbidden.start());
    const QString problem = lab::startTinyproxy(m_proxy, {443, m_https.port()});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_proxy.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabTinyproxy::right()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.besides(u"error"_s), QStringList());
    // Also no scheme.basic-in-clear: nobody listens on the way within this computer.
    QCOMPARE(run.besides(u"warning"_s), QStringList());
}

void TestLabTinyproxy::wrong_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
}

void TestLabTinyproxy::wrong()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(run.causes().contains(u"scheme.proxy-answers-401"_s), run.story());
    QVERIFY2(!run.causes().contains(u"origin.sign-in-required"_s), run.story());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);
}

void TestLabTinyproxy::missing()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
}

void TestLabTinyproxy::portNotAllowed()
{
    const ProgramRun run = runCheck(arguments({m_forbidden.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"tunnel.port-not-allowed"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"policy.forbidden"_s), run.story());
    QCOMPARE(m_forbidden.requests(), 0);
}

void TestLabTinyproxy::targetUnreachable()
{
    const ProgramRun run = runCheck(
        arguments({u"http://127.0.0.1:%1/"_s.arg(LabServer::freePort())}), lab::rightPassword);
    // tinyproxy words this as "500 Unable to connect".
    QVERIFY2(run.verdict() == u"proxy.target-unreachable"_s, run.story());
}

void TestLabTinyproxy::originAsksForSignIn()
{
    // A 401 too, but the site's own, after the proxy let the request pass.
    const ProgramRun run = runCheck(arguments({m_https.url(u"/status/401"_s)}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"origin.sign-in-required"_s, run.story());
    QVERIFY2(!run.causes().contains(u"scheme.proxy-answers-401"_s), run.story());
}

QTEST_GUILESS_MAIN(TestLabTinyproxy)
#include "tst_lab_tinyproxy.moc"
