// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "probe/Order.h"
#include "probe/SocksOutcome.h"

#include <QList>

#include <optional>

namespace pt {

/// How far an order has come. Each phase includes those before it.
enum class OrderPhase {
    Waiting,
    ProxyAnswered, ///< the proxy's final answer is read, or none will come
    TunnelSettled, ///< the target's TLS is up, or will not be
    Done
};

/// One order and what is known of it.
struct OrderState
{
    int id = 0;
    Order order;
    OrderPhase phase = OrderPhase::Waiting;
    QList<Exchange> exchanges; ///< in the order of their requests
    int proxyExchange
        = -1; ///< index of the last exchange with the proxy itself; -1: nothing was sent
    int insideExchange = -1; ///< index of the exchange inside the tunnel

    // Read from the proxy's answer before anything in it was masked:
    int proxyStatus = 0; ///< 0: no readable answer
    QList<Challenge> challenges; ///< of a 407
    ProxyVoice voice; ///< of a 407
    AnswerVerdict verdict = AnswerVerdict::Unknown; ///< orders that answer a challenge
    /// Why the challenge was not answered after all, or not to the end: a code of
    /// SignInDialogue::next(), "first-message-refused", or "connection-not-kept".
    QString refusal;
    QString refusalDetail; ///< of that code
    std::optional<SocksOutcome> socks; ///< orders that go through a SOCKS server

    bool isSigned() const { return order.answers.has_value(); }
    bool tunnelEstablished() const
    {
        if (socks)
            return socks->established;
        return order.form != Order::Form::Plain && proxyStatus >= 200 && proxyStatus < 300;
    }
    const Exchange *proxyPart() const
    {
        return proxyExchange < 0 ? nullptr : &exchanges.at(proxyExchange);
    }
    const Exchange *insidePart() const
    {
        return insideExchange < 0 ? nullptr : &exchanges.at(insideExchange);
    }
};

} // namespace pt
