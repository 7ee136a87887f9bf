// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Squids that let computers in by their address, without a sign-in.
class TestLabSquidAddresses : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void allowed_data();
    void allowed();
    void refused_data();
    void refused();

private:
    static void credentialRows()
    {
        QTest::addColumn<QString>("user");
        QTest::newRow("with a user and a password") << lab::user;
        QTest::newRow("with nothing") << QString();
    }
    ProgramRun check(const LabServer &squid, const QString &user)
    {
        return runCheck(checkArguments(squid.authority(), user, {m_http.url(), m_https.url()})
                            + QStringList{u"--ca-file"_s, m_allows.path(u"authority.pem"_s)},
                        user.isEmpty() ? std::nullopt : std::optional(lab::rightPassword));
    }

    LabServer m_allows;
    LabServer m_refuses;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabSquidAddresses::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.asksForSignIn = false;
    rules.accessRules = "acl office src 127.0.0.1/32\nhttp_access allow office\n";
    QString problem = lab::startSquid(m_allows, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    rules.accessRules = "acl office src 192.0.2.0/24\nhttp_access allow office\n";
    problem = lab::startSquid(m_refuses, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_allows.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabSquidAddresses::allowed_data()
{
    credentialRows();
}

void TestLabSquidAddresses::allowed()
{
    QFETCH(QString, user);
    const ProgramRun run = check(m_allows, user);
    QVERIFY2(run.verdict() == u"healthy.no-sign-in-asked"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    // Nothing was sent in clear, as nothing was asked for.
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSquidAddresses::refused_data()
{
    credentialRows();
}

void TestLabSquidAddresses::refused()
{
    QFETCH(QString, user);
    const ProgramRun run = check(m_refuses, user);
    QVERIFY2(run.verdict() == u"policy.address-not-allowed"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"tunnel.port-not-allowed"_s), run.story());
    QVERIFY2(!run.causes().contains(u"credentials.rejected"_s), run.story());
}

QTEST_GUILESS_MAIN(TestLabSquidAddresses)
#include "tst_lab_squid_addresses.moc"
