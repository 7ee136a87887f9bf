// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

#include <QString>

namespace pt {

/// Every exchange as text, the lines that prove something marked and explained.
QString exchangeText(const Case &value, const Diagnosis &diagnosis);

} // namespace pt
