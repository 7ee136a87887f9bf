// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"

namespace pt {

/// The answer that was refused and belongs to no other cause: nowhere accepted, not stale, no
/// ticket, not another's question, not a provider's word about the account. nullptr: none.
const ExchangeView *plainlyRefused(const Observations &observed);

} // namespace pt
