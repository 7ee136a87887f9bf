// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxyEndpoint.h"

namespace pt {

/// One of the ways that a proxy configuration script allows, in its order.
struct PacEntry
{
    bool direct = false;
    ProxyEndpoint endpoint; ///< where it is not direct

    bool operator==(const PacEntry &) const = default;
};

} // namespace pt
