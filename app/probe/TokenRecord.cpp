// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/TokenRecord.h"

#include "auth/SecretSweep.h"
#include "protocol/TokenReading.h"

namespace pt {

namespace {

void add(Exchange &exchange, QList<DecodedToken> tokens, const SecretSweep &sweep)
{
    for (DecodedToken &token : tokens) {
        for (DecodedField &field : token.fields) {
            const QByteArray value = field.value.toUtf8();
            if (sweep.finds(value))
                field.value = QString::fromUtf8(sweep.scrubbed(value));
        }
        if (sweep.finds(token.octets))
            token.octets.clear();
        exchange.decoded.append(token);
    }
}

} // namespace

void recordHeadTokens(Exchange &exchange, QByteArrayView raw, QByteArrayView recorded,
                      const SecretSweep &sweep)
{
    add(exchange, readHeadTokens(raw, recorded), sweep);
}

void recordRawTokens(Exchange &exchange, const SecretSweep &sweep)
{
    const QByteArrayView sent
        = exchange.request.head.isEmpty() ? exchange.request.body : exchange.request.head;
    if (exchange.response.head.isEmpty())
        add(exchange, readRawTokens(sent, exchange.response.body), sweep);
}

} // namespace pt
