// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// Skipped: not needed for this proxy. NotTested: an earlier failure or a cancel came first.
enum class StageStatus { Passed, Failed, Warning, Skipped, NotTested };

PT_ENUM_NAMES(StageStatus, {StageStatus::Passed, "passed"}, {StageStatus::Failed, "failed"},
              {StageStatus::Warning, "warning"}, {StageStatus::Skipped, "skipped"},
              {StageStatus::NotTested, "not_tested"})

} // namespace pt
