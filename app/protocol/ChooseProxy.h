// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnvironmentFacts.h"
#include "protocol/SettingsChoice.h"
#include "protocol/SettingsClient.h"

#include <QUrl>

namespace pt {

/// Where `client` sends `target` by the settings of this computer. Pure.
SettingsChoice chooseProxy(const EnvironmentFacts &environment, const SettingsClient &client,
                           const QUrl &target);

} // namespace pt
