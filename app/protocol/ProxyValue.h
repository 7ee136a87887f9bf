// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxyEndpoint.h"

#include <QStringView>

namespace pt {

/// The proxy that a setting names: "http://dev:***@proxy.example:3128/", "proxy.example:3128", or host and
/// port with a blank between them (KDE). The host is empty where none can be read, as where a shell variable
/// stands in it; the port is 0 where there is none.
ProxyEndpoint endpointOfValue(QStringView value);

/// Whether a user name stands in the value.
bool holdsUser(QStringView value);

/// The same computer and port, whatever the case of letters and the brackets of an address. A port of 0
/// is like no other.
bool isSameProxy(const ProxyEndpoint &a, const ProxyEndpoint &b);

} // namespace pt
