// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Apache with mod_auth_digest, which compares the address in the answer with the request, and
/// proves that it knows the password, too.
class TestLabApacheDigest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void right_data();
    void right();
    void wrong();
    void missing();
    void staleNonce();

private:
    QStringList arguments(const QStringList &targets, const QString &user = lab::user) const
    {
        return checkArguments(m_proxy.authority(), user, targets)
            + QStringList{u"--ca-file"_s, m_proxy.path(u"authority.pem"_s)};
    }

    LabServer m_proxy;
    LabServer m_forgetful; ///< its nonces are good for a second
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabApacheDigest::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    QString problem = lab::startApacheDigestProxy(m_proxy, {443, m_https.port()});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startApacheDigestProxy(m_forgetful, {443, m_https.port()}, 1);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_proxy.write(u"authority.pem"_s, m_https.authority().toPem()));
}

void TestLabApacheDigest::right_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("plain") << QStringList{m_http.url(), m_http.url(u"/a?b=c"_s)};
    QTest::newRow("encrypted") << QStringList{m_https.url()};
    QTest::newRow("both") << QStringList{m_http.url(), m_https.url()};
}

void TestLabApacheDigest::right()
{
    QFETCH(QStringList, targets);
    const ProgramRun run = runCheck(arguments(targets), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.besides(u"error"_s), QStringList());
    QCOMPARE(run.besides(u"warning"_s), QStringList());
    int proofs = 0;
    const QJsonArray exchanges = run.json[u"exchanges"_s].toArray();
    for (const QJsonValue &exchange : exchanges) {
        const QString proof = exchange[u"proxy_proof"_s].toString();
        QVERIFY2(proof != u"wrong"_s, run.story());
        proofs += proof == u"verified"_s ? 1 : 0;
    }
    QVERIFY2(proofs > 0 || !run.output.contains("rspauth"), run.story());
}

void TestLabApacheDigest::wrong()
{
    const QByteArray sent = "407 " + lab::user.toUtf8() + ' ';
    const qsizetype before = m_proxy.waitForLines(u"access.log"_s, sent, 0).size();
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}), lab::wrongPassword);
    QVERIFY2(run.verdict() == u"credentials.rejected"_s, run.story());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 1);
    QCOMPARE(m_proxy.waitForLines(u"access.log"_s, sent, before + 1).size(), before + 1);
}

void TestLabApacheDigest::missing()
{
    const ProgramRun run = runCheck(arguments({m_http.url(), m_https.url()}, QString()));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
}

/// The answer for the second page is made for a nonce that has grown too old while the first page
/// took its time.
void TestLabApacheDigest::staleNonce()
{
    const QStringList targets{m_http.url(u"/slow"_s), m_http.url(u"/second"_s)};
    const ProgramRun run = runCheck(checkArguments(m_forgetful.authority(), lab::user, targets),
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QVERIFY2(run.output.contains("stale=true"), run.story());
    for (const QString &cause : {u"digest.nonce-stale"_s, u"credentials.rejected"_s})
        QVERIFY2(!run.causes().contains(cause), run.story());
    QCOMPARE(run.json[u"attempts"_s][u"rejected"_s].toInt(-1), 0);
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 3);
}

QTEST_GUILESS_MAIN(TestLabApacheDigest)
#include "tst_lab_apache_digest.moc"
