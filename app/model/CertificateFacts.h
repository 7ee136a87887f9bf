// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pt {

struct CertificateFacts
{
    QString subject;
    QString issuer;
    QStringList names; ///< subject alternative names, DNS and address
    QString notBefore; ///< ISO 8601, UTC
    QString notAfter;
    QString sha256;    ///< hex
    bool selfSigned = false;

    bool operator==(const CertificateFacts &) const = default;
};

} // namespace pt
