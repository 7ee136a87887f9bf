// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Two Squids in a row, each with a sign-in of its own. The first one takes the question of the
/// second off the answers to plain requests, and hands it on in the answers to CONNECT.
class TestLabSquidParent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void parentAsks_data();
    void parentAsks();
    void wrongAtTheFirst();

private:
    ProgramRun check(const QStringList &targets, const QByteArray &password)
    {
        return runCheck(checkArguments(m_child.authority(), lab::user, targets)
                            + QStringList{u"--ca-file"_s, m_child.path(u"authority.pem"_s)},
                        password);
    }

    LabServer m_parent;
    LabServer m_child;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabSquidParent::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    rules.realm = "Lab head office";
    QString problem = lab::startSquid(m_parent, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    rules.realm = "Lab branch office";
    rules.accessRules.prepend("cache_peer 127.0.0.1 parent " + QByteArray::number(m_parent.port())
                              + " 0 no-query no-digest default\nnever_direct allow all\n");
    problem = lab::startSquid(m_child, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_child.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabSquidParent::parentAsks_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("both") << QStringList{m_http.url(), m_https.url()};
}

void TestLabSquidParent::parentAsks()
{
    QFETCH(QStringList, targets);
    const int visits = m_http.requests() + m_https.requests();
    const ProgramRun run = check(targets, lab::rightPassword);
    QVERIFY2(run.verdict() == u"proxy.upstream-sign-in"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    for (const QString &cause : {u"credentials.rejected"_s, u"scheme.challenge-missing"_s,
                                 u"origin.sends-407"_s, u"credentials.attempt-limit"_s}) {
        QVERIFY2(!run.causes().contains(cause), run.story());
    }
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);
    QCOMPARE(m_http.requests() + m_https.requests(), visits);
}

void TestLabSquidParent::wrongAtTheFirst()
{
    const ProgramRun run = check({m_http.url(), m_https.url()}, lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QVERIFY2(!run.causes().contains(u"proxy.upstream-sign-in"_s), run.story());
    QCOMPARE(evidenceProblem(run), QString());
}

QTEST_GUILESS_MAIN(TestLabSquidParent)
#include "tst_lab_squid_parent.moc"
