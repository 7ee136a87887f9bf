// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "platform/RawSetting.h"

namespace pt {

/// The sign-in in a setting, decoded as its program does.
Credentials credentialsIn(const RawSetting &setting);

/// What may be kept of a setting: its password masked, its sign-in compared with the typed one.
ProxySource sourceFrom(const RawSetting &setting, const Credentials &inIt, const Credentials &typed);

} // namespace pt
