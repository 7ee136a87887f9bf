// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AttemptBudget.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"

#include <QByteArray>

#include <optional>

namespace pt {

/// What is known of the proxy's own 407, for telling its words from the target's.
struct ProxyVoice
{
    QByteArray server; ///< its Server value
    QList<QByteArray> realms; ///< of its challenges

    bool operator==(const ProxyVoice &) const = default;
};

/// Reads the voice of a 407.
ProxyVoice proxyVoice(const HttpHead &head, QByteArrayView headBytes);

/// What the answer to a signed request says about the credentials. `head`: nullopt where nothing
/// readable came. A 407 refuses them. So does a 401 to CONNECT, which cannot be the target's, and a
/// 401 to a plain request that shows the realm or the Server value of the proxy's 407: seen with
/// tinyproxy, which words a wrong password as 401. Any other status means the proxy let the request
/// pass. A 407 with stale=true and a nonce other than that of `answered`, the Digest challenge that
/// was answered, is Stale; with the same nonce nothing would change on another try, so it counts as
/// a refusal. `answered`: nullptr for other schemes; not kept.
AnswerVerdict verdictOnAnswer(const std::optional<HttpHead> &head, QByteArrayView headBytes,
                              bool isConnect, const ProxyVoice &voice,
                              const Challenge *answered = nullptr);

} // namespace pt
