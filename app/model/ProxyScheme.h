// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// How the proxy itself is spoken to.
enum class ProxyScheme { Http, Https, Socks5, Socks4a };

PT_ENUM_NAMES(ProxyScheme, {ProxyScheme::Http, "http"}, {ProxyScheme::Https, "https"},
              {ProxyScheme::Socks5, "socks5"}, {ProxyScheme::Socks4a, "socks4a"})

} // namespace pt
