// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Squid with Samba's ntlm_auth, which judges NTLMv2 as a domain controller does.
class TestLabSquidNtlm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right_data();
    void right();
    void names_data();
    void names();
    void wrong_data();
    void wrong();
    void serverWithoutADomain();
    void missing();
    void offered_data();
    void offered();
    void overTls();
    void version1();
    void proofIsNowhere();

private:
    QStringList arguments(const QString &proxy, const QStringList &targets,
                          const QString &user = lab::user) const
    {
        return checkArguments(proxy, user, targets) + QStringList{u"--ca-file"_s, m_caFile};
    }
    /// Schemes of the requests that were answered, in their order, each repetition left out.
    static QStringList schemes(const ProgramRun &run)
    {
        QStringList list;
        const QJsonArray exchanges = run.json[u"exchanges"_s].toArray();
        for (const QJsonValue &exchange : exchanges) {
            const QString scheme = exchange[u"answered_scheme"_s].toString();
            if (!scheme.isEmpty() && !list.endsWith(scheme))
                list.append(scheme);
        }
        return list;
    }

    LabServer m_ntlm;
    LabServer m_all; ///< Digest, Basic and NTLM
    LabServer m_tls; ///< before m_ntlm
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    QString m_caFile;
};

void TestLabSquidNtlm::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    rules.ntlm = true;
    rules.digest = true;
    QString problem = lab::startSquid(m_all, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    rules.digest = false;
    rules.basic = false;
    problem = lab::startSquid(m_ntlm, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const auto certificate = pt::PracticeCertificate::make(
        u"Lab proxy authority"_s, "IP:127.0.0.1,DNS:localhost", QDateTime::currentDateTimeUtc());
    QVERIFY(certificate.has_value());
    problem = lab::startStunnel(m_tls, m_ntlm.port(), *certificate);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_ntlm.write(u"authorities.pem"_s,
                         m_https.authority().toPem() + certificate->authority.toPem()));
    m_caFile = m_ntlm.path(u"authorities.pem"_s);
}

void TestLabSquidNtlm::right_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("many of both") << QStringList{m_http.url(), m_https.url(),
                                                 m_http.url(u"/a?b=c"_s), m_https.url(u"/d"_s)};
}

void TestLabSquidNtlm::right()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(m_ntlm.authority(), targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
    QCOMPARE(schemes(run), QStringList{u"ntlm"_s});
}

/// ntlm_auth makes the name upper-case in its own way: what it accepts is what Windows means.
void TestLabSquidNtlm::names_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("with its domain") << u"CORP\\anna"_s;
    QTest::newRow("with a domain in small letters") << u"corp\\anna"_s;
    QTest::newRow("principal name") << u"anna@corp.example"_s;
    QTest::newRow("umlaut") << u"jürgen"_s;
    QTest::newRow("sharp s") << u"straße"_s;
    QTest::newRow("y with diaeresis") << u"\u00ff"_s;
    QTest::newRow("Cyrillic") << u"анна"_s;
    QTest::newRow("Greek, final sigma") << u"νίκος"_s;
    QTest::newRow("micro sign") << u"\u00b5"_s;
    QTest::newRow("dotless i") << u"\u0131"_s;
    QTest::newRow("long s") << u"\u017f"_s;
    QTest::newRow("outside of the first plane") << u"\U00010428"_s;
}

void TestLabSquidNtlm::names()
{
    QFETCH(QString, user);
    const ProgramRun run
        = runCheck(arguments(m_ntlm.authority(), {m_http.url()}, user), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
}

void TestLabSquidNtlm::wrong_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<int>("denied"); // asked, opened and refused
    QTest::newRow("plain") << QStringList{m_http.url()} << 3;
    QTest::newRow("encrypted") << QStringList{m_https.url()} << 3;
    QTest::newRow("both") << QStringList{m_http.url(), m_https.url()} << 4;
}

void TestLabSquidNtlm::wrong()
{
    QFETCH(QStringList, targets);
    QFETCH(int, denied);
    const QByteArray part = "TCP_DENIED/407 ";
    const qsizetype before = m_ntlm.waitForLines(u"access.log"_s, part, 0).size();
    const ProgramRun run = runCheck(arguments(m_ntlm.authority(), targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    // What Squid itself saw: a question for each kind, one first message, one answer.
    const QList<QByteArray> lines
        = m_ntlm.waitForLines(u"access.log"_s, part, before + denied).mid(before);
    QCOMPARE(lines.size(), denied);
}

/// ntlm_auth names its own computer in place of a domain: nothing can be said about the one sent.
void TestLabSquidNtlm::serverWithoutADomain()
{
    const ProgramRun run = runCheck(arguments(m_ntlm.authority(), {m_http.url()}, u"SALES\\anna"_s),
                                    lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
}

void TestLabSquidNtlm::missing()
{
    const ProgramRun run
        = runCheck(arguments(m_ntlm.authority(), {m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSquidNtlm::offered_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("scheme");
    QTest::newRow("the strongest")
        << QStringList() << lab::rightPassword << u"healthy.signed-in"_s << u"ntlm"_s;
    QTest::newRow("Digest wished for")
        << QStringList{u"--auth"_s, u"digest"_s} << lab::rightPassword << u"healthy.signed-in"_s
        << u"digest"_s;
    QTest::newRow("NTLM wished for") << QStringList{u"--auth"_s, u"ntlm"_s} << lab::rightPassword
                                     << u"healthy.signed-in"_s << u"ntlm"_s;
    QTest::newRow("refused, and nothing weaker tried")
        << QStringList{u"--attempts"_s, u"3"_s} << lab::wrongPassword << u"credentials.rejected"_s
        << u"ntlm"_s;
}

void TestLabSquidNtlm::offered()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, password);
    QFETCH(QString, verdict);
    QFETCH(QString, scheme);
    const ProgramRun run
        = runCheck(arguments(m_all.authority(), {m_http.url(), m_https.url()}) + more, password);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(schemes(run), QStringList{scheme});
}

void TestLabSquidNtlm::overTls()
{
    const QString proxy = u"https://"_s + m_tls.authority();
    const QStringList targets{m_http.url(), m_https.url()};
    const ProgramRun right = runCheck(arguments(proxy, targets), lab::rightPassword);
    QVERIFY2(right.verdict() == u"healthy.signed-in"_s, right.story());
    QCOMPARE(right.besides(u"warning"_s), QStringList());
    const ProgramRun wrong = runCheck(arguments(proxy, targets), lab::wrongPassword);
    QVERIFY2(wrong.verdict() == u"credentials.rejected"_s, wrong.story());
    QCOMPARE(wrong.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
}

/// Samba refuses version 1 unless told otherwise; what matters here is that it is sent only on
/// demand.
void TestLabSquidNtlm::version1()
{
    const ProgramRun run
        = runCheck(arguments(m_ntlm.authority(), {m_http.url()}) + QStringList{u"--ntlm-v1"_s},
                   lab::rightPassword);
    QVERIFY2(run.causes().contains(u"ntlm.version-1-used"_s), run.story());
    QVERIFY(run.output.contains("nt-bytes=24"));
}

/// A word list could be tried against the proof in a third message.
void TestLabSquidNtlm::proofIsNowhere()
{
    const ProgramRun run
        = runCheck(arguments(m_ntlm.authority(), {m_http.url()}), lab::rightPassword);
    QVERIFY(run.output.contains("[ntlm message=3 "));
    QVERIFY(!run.output.contains("NTLM TlRMTVNTUAAD"));
    QVERIFY2(!run.output.contains(lab::rightPassword), "the password is in the output");
}

QTEST_GUILESS_MAIN(TestLabSquidNtlm)
#include "tst_lab_squid_ntlm.moc"
