// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RawSetting.h"

#include <QProcessEnvironment>

namespace pt {

/// The proxy variables of an environment, in both cases of letters, in the order of people's habits.
RawSettings proxyVariables(const QProcessEnvironment &environment);

} // namespace pt
