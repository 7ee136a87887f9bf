// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/InputProblem.h"
#include "model/ProxyEndpoint.h"

#include <QList>
#include <QString>

#include <optional>

namespace pt {

/// What was meant by a pasted proxy address, and what other programs will read instead. Move-only: it
/// can carry the password.
struct PastedAddress
{
    ProxyEndpoint endpoint;     ///< as meant; host empty where none can be read
    bool schemeGiven = false;
    bool portGiven = false;
    Credentials credentials;    ///< percent-decoded, as meant
    bool hasUserInfo = false;
    QString given;              ///< the text with the password masked, safe to keep and show
    QList<InputProblem> problems;

    /// What a standard URL parser (RFC 3986) reads, where that differs from what was meant.
    std::optional<ProxyEndpoint> parserReads;
    qsizetype splitAt = -1;     ///< position in `given` of the character at which a parser splits wrongly
    QString correctedMasked;    ///< the address with user and password percent-encoded, password masked; empty: nothing to correct
};

/// Reads host, host:port, URLs, IPv6 with and without brackets, user:pass@host, IDN, with spaces
/// around. Never fails: what cannot be read is said in `problems`.
PastedAddress readPastedAddress(const QString &text);

/// The address as a URL with user and password percent-encoded (RFC 3986 section 3.2.1). The result
/// holds the password: for the clipboard on the person's own command, nowhere else.
Secret encodedProxyUrl(const ProxyEndpoint &endpoint, const Credentials &credentials);

} // namespace pt
