// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"
#include "practice/PracticeComputer.h"

namespace pt {

/// Kerberos as a scenario says that the computer has it. Its tickets are made up, and nobody but a
/// practice proxy takes them.
class PracticeNegotiate final : public NegotiateMechanism
{
public:
    explicit PracticeNegotiate(PracticeComputer computer)
        : m_computer(std::move(computer))
    {
    }

    std::unique_ptr<NegotiateContext> begin(NegotiateRequest request) override;

private:
    PracticeComputer m_computer;
};

} // namespace pt
