// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"

#include <optional>

namespace pt {

/// What the record tells of a ticket in a request.
struct SentTicket
{
    QString spn; ///< "HTTP/proxy.example"
    QString realm;
    QString etype;
    QString kvno;

    bool operator==(const SentTicket &) const = default;
};

/// The Kerberos ticket that a request to the proxy carried; nullopt: none.
std::optional<SentTicket> sentTicket(const ExchangeView &view);
/// The first Negotiate sign-in that failed on this computer or at the KDC; nullptr: none.
const NegotiateFacts *failedNegotiate(const Observations &observed);
/// A KDC refused the typed password, or the account, before anything went to the proxy.
const NegotiateFacts *refusedByKdc(const Observations &observed);

} // namespace pt
