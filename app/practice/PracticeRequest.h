// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/HttpHead.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace pt {

/// Whether a request brought credentials that the scenario accepts.
/// FirstOfNtlm: with the message that opens a sign-in by NTLM and proves nothing.
enum class PracticeSigned { None, Right, Wrong, FirstOfNtlm };

/// What a practice proxy looks at in a request.
struct PracticeRequest
{
    QString address; ///< of the proxy, that was connected to
    QByteArray method;
    QByteArray host; ///< asked for, lower-case; from the request target, else from Host
    int port = 0;
    bool absolute = false; ///< absolute-form or CONNECT, as a client sends it to a proxy
    PracticeSigned signedIn = PracticeSigned::None;
    QByteArray nonce; ///< the one a Digest answer was made with
    int onConnection = 1; ///< how many-th request of its connection
    int overall = 1; ///< how many-th request of the proxy
    qint64 bodyBytes = 0; ///< announced by Content-Length

    bool operator==(const PracticeRequest &) const = default;
};

/// Reads a request head (RFC 9112 section 3.2). nullopt: not one that can be answered.
std::optional<PracticeRequest> readPracticeRequest(const HttpHead &head);

} // namespace pt
