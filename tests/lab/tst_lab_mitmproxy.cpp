// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// mitmproxy: it stands in the middle of encrypted connections, and after its 407 to CONNECT it
/// does not listen on that connection any more.
class TestLabMitmproxy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void plain();
    void retryIgnored_data();
    void retryIgnored();
    void authorityNotTrusted();
    void wrong_data();
    void wrong();
    void missing();

private:
    QStringList arguments(const QStringList &targets, const QString &user = lab::user) const
    {
        return checkArguments(m_proxy.authority(), user, targets);
    }
    QStringList trusting(const QStringList &targets) const
    {
        return arguments(targets)
            + QStringList{u"--ca-file"_s, m_proxy.path(u"mitmproxy/mitmproxy-ca-cert.pem"_s)};
    }

    LabServer m_proxy;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabMitmproxy::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    const QString problem = lab::startMitmproxy(m_proxy);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(!m_proxy.contents(u"mitmproxy/mitmproxy-ca-cert.pem"_s).isEmpty(),
                             20'000);
}

void TestLabMitmproxy::plain()
{
    const ProgramRun run = runCheck(trusting({m_http.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"proxy.retry-ignored"_s), run.story());
}

void TestLabMitmproxy::retryIgnored_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
}

void TestLabMitmproxy::retryIgnored()
{
    QFETCH(QStringList, targets);
    const int visits = m_https.requests();
    const ProgramRun run = runCheck(trusting(targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"proxy.retry-ignored"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    for (const QString &cause : {u"network.no-reply"_s, u"network.reset"_s,
                                 u"credentials.rejected"_s, u"network.some-addresses-fail"_s}) {
        QVERIFY2(!run.causes().contains(cause), run.story());
    }
    // Told beside it: the site's certificate is none of the site's.
    QCOMPARE(run.finding(u"tls.target-intercepted"_s)[u"severity"_s].toString(), u"info"_s);
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
    // One answer for each request, and the one that was not heard.
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), int(targets.size()) + 1);
    QCOMPARE(m_https.requests(), visits + 1);
}

void TestLabMitmproxy::authorityNotTrusted()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.causes().contains(u"tls.target-intercepted"_s), run.story());
    QVERIFY2(!run.causes().contains(u"tls.target-failed"_s), run.story());
    QVERIFY2(run.finding(u"tls.target-intercepted"_s)[u"severity"_s].toString() != u"info"_s,
             run.story());
}

void TestLabMitmproxy::wrong_data()
{
    retryIgnored_data();
}

void TestLabMitmproxy::wrong()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(trusting(targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
}

void TestLabMitmproxy::missing()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}, {}));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestLabMitmproxy)
#include "tst_lab_mitmproxy.moc"
