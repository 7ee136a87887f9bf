// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/ProxyEndpoint.h"
#include "model/SignInMemory.h"
#include "practice/Scenario.h"

#include <QDateTime>

#include <optional>

namespace pt {

/// What the computer of a scenario remembers of the sign-in that is `used` at its proxy, by the
/// very comparison that real memories go through; only the key is a fixed one. nullopt: it
/// remembers nothing.
std::optional<SignInMemory> practiceMemory(const Scenario &scenario, const ProxyEndpoint &proxy,
                                           const Credentials &used, const QDateTime &nowUtc);

} // namespace pt
