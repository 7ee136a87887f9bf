// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// HAProxy as a gate before a Squid: as it comes it asks with 401, as a web site does, also where
/// it is asked for a tunnel; told to, with 407.
class TestLabHaproxy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void asksAsASite_data();
    void asksAsASite();
    void right();
    void wrong();
    void missing();

private:
    QStringList arguments(const LabServer &gate, const QStringList &targets,
                          const QString &user = lab::user) const
    {
        return checkArguments(gate.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_squid.path(u"authority.pem"_s)};
    }

    LabServer m_squid;
    LabServer m_asSite;
    LabServer m_asProxy;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabHaproxy::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.asksForSignIn = false;
    rules.accessRules = "acl here src 127.0.0.1/32\nhttp_access allow here\n";
    QString problem = lab::startSquid(m_squid, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startHaproxy(m_asSite, m_squid.port(), false);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startHaproxy(m_asProxy, m_squid.port(), true);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_squid.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabHaproxy::asksAsASite_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<QByteArray>("password"); // empty: nothing is given
    const QStringList both{m_http.url(), m_https.url()};
    QTest::newRow("right") << both << lab::rightPassword;
    QTest::newRow("wrong") << both << lab::wrongPassword;
    QTest::newRow("missing") << both << QByteArray();
    QTest::newRow("right, encrypted") << QStringList{m_https.url()} << lab::rightPassword;
}

/// Whatever is typed is for a proxy that asks as one. A 401 asks for the credentials of a web site
/// (RFC 9110 section 11.6.1), and those of the proxy are nobody's else.
void TestLabHaproxy::asksAsASite()
{
    QFETCH(QStringList, targets);
    QFETCH(QByteArray, password);
    const int visits = m_http.requests() + m_https.requests();
    const ProgramRun run = password.isEmpty() ? runCheck(arguments(m_asSite, targets, {}))
                                              : runCheck(arguments(m_asSite, targets), password);
    QVERIFY2(run.verdict() == u"scheme.proxy-answers-401"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"origin.sign-in-required"_s), run.story());
    QVERIFY2(!run.causes().contains(u"credentials.rejected"_s), run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
    const QJsonArray exchanges = run.json[u"exchanges"_s].toArray();
    for (const QJsonValue &exchange : exchanges)
        QVERIFY(!exchange[u"request"_s][u"head"_s].toString().contains(u"Authorization:"_s));
    QCOMPARE(m_http.requests() + m_https.requests(), visits);
}

void TestLabHaproxy::right()
{
    const ProgramRun run
        = runCheck(arguments(m_asProxy, {m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
}

void TestLabHaproxy::wrong()
{
    const qsizetype before = m_asProxy.waitForLines(u"output.txt"_s, "407 ", 0).size();
    const ProgramRun run
        = runCheck(arguments(m_asProxy, {m_http.url(), m_https.url()}), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    // Two questions without a sign-in and one with it.
    QCOMPARE(m_asProxy.waitForLines(u"output.txt"_s, "407 ", before + 3).size(), before + 3);
}

void TestLabHaproxy::missing()
{
    const ProgramRun run = runCheck(arguments(m_asProxy, {m_http.url(), m_https.url()}, {}));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
}

QTEST_GUILESS_MAIN(TestLabHaproxy)
#include "tst_lab_haproxy.moc"
