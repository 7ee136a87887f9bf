// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "report/Pseudonyms.h"
#include "report/RedactionLog.h"

#include <QString>

namespace pt {

/// Whether the messages of this exchange are those of SOCKS, or what came instead of one.
bool isSocksExchange(const Exchange &exchange);

/// Registers the user, the host and the addresses in its messages.
void collectSocksNames(const Exchange &exchange, Pseudonyms *names);

/// Puts the redacted messages of a SOCKS exchange into `result`: written anew with the stand-ins,
/// so that their lengths are right and they can still be read. What cannot be read is withheld; of
/// what a server says instead of SOCKS, only what names the protocol stays.
void redactSocks(const Exchange &exchange, Exchange *result, Pseudonyms *names, RedactionLog *log,
                 const QString &part);

} // namespace pt
