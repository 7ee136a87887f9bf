// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/CertificateReading.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslError>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// "CN=…, O=…" in the order the certificate has them.
QString distinguishedName(const QSslCertificate &certificate, bool subject)
{
    QStringList parts;
    const QList<QByteArray> attributes
        = subject ? certificate.subjectInfoAttributes() : certificate.issuerInfoAttributes();
    for (const QByteArray &attribute : attributes) {
        const QStringList values
            = subject ? certificate.subjectInfo(attribute) : certificate.issuerInfo(attribute);
        for (const QString &value : values)
            parts.append(QString::fromLatin1(attribute) + u'=' + value);
    }
    return parts.join(u", "_s);
}

} // namespace

CertificateFacts certificateFacts(const QSslCertificate &certificate)
{
    CertificateFacts facts;
    facts.subject = distinguishedName(certificate, true);
    facts.issuer = distinguishedName(certificate, false);
    const auto names = certificate.subjectAlternativeNames();
    for (const QString &name : names) {
        if (!facts.names.contains(name))
            facts.names.append(name);
    }
    facts.notBefore = certificate.effectiveDate().toUTC().toString(Qt::ISODate);
    facts.notAfter = certificate.expiryDate().toUTC().toString(Qt::ISODate);
    facts.sha256 = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
    facts.selfSigned = certificate.isSelfSigned();
    return facts;
}

QString certificateProblem(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return u"self-signed"_s;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return u"untrusted"_s;
    case QSslError::CertificateExpired:
        return u"expired"_s;
    case QSslError::CertificateNotYetValid:
        return u"not-yet-valid"_s;
    case QSslError::HostNameMismatch:
        return u"name-mismatch"_s;
    case QSslError::CertificateRevoked:
        return u"revoked"_s;
    default:
        return u"other"_s;
    }
}

QString tlsVersionName(QSsl::SslProtocol protocol)
{
    // Older versions carry a deprecation mark in newer Qt; their names are not worth a warning.
    switch (protocol) {
    case QSsl::TlsV1_2:
        return u"TLSv1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLSv1.3"_s;
    case QSsl::UnknownProtocol:
        return {};
    default:
        return u"older than TLSv1.2"_s;
    }
}

} // namespace pt
