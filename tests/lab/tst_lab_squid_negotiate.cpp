// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Kdc.h"
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Squid's Kerberos helper and a real KDC. The tests run in the order in which they stand: the last
/// ones take away what the others need.
class TestLabSquidNegotiate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void ticket_data();
    void ticket();
    void typed();
    void typedInAnotherForm_data();
    void typedInAnotherForm();
    void wrongPassword();
    void unknownUser();
    void noTicket();
    void expired();
    void byAddress();
    void clockSkew();
    void expiredByTheClock();
    void staleKeytab();
    void noTicketButAPassword();
    void ticketIsNowhere();
    void serviceUnknown();
    void kdcDown();
    void kdcDownButAPassword();

private:
    QStringList arguments(const LabServer &squid, const QStringList &targets,
                          const QString &user = {}, const QString &host = u"localhost"_s) const
    {
        return checkArguments(u"%1:%2"_s.arg(host).arg(squid.port()), user, targets)
            + QStringList{u"--ca-file"_s, m_caFile};
    }
    QStringList both() const { return {m_http.url(), m_https.url()}; }
    static QJsonObject facts(const ProgramRun &run)
    {
        return run.json[u"negotiate"_s][0].toObject();
    }
    static int attempts(const ProgramRun &run, const QString &kind)
    {
        return run.json[u"attempts"_s][kind].toInt(-1);
    }
    QString startWith(LabServer &squid, const QByteArray &keytab, bool basic) const;

    Kdc m_kdc;
    LabServer m_squid;
    LabServer m_stale; ///< has the keys of before
    LabServer m_both; ///< Negotiate and Basic
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    QString m_caFile;
};

QString TestLabSquidNegotiate::startWith(LabServer &squid, const QByteArray &keytab,
                                         bool basic) const
{
    if (keytab.isEmpty() || !squid.write(u"http.keytab"_s, keytab)
        || !squid.write(u"krb5.conf"_s, m_kdc.clientConfiguration()))
        return u"there is no keytab"_s;
    lab::SquidRules rules;
    rules.negotiate = "-k " + squid.path(u"http.keytab"_s).toUtf8() + " -s HTTP/localhost@LAB.TEST";
    rules.basic = basic;
    rules.accessRules = "http_access allow signed_in\n";
    return lab::startSquid(squid, rules);
}

void TestLabSquidNegotiate::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QString problem = m_kdc.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const QByteArray old = m_kdc.newKeytab();
    const QByteArray present = m_kdc.newKeytab();
    for (const auto &[squid, keytab, basic] :
         {std::tuple{&m_stale, old, false}, std::tuple{&m_squid, present, false},
          std::tuple{&m_both, present, true}}) {
        problem = startWith(*squid, keytab, basic);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    QVERIFY(m_squid.write(u"authority.pem"_s, m_https.authority().toPem()));
    m_caFile = m_squid.path(u"authority.pem"_s);
}

void TestLabSquidNegotiate::ticket_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<QString>("user");
    QTest::newRow("plain") << QStringList{m_http.url()} << QString();
    QTest::newRow("encrypted") << QStringList{m_https.url()} << QString();
    QTest::newRow("many of both") << QStringList{m_http.url(), m_https.url(),
                                                 m_http.url(u"/a?b=c"_s), m_https.url(u"/d"_s)}
                                  << QString();
    QTest::newRow("of the typed user") << both() << lab::user;
}

/// The ticket of this computer, got by kinit as by logging in.
void TestLabSquidNegotiate::ticket()
{
    QFETCH(QStringList, targets);
    QFETCH(QString, user);
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(arguments(m_squid, targets, user), std::nullopt,
                                    m_kdc.environment(u"tickets"_s));
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(attempts(run, u"rejected"_s), 0);
    const QJsonObject told = facts(run);
    QCOMPARE(told[u"service"_s].toString(), u"HTTP@localhost"_s);
    QCOMPARE(told[u"canonical_service"_s].toString(), u"HTTP/localhost@LAB.TEST"_s);
    QCOMPARE(told[u"principal"_s].toString(), lab::user + u"@LAB.TEST"_s);
    QCOMPARE(told[u"source"_s].toString(), u"system"_s);
    QCOMPARE(told[u"etype"_s].toInt(), 18);
    QCOMPARE(told[u"kvno"_s].toInt(), 3);
    QVERIFY(!told[u"ticket_end_utc"_s].toString().isEmpty());
    QVERIFY(
        run.output.contains("spn=\\\"HTTP/localhost\\\" realm=\\\"LAB.TEST\\\" etype=18 kvno=3"));
}

/// No ticket at all: one is got with the password, once for the whole run, and kept in memory.
void TestLabSquidNegotiate::typed()
{
    const QByteArray issued = "ISSUE: authtime";
    const qsizetype before = m_kdc.logLines("AS_REQ", 0).size();
    const ProgramRun run
        = runCheck(arguments(m_squid, both() + QStringList{m_http.url(u"/more"_s)}, lab::user),
                   lab::rightPassword, m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(facts(run)[u"source"_s].toString(), u"typed"_s);
    QCOMPARE(facts(run)[u"kdc_reached"_s].toBool(), true);
    QVERIFY(!QFile::exists(m_kdc.path(u"none"_s)));
    const QList<QByteArray> lines = m_kdc.logLines("AS_REQ", before + 2).mid(before);
    qsizetype count = 0;
    for (const QByteArray &line : lines)
        count += line.contains(issued) ? 1 : 0;
    QCOMPARE(count, 1);
}

void TestLabSquidNegotiate::typedInAnotherForm_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("with the realm") << u"anna@LAB.TEST"_s;
    QTest::newRow("with the realm in small letters") << u"anna@lab.test"_s;
    QTest::newRow("as Windows has it") << u"LAB\\anna"_s;
}

void TestLabSquidNegotiate::typedInAnotherForm()
{
    QFETCH(QString, user);
    const ProgramRun run = runCheck(arguments(m_squid, {m_http.url()}, user), lab::rightPassword,
                                    m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(facts(run)[u"principal"_s].toString(), u"anna@LAB.TEST"_s);
}

/// The KDC refuses: that is one rejected attempt, also in its own log.
void TestLabSquidNegotiate::wrongPassword()
{
    const qsizetype before = m_kdc.logLines("PREAUTH_FAILED", 0).size();
    const ProgramRun run = runCheck(arguments(m_squid, both(), lab::user), lab::wrongPassword,
                                    m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(attempts(run, u"rejected"_s), 1);
    QCOMPARE(attempts(run, u"sent"_s), 1);
    QCOMPARE(facts(run)[u"kerberos_error"_s].toInt(), 24);
    QCOMPARE(facts(run)[u"exchange"_s].toInt(-1), 0);
    const QList<QByteArray> lines = m_kdc.logLines("PREAUTH_FAILED", before + 1).mid(before);
    QCOMPARE(lines.size(), 1);
    // And Basic, which is offered as well, does not get what the KDC has refused.
    const ProgramRun other = runCheck(arguments(m_both, both(), lab::user), lab::wrongPassword,
                                      m_kdc.environment(u"none"_s));
    QVERIFY2(other.verdict() == u"credentials.rejected"_s, other.story());
    QCOMPARE(attempts(other, u"sent"_s), 1);
}

void TestLabSquidNegotiate::unknownUser()
{
    const ProgramRun run = runCheck(arguments(m_squid, both(), u"berta"_s), lab::wrongPassword,
                                    m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"kerberos.no-ticket"_s, run.story());
    QCOMPARE(facts(run)[u"reason"_s].toString(), u"user-unknown"_s);
    QCOMPARE(attempts(run, u"sent"_s), 0);
}

void TestLabSquidNegotiate::noTicket()
{
    const ProgramRun run
        = runCheck(arguments(m_squid, both()), std::nullopt, m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"kerberos.no-ticket"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(attempts(run, u"sent"_s), 0);
    QVERIFY(!run.causes().contains(u"credentials.missing"_s));
    QVERIFY(!run.causes().contains(u"scheme.none-usable"_s));
}

void TestLabSquidNegotiate::expired()
{
    const QString problem = m_kdc.getTicket(u"short"_s, u"2s"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QTest::qWait(3500);
    const ProgramRun run
        = runCheck(arguments(m_squid, both()), std::nullopt, m_kdc.environment(u"short"_s));
    QVERIFY2(run.verdict() == u"kerberos.ticket-expired"_s, run.story());
    QCOMPARE(attempts(run, u"sent"_s), 0);
    QVERIFY(!run.causes().contains(u"kerberos.clock-skew"_s));
}

void TestLabSquidNegotiate::byAddress()
{
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(arguments(m_squid, both(), {}, u"127.0.0.1"_s), std::nullopt,
                                    m_kdc.environment(u"tickets"_s));
    QVERIFY2(run.verdict() == u"kerberos.proxy-named-by-address"_s, run.story());
    QVERIFY(!run.causes().contains(u"kerberos.service-unknown"_s));
}

/// The client's clock is 10 minutes ahead; 5 are allowed.
void TestLabSquidNegotiate::clockSkew()
{
    const QString faketime = LabServer::findProgram(u"faketime"_s);
    QVERIFY2(!faketime.isEmpty(), "faketime is not installed; install the Debian package faketime");
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(arguments(m_squid, {m_http.url()}), std::nullopt,
                                    m_kdc.environment(u"tickets"_s)
                                        + QStringList{u"FAKETIME_DONT_FAKE_MONOTONIC=1"_s},
                                    {faketime, u"-m"_s, u"-f"_s, u"+10m"_s});
    QVERIFY2(run.verdict() == u"kerberos.clock-skew"_s, run.story());
    QCOMPARE(facts(run)[u"kerberos_error"_s].toInt(), 37);
    QVERIFY(run.output.contains("By the time told here this computer's clock is ahead by"));
}

/// So far ahead that the ticket looks ended, which it is not.
void TestLabSquidNegotiate::expiredByTheClock()
{
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run = runCheck(
        arguments(m_squid, {m_http.url()}), std::nullopt,
        m_kdc.environment(u"tickets"_s) + QStringList{u"FAKETIME_DONT_FAKE_MONOTONIC=1"_s},
        {LabServer::findProgram(u"faketime"_s), u"-m"_s, u"-f"_s, u"+5h"_s});
    QVERIFY2(run.verdict() == u"kerberos.clock-skew"_s, run.story());
    QCOMPARE(facts(run)[u"code"_s].toString(), u"kerberos.ticket-expired"_s);
}

/// The proxy's keys are those of before: it cannot open the ticket.
void TestLabSquidNegotiate::staleKeytab()
{
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run
        = runCheck(arguments(m_stale, both()), std::nullopt, m_kdc.environment(u"tickets"_s));
    QVERIFY2(run.verdict() == u"kerberos.ticket-rejected"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(attempts(run, u"rejected"_s), 1);
    QCOMPARE(attempts(run, u"sent"_s), 1);
    const QString explanation = run.finding(run.verdict())[u"explanation"_s].toString();
    QVERIFY2(explanation.contains(u"HTTP/localhost"_s) && explanation.contains(u"LAB.TEST"_s)
                 && explanation.contains(u"(etype) is 18"_s)
                 && explanation.contains(u"(kvno) is 3"_s),
             qPrintable(explanation));
    QVERIFY(!run.causes().contains(u"credentials.rejected"_s));
}

/// Where the proxy also takes a password, a missing ticket is no reason to give up.
void TestLabSquidNegotiate::noTicketButAPassword()
{
    const ProgramRun nobody
        = runCheck(arguments(m_both, both()), std::nullopt, m_kdc.environment(u"none"_s));
    QVERIFY2(nobody.verdict() == u"credentials.missing"_s, nobody.story());
    QCOMPARE(nobody.besides(u"info"_s).contains(u"kerberos.no-ticket"_s), true);
    const ProgramRun forced
        = runCheck(arguments(m_both, both()) + QStringList{u"--auth"_s, u"negotiate"_s},
                   std::nullopt, m_kdc.environment(u"none"_s));
    QVERIFY2(forced.verdict() == u"kerberos.no-ticket"_s, forced.story());
}

/// Whoever has the token can use it for a while.
void TestLabSquidNegotiate::ticketIsNowhere()
{
    const ProgramRun run = runCheck(arguments(m_squid, {m_http.url()}, lab::user),
                                    lab::rightPassword, m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QVERIFY(!run.output.contains("Negotiate YI"));
    QVERIFY2(!run.output.contains(lab::rightPassword), "the password is in the output");
}

void TestLabSquidNegotiate::serviceUnknown()
{
    QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = m_kdc.administer(u"delprinc -force HTTP/localhost"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const ProgramRun run
        = runCheck(arguments(m_squid, both()), std::nullopt, m_kdc.environment(u"tickets"_s));
    QVERIFY2(run.verdict() == u"kerberos.service-unknown"_s, run.story());
    QCOMPARE(facts(run)[u"kerberos_error"_s].toInt(), 7);
    QCOMPARE(attempts(run, u"sent"_s), 0);
}

void TestLabSquidNegotiate::kdcDown()
{
    const QString problem = m_kdc.getTicket(u"tickets"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_kdc.stop();
    const ProgramRun run
        = runCheck(arguments(m_squid, both()), std::nullopt, m_kdc.environment(u"tickets"_s));
    QVERIFY2(run.verdict() == u"kerberos.kdc-unreachable"_s, run.story());
    QCOMPARE(facts(run)[u"kdc_reached"_s].toBool(true), false);
    QVERIFY(!run.causes().contains(u"kerberos.no-ticket"_s));
}

void TestLabSquidNegotiate::kdcDownButAPassword()
{
    const ProgramRun run = runCheck(arguments(m_both, both(), lab::user), lab::rightPassword,
                                    m_kdc.environment(u"none"_s));
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QVERIFY(run.besides(u"warning"_s).contains(u"kerberos.kdc-unreachable"_s));
}

QTEST_GUILESS_MAIN(TestLabSquidNegotiate)
#include "tst_lab_squid_negotiate.moc"
