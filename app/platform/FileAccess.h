// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFile;

namespace pt {

/// True where the system lets others than the owner read the open file: members of its group, or
/// everybody. Looks at the file that was opened, not at its name, so that it cannot be exchanged
/// between the check and the reading.
bool readableByOthers(const QFile &openFile);

} // namespace pt
