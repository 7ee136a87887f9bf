// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// A Squid as it is often set up: encrypted connections to a few ports only, which it looks at
/// before it asks for a sign-in.
class TestLabSquid : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right();
    void rightForPlainPagesOnly();
    void oddAccount();
    void wrong_data();
    void wrong();
    void missing();
    void unknownUser();
    void portNotAllowed_data();
    void portNotAllowed();
    void targetUnreachable_data();
    void targetUnreachable();
    void originAnswers_data();
    void originAnswers();
    void untrustedOrigin();
    void charset();
    void otherSpellings_data();
    void otherSpellings();
    void passwordIsNowhere();

private:
    QStringList arguments(const QStringList &targets, const QString &user = lab::user) const
    {
        return checkArguments(m_squid.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_caFile};
    }
    QList<QByteArray> logged(const QByteArray &part, qsizetype count) const
    {
        return m_squid.waitForLines(u"access.log"_s, part, count);
    }

    LabServer m_squid;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    Origin m_forbidden{Origin::Kind::Https}; ///< on a port that Squid does not connect to
    quint16 m_closed = 0; ///< nothing listens here; Squid would connect
    QString m_caFile;
};

void TestLabSquid::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QVERIFY(m_forbidden.start());
    m_closed = LabServer::freePort();
    lab::SquidRules rules;
    rules.accessRules = "acl SSL_ports port 443 " + QByteArray::number(m_https.port()) + ' '
        + QByteArray::number(m_closed)
        + "\nacl CONNECT method CONNECT\n"
          "http_access deny CONNECT !SSL_ports\nhttp_access allow signed_in\n";
    const QString problem = lab::startSquid(m_squid, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_squid.write(u"authority.pem"_s, m_https.authority().toPem()));
    m_caFile = m_squid.path(u"authority.pem"_s);
}

void TestLabSquid::right()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    // Also no scheme.basic-in-clear: nobody listens on the way within this computer.
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
}

void TestLabSquid::rightForPlainPagesOnly()
{
    const ProgramRun run = runCheck(arguments({m_http.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
}

void TestLabSquid::oddAccount()
{
    const ProgramRun run
        = runCheck(arguments({m_http.url(), m_https.url()}, lab::oddUser), lab::oddPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
}

void TestLabSquid::wrong_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain and encrypted") << QStringList{m_http.url(), m_https.url()};
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("many") << QStringList{m_http.url(), m_https.url(), m_http.url(u"/status/404"_s),
                                         m_https.url(u"/status/500"_s), m_http.url(u"/third"_s)};
}

void TestLabSquid::wrong()
{
    QFETCH(QStringList, targets);
    const qsizetype before = logged("user=" + lab::user.toUtf8(), 0).size();
    const int visits = m_http.requests() + m_https.requests();
    const ProgramRun run = runCheck(arguments(targets), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 1);

    // What Squid itself saw: the password once, and the site was never asked.
    const QList<QByteArray> lines = logged("user=" + lab::user.toUtf8(), before + 1).mid(before);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().startsWith("TCP_DENIED/407 "), lines.first());
    QCOMPARE(m_http.requests() + m_https.requests(), visits);
}

void TestLabSquid::missing()
{
    const qsizetype before = logged("user=" + lab::user.toUtf8(), 0).size();
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"credentials.rejected"_s), run.story());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
    QCOMPARE(logged("user=" + lab::user.toUtf8(), before).size(), before);
}

void TestLabSquid::unknownUser()
{
    const ProgramRun run
        = runCheck(arguments({m_http.url()}, u"nobody-here"_s), lab::rightPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(logged("user=nobody-here", 1).size(), 1);
}

void TestLabSquid::portNotAllowed_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("right password") << lab::user << lab::rightPassword;
    // Squid answers this before it looks at the password: not the password's fault.
    QTest::newRow("wrong password") << lab::user << lab::wrongPassword;
    QTest::newRow("nothing to sign in with") << QString() << QByteArray();
}

void TestLabSquid::portNotAllowed()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    const ProgramRun run = runCheck(arguments({m_forbidden.url()}, user),
                                    user.isEmpty() ? std::nullopt : std::optional(password));
    QVERIFY2(run.verdict() == u"tunnel.port-not-allowed"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"policy.forbidden"_s), run.story());
    QVERIFY2(!run.causes().contains(u"policy.address-not-allowed"_s), run.story());
    QCOMPARE(m_forbidden.requests(), 0);
}

void TestLabSquid::targetUnreachable_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("plain") << u"http://127.0.0.1:%1/"_s.arg(m_closed);
    QTest::newRow("encrypted") << u"https://127.0.0.1:%1/"_s.arg(m_closed);
}

void TestLabSquid::targetUnreachable()
{
    QFETCH(QString, target);
    const ProgramRun run = runCheck(arguments({target}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"proxy.target-unreachable"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"credentials.rejected"_s), run.story());
}

void TestLabSquid::originAnswers_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("verdict");
    for (const bool encrypted : {false, true}) {
        const auto row = [encrypted](int status, const QString &verdict) {
            QTest::addRow("%d%s", status, encrypted ? " encrypted" : "")
                << encrypted << u"/status/%1"_s.arg(status) << verdict;
        };
        row(401, u"origin.sign-in-required"_s);
        row(403, u"origin.refused"_s);
        row(404, u"origin.not-found"_s);
        row(410, u"origin.not-found"_s);
        row(500, u"origin.server-error"_s);
        row(503, u"origin.server-error"_s);
    }
}

void TestLabSquid::originAnswers()
{
    QFETCH(bool, encrypted);
    QFETCH(QString, path);
    QFETCH(QString, verdict);
    const ProgramRun run = runCheck(arguments({encrypted ? m_https.url(path) : m_http.url(path)}),
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QVERIFY2(!run.causes().contains(u"credentials.rejected"_s), run.story());
    QVERIFY2(!run.causes().contains(u"policy.forbidden"_s), run.story());
}

void TestLabSquid::untrustedOrigin()
{
    const ProgramRun run = runCheck(checkArguments(m_squid.authority(), lab::user, {m_https.url()}),
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == u"tls.target-failed"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(!run.causes().contains(u"tunnel.broken-after-established"_s), run.story());
}

void TestLabSquid::charset()
{
    const QStringList one = arguments({m_http.url(), m_https.url()}, lab::latin1User);
    const qsizetype before = logged("user=" + lab::latin1User.toUtf8(), 0).size();
    ProgramRun run = runCheck(one, lab::latin1Password);
    QVERIFY2(run.verdict() == u"credentials.charset"_s, run.story());
    QCOMPARE(run.finding(u"credentials.charset"_s)[u"confidence"_s].toString(), u"possible"_s);
    QVERIFY2(run.causes().contains(u"credentials.rejected"_s), run.story());
    QCOMPARE(logged("user=" + lab::latin1User.toUtf8(), before + 1).size(), before + 1);

    run = runCheck(one + QStringList{u"--attempts"_s, u"2"_s}, lab::latin1Password);
    QVERIFY2(run.verdict() == u"credentials.charset"_s, run.story());
    QCOMPARE(run.finding(u"credentials.charset"_s)[u"confidence"_s].toString(), u"certain"_s);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    QVERIFY2(!run.causes().contains(u"tunnel.sign-in-only-for-get"_s), run.story());
}

void TestLabSquid::otherSpellings_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("attempts");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<int>("rejected");
    const QString form = u"credentials.login-form"_s;
    QTest::newRow("name alone") << u"LAB\\anna"_s << lab::rightPassword << u"2"_s << form << 1;
    QTest::newRow("like a mail address") << u"anna@lab.test"_s << lab::rightPassword << u"2"_s << form << 1;
    QTest::newRow("not allowed to try") << u"LAB\\anna"_s << lab::rightPassword << u"1"_s
                                        << u"credentials.rejected"_s << 1;
    QTest::newRow("wrong in every form") << u"LAB\\anna"_s << lab::wrongPassword << u"3"_s
                                         << u"credentials.rejected"_s << 3;
    QTest::newRow("space") << lab::user << QByteArray(lab::rightPassword + ' ') << u"2"_s
                           << u"input.invisible-character"_s << 1;
    QTest::newRow("percent codes") << lab::user << "Lab%2DSesame%2D1"_ba << u"2"_s
                                   << u"input.encoded-twice"_s << 1;
}

void TestLabSquid::otherSpellings()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, attempts);
    QFETCH(QString, verdict);
    QFETCH(int, rejected);
    const qsizetype before = logged("TCP_DENIED/407", 0).size();
    const ProgramRun run
        = runCheck(arguments({m_http.url(), m_https.url()}, user)
                       + QStringList{u"--attempts"_s, attempts},
                   password);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), rejected);
    // What Squid saw: its two first questions, which carry no name, and the refused answers.
    const QList<QByteArray> lines = logged("TCP_DENIED/407", before + 2 + rejected).mid(before);
    qsizetype named = 0;
    for (const QByteArray &line : lines)
        named += line.contains("user=-") ? 0 : 1;
    QCOMPARE(named, rejected);
}

void TestLabSquid::passwordIsNowhere()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::wrongPassword);
    const QByteArray pair = lab::user.toUtf8() + ':' + lab::wrongPassword;
    QVERIFY(!run.output.isEmpty());
    for (const QByteArray &spelling :
         {lab::wrongPassword, pair.toBase64(), lab::wrongPassword.toHex()}) {
        QVERIFY2(!run.output.contains(spelling), "the password is in the output");
        QVERIFY2(!run.errors.contains(spelling), "the password is in the messages");
    }
}

QTEST_GUILESS_MAIN(TestLabSquid)
#include "tst_lab_squid.moc"
