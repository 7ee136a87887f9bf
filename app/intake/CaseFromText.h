// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Result.h"

#include <QByteArrayView>

namespace pt {

/// A Case from raw HTTP text: one or more requests and responses as they cross the wire, also pasted
/// from a tool, with or without "> " and "< " before each line. Secrets are masked on the way in. A
/// text without HTTP is read where it has words by which a program is known to report a 407: nothing
/// but these is kept of it.
/// Codes: "intake.empty", "intake.not-http", "intake.too-large" (16 MiB).
Result<Case> caseFromText(QByteArrayView text);

} // namespace pt
