// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

enum class StandardStream { In, Out, Error };

/// True where a person is at the other end of that stream, not a file or a pipe.
bool isTerminal(StandardStream stream);

/// Columns of the terminal on standard output; 80 where they cannot be told.
int terminalColumns();

} // namespace pt
