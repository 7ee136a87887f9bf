// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// The steps of a run, in the order in which a failure of one explains the next.
enum class StageId { Settings, Resolve, Connect, Secure, Challenge, SignIn, Tunnel, Target, SecondOpinion };

PT_ENUM_NAMES(StageId, {StageId::Settings, "settings"}, {StageId::Resolve, "resolve"},
              {StageId::Connect, "connect"}, {StageId::Secure, "secure"}, {StageId::Challenge, "challenge"},
              {StageId::SignIn, "sign-in"}, {StageId::Tunnel, "tunnel"}, {StageId::Target, "target"},
              {StageId::SecondOpinion, "second-opinion"})

} // namespace pt
