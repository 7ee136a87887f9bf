// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"

#include <QByteArrayView>

namespace pt {

class SecretSweep;

/// Adds to the record the tokens of a head that was sent or has come; `raw` as it crossed the wire,
/// `recorded` as it was put into the record. What a proxy echoes of a secret is scrubbed.
void recordHeadTokens(Exchange &exchange, QByteArrayView raw, QByteArrayView recorded,
                      const SecretSweep &sweep);

/// The same for bytes that are no HTTP, once request and answer are in the record.
void recordRawTokens(Exchange &exchange, const SecretSweep &sweep);

} // namespace pt
