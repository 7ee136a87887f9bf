// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeNegotiate.h"

#include "practice/PracticeNegotiateContext.h"

namespace pt {

std::unique_ptr<NegotiateContext> PracticeNegotiate::begin(NegotiateRequest request)
{
    return std::make_unique<PracticeNegotiateContext>(m_computer, request.credentials.user);
}

} // namespace pt
