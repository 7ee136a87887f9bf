// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/PlainRefusal.h"

#include "diagnosis/ForeignChallenge.h"
#include "diagnosis/KerberosSight.h"
#include "diagnosis/Products.h"
#include "diagnosis/ProxyMarks.h"

namespace pt {

using namespace Qt::StringLiterals;

const ExchangeView *plainlyRefused(const Observations &observed)
{
    for (const ExchangeView &view : observed.views) {
        if (!view.refused || view.isControl() || sentTicket(view)
            || challengeOf(observed, view) != ChallengeOf::Proxy) {
            continue; // a ticket tells nothing of the password, nor does another's question
        }
        const auto provider = providerAnswer(view);
        if (provider && !provider->answer->means.startsWith("credentials."_L1))
            return nullptr;
        if (!provider && view.response && accountField(*view.response))
            return nullptr;
        for (const ExchangeView &other : observed.views) {
            if (other.accepted && other.sentScheme == view.sentScheme)
                return nullptr;
        }
        return &view;
    }
    return nullptr;
}

} // namespace pt
