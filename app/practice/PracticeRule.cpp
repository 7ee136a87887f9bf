// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeRule.h"

namespace pt {

bool PracticeRule::matches(const PracticeRequest &request) const
{
    if (!address.isEmpty() && address != request.address)
        return false;
    if (!method.isEmpty() && method != request.method)
        return false;
    if (host.startsWith('*') ? !request.host.endsWith(host.sliced(1))
                             : !host.isEmpty() && host != request.host) {
        return false;
    }
    if (port && *port != request.port)
        return false;
    if (!signedIn.isEmpty() && !signedIn.contains(request.signedIn))
        return false;
    if (!nonce.isEmpty() && nonce != request.nonce)
        return false;
    if (onConnection && *onConnection != request.onConnection)
        return false;
    if (overallFrom && request.overall < *overallFrom)
        return false;
    return !overall || *overall == request.overall;
}

} // namespace pt
