// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// A proxy that is itself spoken to over TLS: stunnel before a Squid with Basic.
class TestLabTlsProxy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right_data();
    void right();
    void byName();
    void wrong();
    void badCertificate_data();
    void badCertificate();
    void inClear();
    void tlsToPlainPort();

private:
    QStringList arguments(const QString &proxy, const QStringList &targets) const
    {
        return checkArguments(proxy, lab::user, targets) + QStringList{u"--ca-file"_s, m_caFile};
    }
    QString secured(const LabServer &server) const { return u"https://"_s + server.authority(); }

    LabServer m_squid;
    LabServer m_tls;
    LabServer m_otherName;
    LabServer m_expired;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
    QString m_caFile; ///< the authorities of the proxies and of the site
};

void TestLabTlsProxy::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    QString problem = lab::startSquid(m_squid, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));

    QByteArray authorities = m_https.authority().toPem();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto start = [&](LabServer &server, const QByteArray &names, const QDateTime &made) {
        const auto certificate
            = pt::PracticeCertificate::make(u"Lab proxy authority"_s, names, now, made);
        if (!certificate)
            return certificate.error().detail;
        authorities += certificate->authority.toPem();
        return lab::startStunnel(server, m_squid.port(), *certificate);
    };
    problem = start(m_tls, "IP:127.0.0.1,DNS:localhost", now);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = start(m_otherName, "DNS:proxy.lab.test,IP:192.0.2.1", now);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = start(m_expired, "IP:127.0.0.1", now.addDays(-30));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_squid.write(u"authorities.pem"_s, authorities));
    m_caFile = m_squid.path(u"authorities.pem"_s);
}

void TestLabTlsProxy::right_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url()};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("many") << QStringList{m_http.url(), m_https.url(), m_https.url(u"/second"_s),
                                         m_http.url(u"/third"_s)};
}

void TestLabTlsProxy::right()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(secured(m_tls), targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
}

void TestLabTlsProxy::byName()
{
    const QString proxy = u"localhost:%1"_s.arg(m_tls.port());
    const ProgramRun run
        = runCheck(arguments(proxy, {m_http.url()}) + QStringList{u"--scheme"_s, u"https"_s},
                   lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
}

void TestLabTlsProxy::wrong()
{
    const QByteArray mark = "user=" + lab::user.toUtf8();
    const qsizetype before = m_squid.waitForLines(u"access.log"_s, mark, 0).size();
    const ProgramRun run
        = runCheck(arguments(secured(m_tls), {m_http.url(), m_https.url()}), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    QVERIFY2(!run.causes().contains(u"scheme.basic-in-clear"_s), run.story());
    QCOMPARE(m_squid.waitForLines(u"access.log"_s, mark, before + 1).size(), before + 1);
}

void TestLabTlsProxy::badCertificate_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("not trusted") << secured(m_tls) << false << u"tls.certificate-untrusted"_s;
    QTest::newRow("other name") << secured(m_otherName) << true
                                << u"tls.certificate-name-mismatch"_s;
    QTest::newRow("expired") << secured(m_expired) << true << u"tls.certificate-expired"_s;
}

void TestLabTlsProxy::badCertificate()
{
    QFETCH(QString, proxy);
    QFETCH(bool, trusted);
    QFETCH(QString, verdict);
    const QStringList targets{m_http.url(), m_https.url()};
    const qsizetype before = m_squid.waitForLines(u"access.log"_s, "port=", 0).size();
    const ProgramRun run
        = runCheck(trusted ? arguments(proxy, targets) : checkArguments(proxy, lab::user, targets),
                   lab::rightPassword);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
    // Nothing was sent through a connection that nobody vouches for.
    const QList<QByteArray> lines = m_squid.waitForLines(u"access.log"_s, "port=", before);
    for (const QByteArray &line : lines.mid(before))
        QVERIFY2(!line.contains("GET") && !line.contains("CONNECT"), line);
}

void TestLabTlsProxy::inClear()
{
    const ProgramRun run
        = runCheck(arguments(m_tls.authority(), {m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.expects-tls"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(!run.causes().contains(u"network.reset"_s), run.story());
}

void TestLabTlsProxy::tlsToPlainPort()
{
    const ProgramRun run
        = runCheck(arguments(secured(m_squid), {m_http.url(), m_https.url()}), lab::rightPassword);
    QVERIFY2(run.verdict() == u"endpoint.does-not-speak-tls"_s, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestLabTlsProxy)
#include "tst_lab_tls_proxy.moc"
