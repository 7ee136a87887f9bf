// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "report/RedactionLog.h"

namespace pt {

struct Redacted
{
    Case value;
    RedactionLog log;
};

/// The Case as it may leave this computer. Works on the parsed parts, by allow-list: each field is
/// kept, given a stand-in or withheld by its class, and what could not be parsed is withheld.
/// Stand-ins are the same in all parts. redacted(redacted(c).value).value equals redacted(c).value,
/// and the causes found in both Cases are the same.
Redacted redacted(const Case &value);

} // namespace pt
