// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnvironmentFacts.h"

#include <QDateTime>
#include <QProcessEnvironment>

namespace pt {

/// "0.1.0"
QString programVersion();

/// What this computer says of itself and of proxies: system, versions, and the proxy variables of
/// `environment` in both cases, passwords masked.
EnvironmentFacts environmentFacts(const QProcessEnvironment &environment, const QDateTime &utcNow);

/// Where the program may not leave a memory image: switches core dumps off. On Linux this also
/// keeps other programs of the same user from reading its memory.
void forbidCoreDumps();

} // namespace pt
