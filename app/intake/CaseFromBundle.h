// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Result.h"

#include <QByteArray>

namespace pt {

bool looksLikeBundle(QByteArrayView bytes);

/// The Case of a support bundle. A bundle is treated as hostile: at most 64 entries, 64 MiB unpacked,
/// ratio 200; absolute names, ".." and links are refused.
/// Codes: "bundle.not-a-zip", "bundle.no-case", "bundle.too-large", "bundle.bad-entry", "case-json.*".
Result<Case> caseFromBundle(const QByteArray &zip);

} // namespace pt
