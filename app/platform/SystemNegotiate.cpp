// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemNegotiate.h"

#ifdef Q_OS_WIN
#include "platform/SspiMechanism.h"
#elif defined(PT_HAS_GSSAPI)
#include "platform/GssapiMechanism.h"
#endif

namespace pt {

std::unique_ptr<NegotiateMechanism> systemNegotiate()
{
#ifdef Q_OS_WIN
    return std::make_unique<SspiMechanism>();
#elif defined(PT_HAS_GSSAPI)
    return std::make_unique<GssapiMechanism>();
#else
    return nullptr;
#endif
}

} // namespace pt
