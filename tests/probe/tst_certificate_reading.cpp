// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeCertificate.h"
#include "probe/CertificateReading.h"

#include <QCryptographicHash>
#include <QSslError>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

class TestCertificateReading : public QObject
{
    Q_OBJECT

private slots:
    void facts();
    void problems_data();
    void problems();
};

void TestCertificateReading::facts()
{
    const auto made = PracticeCertificate::make(u"Test authority"_s, "DNS:site.test,IP:127.0.0.1",
                                                QDateTime::currentDateTimeUtc());
    QVERIFY(made.has_value());
    const CertificateFacts site = certificateFacts(made->site);
    const CertificateFacts authority = certificateFacts(made->authority);
    QVERIFY(site.names.contains(u"site.test"_s));
    QVERIFY(site.names.contains(u"127.0.0.1"_s));
    QVERIFY(site.issuer.contains(u"CN=Test authority"_s));
    QCOMPARE(site.issuer, authority.subject);
    QVERIFY(!site.selfSigned);
    QVERIFY(authority.selfSigned);
    QCOMPARE(site.sha256,
             QString::fromLatin1(
                 QCryptographicHash::hash(made->site.toDer(), QCryptographicHash::Sha256).toHex()));
    QVERIFY(site.notBefore.endsWith(u'Z'));
    QVERIFY(site.notBefore < site.notAfter);
}

void TestCertificateReading::problems_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("problem");
    QTest::newRow("own signature") << int(QSslError::SelfSignedCertificate) << u"self-signed"_s;
    QTest::newRow("own authority")
        << int(QSslError::SelfSignedCertificateInChain) << u"untrusted"_s;
    QTest::newRow("no issuer") << int(QSslError::UnableToGetLocalIssuerCertificate)
                               << u"untrusted"_s;
    QTest::newRow("expired") << int(QSslError::CertificateExpired) << u"expired"_s;
    QTest::newRow("early") << int(QSslError::CertificateNotYetValid) << u"not-yet-valid"_s;
    QTest::newRow("name") << int(QSslError::HostNameMismatch) << u"name-mismatch"_s;
    QTest::newRow("revoked") << int(QSslError::CertificateRevoked) << u"revoked"_s;
    QTest::newRow("another") << int(QSslError::PathLengthExceeded) << u"other"_s;
}

void TestCertificateReading::problems()
{
    QFETCH(int, error);
    QTEST(certificateProblem(QSslError(QSslError::SslError(error))), "problem");
}

QTEST_GUILESS_MAIN(TestCertificateReading)
#include "tst_certificate_reading.moc"
