// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/CertificateFacts.h"

#include <QList>

namespace pt {

/// A TLS handshake as the client saw it.
struct TlsFacts
{
    bool established = false;
    QString version; ///< "TLSv1.3"
    QString cipher;
    QString serverName;            ///< the name asked for and checked against
    QList<CertificateFacts> chain; ///< leaf first, as sent
    QStringList problems; ///< stable: "untrusted", "self-signed", "expired", "not-yet-valid", "name-mismatch", "revoked", "other"
    QString detail;       ///< the TLS library's own words where the handshake failed
    qint64 durationMs = 0;

    bool operator==(const TlsFacts &) const = default;
};

} // namespace pt
