// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Squid with its own Digest helper.
class TestLabSquidDigest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right_data();
    void right();
    void oddAccount();
    void wrong_data();
    void wrong();
    void missing();
    void bothOffered_data();
    void bothOffered();
    void responseIsNowhere();

private:
    QStringList arguments(const LabServer &squid, const QStringList &targets,
                          const QString &user = lab::user) const
    {
        return checkArguments(squid.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_caFile};
    }
    /// Schemes of the sign-ins that were sent, in their order.
    static QStringList sentSchemes(const ProgramRun &run)
    {
        QStringList schemes;
        const QJsonArray exchanges = run.json[u"exchanges"_s].toArray();
        for (const QJsonValue &exchange : exchanges) {
            const QString scheme = exchange[u"answered_scheme"_s].toString();
            if (!scheme.isEmpty())
                schemes.append(scheme);
        }
        return schemes;
    }

    LabServer m_digest;
    LabServer m_both; ///< Digest and Basic
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    QString m_caFile;
};

void TestLabSquidDigest::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    rules.digest = true;
    QString problem = lab::startSquid(m_both, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    rules.basic = false;
    problem = lab::startSquid(m_digest, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_digest.write(u"authority.pem"_s, m_https.authority().toPem()));
    m_caFile = m_digest.path(u"authority.pem"_s);
}

void TestLabSquidDigest::right_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("many of both") << QStringList{m_http.url(), m_https.url(),
                                                 m_http.url(u"/a?b=c"_s), m_https.url(u"/d"_s)};
}

void TestLabSquidDigest::right()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(m_digest, targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
    QCOMPARE(sentSchemes(run), QStringList(targets.size(), u"digest"_s));
}

void TestLabSquidDigest::oddAccount()
{
    const ProgramRun run = runCheck(
        arguments(m_digest, {m_http.url(), m_https.url()}, lab::oddUser), lab::oddPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
}

void TestLabSquidDigest::wrong_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
}

void TestLabSquidDigest::wrong()
{
    QFETCH(QStringList, targets);
    const QByteArray part = "user=" + lab::user.toUtf8();
    const qsizetype before = m_digest.waitForLines(u"access.log"_s, part, 0).size();
    const ProgramRun run = runCheck(arguments(m_digest, targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    // What Squid itself saw: the user's name once, refused.
    const QList<QByteArray> lines
        = m_digest.waitForLines(u"access.log"_s, part, before + 1).mid(before);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().startsWith("TCP_DENIED/407 "), lines.first());
}

void TestLabSquidDigest::missing()
{
    const ProgramRun run = runCheck(arguments(m_digest, {m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

void TestLabSquidDigest::bothOffered_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QStringList>("schemes");
    const QString d = u"digest"_s;
    const QString b = u"basic"_s;
    QTest::newRow("the stronger one")
        << QStringList() << lab::rightPassword << u"healthy.signed-in"_s << QStringList{d, d};
    QTest::newRow("Basic wished for") << QStringList{u"--auth"_s, b} << lab::rightPassword
                                      << u"healthy.signed-in"_s << QStringList{b, b};
    QTest::newRow("Digest wished for") << QStringList{u"--auth"_s, d} << lab::rightPassword
                                       << u"healthy.signed-in"_s << QStringList{d, d};
    QTest::newRow("refused, and Basic not tried")
        << QStringList() << lab::wrongPassword << u"credentials.rejected"_s << QStringList{d};
    QTest::newRow("refused, and Basic not tried, whatever is allowed")
        << QStringList{u"--attempts"_s, u"3"_s} << lab::wrongPassword << u"credentials.rejected"_s
        << QStringList{d, d, d};
}

void TestLabSquidDigest::bothOffered()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, password);
    QFETCH(QString, verdict);
    QFETCH(QStringList, schemes);
    const ProgramRun run
        = runCheck(arguments(m_both, {m_http.url(), m_https.url()}) + more, password);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(sentSchemes(run), schemes);
}

/// A word list could be tried against a response whose cnonce is known.
void TestLabSquidDigest::responseIsNowhere()
{
    const ProgramRun run = runCheck(arguments(m_digest, {m_http.url()}), lab::rightPassword);
    QVERIFY(run.output.contains("response-length=32"));
    QVERIFY(!run.output.contains("response="));
    QVERIFY(!run.output.contains(" cnonce="));
    QVERIFY2(!run.output.contains(lab::rightPassword), "the password is in the output");
}

QTEST_GUILESS_MAIN(TestLabSquidDigest)
#include "tst_lab_squid_digest.moc"
