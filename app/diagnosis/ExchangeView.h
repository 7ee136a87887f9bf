// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Answerer.h"
#include "model/Exchange.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"

#include <optional>

namespace pt {

/// One exchange as the rules see it: parsed, and with the question settled of who answered.
struct ExchangeView
{
    const Exchange *exchange = nullptr; ///< in the Case, which outlives the view
    RequestKind kind = RequestKind::Unknown;
    std::optional<HttpHead> request;
    std::optional<HttpHead> response;
    int status = 0; ///< 0: none could be read
    QString reason;
    QString method; ///< empty where the request is not known
    QString target; ///< URL or host:port; empty where not known
    QString targetHost;
    int targetPort = 0;
    QList<Challenge> proxyChallenges;  ///< of Proxy-Authenticate
    QList<Challenge> targetChallenges; ///< of WWW-Authenticate
    QString sentScheme;         ///< lower-case scheme of the proxy credentials sent; empty: none
    QString sentUser;           ///< where the record tells it
    QString sentToken;          ///< what the token is: "1" to "3" (NTLM), "spnego", "ntlm"; empty: not told
    QString sentDomain;         ///< of an NTLM answer
    int sentProofBytes = 0;     ///< of an NTLM answer: 24 in version 1; 0: not known
    bool sentForTarget = false; ///< an Authorization field was sent
    Answerer by = Answerer::Nobody;
    bool bySure = false;  ///< the bytes prove `by`
    bool accepted = false; ///< the proxy credentials sent were accepted
    bool refused = false;  ///< the proxy credentials sent were refused

    bool isControl() const { return exchange->control; }
    bool toProxy() const { return kind != RequestKind::Inside; }
    bool answered() const
    {
        return !exchange->response.head.isEmpty() || !exchange->response.body.isEmpty();
    }
    bool readable() const { return status > 0; }
    bool asksForSignIn() const { return status == 407 && toProxy(); }
};

} // namespace pt
