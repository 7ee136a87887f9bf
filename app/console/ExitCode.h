// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// How the program ends, see --help.
enum class ExitCode { Healthy = 0, CauseFound = 1, WrongUsage = 2, CouldNotRun = 3 };

} // namespace pt
