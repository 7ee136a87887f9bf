// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "protocol/SocksFrame.h"

#include <QList>

namespace pt {

/// One message of a SOCKS handshake and its answer, both read.
struct SocksView
{
    const ExchangeView *view = nullptr; ///< in the observations, which outlive this
    SocksFrame sent; ///< not complete: none was sent
    SocksFrame answer;

    bool isAnswered() const { return answer.isComplete(); }
    bool asksForPassword() const
    {
        return sent.isComplete() && sent.kind == SocksKind::Greeting && isAnswered()
            && answer.code == socksmethod::password;
    }
    bool isRequest() const
    {
        return sent.isComplete()
            && (sent.kind == SocksKind::Request5 || sent.kind == SocksKind::Request4);
    }
    bool isEstablished() const
    {
        return isRequest() && isAnswered()
            && answer.code
            == (sent.kind == SocksKind::Request4 ? socksreply::granted4 : socksreply::succeeded);
    }
    bool isSignIn() const { return sent.isComplete() && sent.kind == SocksKind::SignIn; }
    bool isAccepted() const { return isSignIn() && isAnswered() && answer.code == 0; }
    bool isRefused() const { return isSignIn() && isAnswered() && answer.code != 0; }
};

/// The handshakes of the run, in their order.
QList<SocksView> socksViews(const Observations &observed);
/// The greetings that were control questions.
QList<SocksView> socksProbes(const Observations &observed);

} // namespace pt
