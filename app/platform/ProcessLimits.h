// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pt {

/// Bounds of a process that runs a script of somebody else's.
struct ProcessLimits
{
    int cpuSeconds = 2;
    qint64 memoryBytes = qint64(1) << 30; ///< of addresses; a sanitizer's own needs are not counted
};

/// Sets them for this process, for good: no more files or sockets can be opened, no file grows, no
/// privileges are gained, it ends with the process that started it. What a system does not know is left
/// out; false: it knows none of it.
bool limitThisProcess(const ProcessLimits &limits);

} // namespace pt
