// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// What a setting is for.
enum class SourceUse {
    Proxy,
    Exceptions, ///< hosts that are reached without the proxy: NO_PROXY and its like
    Pac         ///< the address of a proxy configuration script
};

PT_ENUM_NAMES(SourceUse, {SourceUse::Proxy, "proxy"}, {SourceUse::Exceptions, "exceptions"},
              {SourceUse::Pac, "pac"})

} // namespace pt
