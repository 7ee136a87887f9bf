// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

#include <QByteArray>

namespace pt {

/// The result as one HTML file that loads nothing and runs nothing: its policy forbids scripts,
/// images and connections, and all text is escaped. UTF-8.
QByteArray htmlReport(const Case &value, const Diagnosis &diagnosis);

} // namespace pt
