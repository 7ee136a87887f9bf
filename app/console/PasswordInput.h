// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "model/Secret.h"

#include <QString>

class QIODevice;

namespace pt {

/// The most a password may have, in bytes.
inline constexpr qsizetype longestPassword = 4096;

/// Reads a password to the end of `device`; one line end after it does not belong to it. Codes
/// "password.empty" (not a byte came; a line end alone is an empty password), "password.too-large",
/// "password.cannot-read".
Result<Secret> readPassword(QIODevice &device);

/// The same from a file that only its owner can read. Further codes "password.file-missing",
/// "password.not-a-file", "password.readable-by-others".
Result<Secret> readPasswordFile(const QString &fileName);

/// What such a code means and what to do.
QString wordPasswordFailure(const Failure &failure);

} // namespace pt
