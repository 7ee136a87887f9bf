// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/CertificateFacts.h"

#include <QSsl>

class QSslCertificate;
class QSslError;

namespace pt {

CertificateFacts certificateFacts(const QSslCertificate &certificate);
/// One of the problem names of TlsFacts::problems.
QString certificateProblem(const QSslError &error);
/// "TLSv1.3"; empty where not known.
QString tlsVersionName(QSsl::SslProtocol protocol);

} // namespace pt
