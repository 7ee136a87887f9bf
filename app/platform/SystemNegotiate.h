// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"

#include <memory>

namespace pt {

/// Kerberos as this system has it: MIT's GSS-API, or SSPI on Windows. The configuration and the
/// tickets are those of every program (KRB5_CONFIG, KRB5CCNAME). nullptr: this program was built
/// without either.
std::unique_ptr<NegotiateMechanism> systemNegotiate();

} // namespace pt
