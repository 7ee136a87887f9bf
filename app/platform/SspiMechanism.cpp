// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SspiMechanism.h"

#ifdef Q_OS_WIN

#include "platform/SspiSession.h"
#include "platform/ThreadedNegotiateContext.h"

namespace pt {

std::unique_ptr<NegotiateContext> SspiMechanism::begin(NegotiateRequest request)
{
    return std::make_unique<ThreadedNegotiateContext>(
        std::make_shared<SspiSession>(std::move(request)));
}

} // namespace pt

#endif
