// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/Rejection.h"
#include "model/StageId.h"
#include "protocol/Challenge.h"

#include <QHostAddress>
#include <QUrl>

#include <optional>

namespace pt {

/// One request that a stage wants made: what QNetworkAccessManager is asked for and how the link
/// carries it out on the real connection.
struct Order
{
    enum class Form {
        Plain, ///< absolute-form request to the proxy
        Tunnel, ///< CONNECT, then TLS with the target and the request inside
        ConnectOnly ///< CONNECT, closed as soon as it is answered
    };

    Form form = Form::Plain;
    QUrl target; ///< http for Plain, https for Tunnel; no user info, no fragment
    StageId stage = StageId::Challenge; ///< of the request to the proxy
    bool control = false;
    /// The challenge to answer with the credentials of the run; nullopt: watch, without
    /// credentials.
    std::optional<Challenge> answers;
    ProxyVoice voice; ///< of the 407 that is answered
    bool newConnection
        = false; ///< never one that is kept: for questions that are asked side by side
    int preferredConnection = 0; ///< number of the connection to use again, 0: any
    /// Another address of the proxy's than the one in use, for a control question on a connection
    /// of its own, never with credentials; null: the one in use.
    QHostAddress address;
};

} // namespace pt
