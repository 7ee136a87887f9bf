// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace pt {

/// What a practice site proves itself with: an authority made for it alone and a certificate for
/// *.practice.test signed by that. Lives in memory only and is valid for a day around `now`.
struct PracticeCertificate
{
    QSslCertificate authority;
    QSslCertificate site;
    QSslKey siteKey;

    /// `name`: of the authority, as shown to people. Code "practice.no-certificate" where the TLS library
    /// cannot make one.
    static Result<PracticeCertificate> make(const QString &name, const QDateTime &now);
};

} // namespace pt
