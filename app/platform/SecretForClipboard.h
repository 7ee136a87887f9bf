// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QString>

namespace pt {

/// The secret as the text the clipboard needs, on the person's own command. The caller hands it to
/// the system's clipboard, marks it as sensitive and takes it away again after a short while.
QString secretForClipboard(const Secret &secret);

} // namespace pt
