// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// The values are the descriptors, the same on every system.
enum class StandardStream { In = 0, Out = 1, Error = 2 };

/// True where a person is at the other end of that stream, not a file or a pipe.
bool isTerminal(StandardStream stream);

/// Columns of the terminal on standard output; 80 where they cannot be told.
int terminalColumns();

} // namespace pt
