// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace pt {

/// What a practice site proves itself with: an authority made for it alone and a certificate signed
/// by that. Lives in memory only and is valid for a day around the time it is made.
struct PracticeCertificate
{
    QSslCertificate authority;
    QSslCertificate site;
    QSslKey siteKey;

    /// `authorityName` is shown to people; `siteNames` are as OpenSSL writes alternative names,
    /// such as "DNS:*.practice.test,IP:127.0.0.1". Code "practice.no-certificate" where the TLS
    /// library cannot. `siteMade`: when the site's certificate claims to have been made; invalid: now.
    static Result<PracticeCertificate> make(const QString &authorityName,
                                            const QByteArray &siteNames, const QDateTime &now,
                                            const QDateTime &siteMade = {});
};

} // namespace pt
