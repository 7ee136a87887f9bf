// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/PortRefusal.h"

namespace pt {

namespace {

/// The control question to the same host comes before a question to another one.
const ExchangeView *otherPort(const Observations &observed, const ExchangeView &refused)
{
    const ExchangeView *best = nullptr;
    for (const ExchangeView &view : observed.views) {
        if (view.kind != RequestKind::Connect || !view.readable()
            || view.targetPort == refused.targetPort || view.status == refused.status) {
            continue;
        }
        // Being asked for a sign-in does not show that the port is allowed to those who have signed in.
        if (refused.accepted && view.status == 407)
            continue;
        const bool sameHost = view.targetHost == refused.targetHost;
        if (!best || (sameHost && best->targetHost != refused.targetHost))
            best = &view;
    }
    return best;
}

bool otherPortRefusedToo(const Observations &observed, const ExchangeView &refused)
{
    for (const ExchangeView &view : observed.views) {
        if (view.kind == RequestKind::Connect && view.targetHost == refused.targetHost
            && view.targetPort != refused.targetPort && view.status == refused.status) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<PortRefusal> portRefusal(const Observations &observed, const ExchangeView &view)
{
    if (view.kind != RequestKind::Connect || view.status != 403
        || observed.role == EndpointRole::WebServer) {
        return std::nullopt;
    }
    PortRefusal refusal;
    refusal.words = portWords(view.status, view.response->reason, view.exchange->response.body);
    refusal.other = otherPort(observed, view);
    if (refusal.words)
        return refusal;
    if (!refusal.other || view.targetPort == 443 || otherPortRefusedToo(observed, view))
        return std::nullopt;
    return refusal;
}

} // namespace pt
