// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "protocol/SettingsClient.h"

#include <QByteArray>

namespace pt {

/// The programs of resources/knowledge/settings-clients.json, which names its sources. Empty where the
/// resources are not linked.
const QList<SettingsClient> &settingsClients();
/// How this program itself chooses where no proxy was typed: the row "proxy-triage" of the table.
const SettingsClient &ownSettingsClient();
/// Strict; code "knowledge.bad-table", the detail names the place.
Result<QList<SettingsClient>> settingsClientsFromJson(const QByteArray &json);

} // namespace pt
