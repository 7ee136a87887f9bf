// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "advice/Wording.h"

namespace pt {

/// What the Case knows of a finding that can be searched for in the logs of proxy, firewall and
/// KDC: time, addresses and ports, request and answer, the proxy's own fields, names and versions
/// of tickets. Facts that are not known are left out. Queries and user names in addresses are not
/// repeated.
QList<NetworkFact> networkFacts(const Case &value, const Finding &finding);

} // namespace pt
