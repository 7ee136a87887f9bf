// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"

#include <QByteArray>
#include <QUrl>

namespace pt {

class HttpExchange;
class ProxyConnection;
struct Order;
struct ProbeContext;

/// The next exchange of an order, numbered, on `connection` (nullptr: none could be had).
Exchange newExchange(ProbeContext &context, const Order &order, const ProxyConnection *connection,
                     ExchangeForm form);

/// Puts what was read of an answer into the record, secrets masked.
void recordAnswer(Exchange &exchange, const HttpExchange &http, const ProbeContext &context);

/// host:port of a target, the port left out where it is the usual one unless `always`.
QByteArray targetAuthority(const QUrl &target, bool always);

} // namespace pt
