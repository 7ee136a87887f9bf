// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

#include <QString>

#include <optional>

namespace pt {

/// Where a Kerberos ticket came from. System: this computer had it, from signing in to it or from
/// kinit. Typed: it was got for the typed user and password, and kept in memory only.
enum class TicketSource { None, System, Typed };

PT_ENUM_NAMES(TicketSource, {TicketSource::None, "none"}, {TicketSource::System, "system"},
              {TicketSource::Typed, "typed"})

/// Whether the proxy showed that it can open the ticket (RFC 4559 section 5, RFC 4120 section
/// 3.2.4). NotProven: it let the request pass without the token that would show it.
enum class MutualProof { NotChecked, NotProven, Proven, Wrong };

PT_ENUM_NAMES(MutualProof, {MutualProof::NotChecked, "not-checked"},
              {MutualProof::NotProven, "not-proven"}, {MutualProof::Proven, "proven"},
              {MutualProof::Wrong, "wrong"})

/// What one Negotiate sign-in came to, also where no byte of it ever went to the proxy. Holds no
/// secret. Texts of the system are bounded where they are recorded.
struct NegotiateFacts
{
    int exchange = 0; ///< id of the last request that carried a token of it; 0: none was sent
    QString host; ///< the proxy's name as typed
    QString service; ///< what was asked for: "HTTP@proxy.example"
    QString canonicalService; ///< what the system made of it: "HTTP/proxy.example@REALM"; empty:
                              ///< it did not come to that
    QString principal; ///< whose ticket: "anna@REALM"; empty: nobody's
    QString realm; ///< of the principal
    TicketSource source = TicketSource::None;
    QString ticketEndUtc; ///< ISO 8601, of the ticket-granting ticket
    std::optional<int> etype; ///< of the ticket for the proxy, RFC 3961
    std::optional<int> kvno; ///< of the key it is made for
    std::optional<bool> kdcReached; ///< nullopt: not needed, or not known
    QString code; ///< stable, such as "kerberos.no-ticket"; empty: no failure on this side
    QString reason; ///< stable, closer than `code`: "user-unknown", "no-realm", "other-user",
                    ///< "locked", "password-expired", "no-answer"; or empty
    qint64 major = 0; ///< GSS-API major status (RFC 2744 section 3.9.1)
    QString majorText;
    qint64 minor = 0; ///< of the mechanism; of Kerberos its own code
    QString minorText;
    std::optional<int> kerberosError; ///< RFC 4120 section 7.5.9, where the failure has one
    int legs = 0; ///< tokens made
    MutualProof proof = MutualProof::NotChecked;

    bool operator==(const NegotiateFacts &) const = default;
};

} // namespace pt
