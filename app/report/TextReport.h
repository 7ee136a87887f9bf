// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

#include <QString>

namespace pt {

struct TextReportOptions
{
    bool colour = false; ///< ANSI colours; only for a terminal
    int width = 80;      ///< columns
};

/// The result for reading in a terminal: verdict, who, next step, stages, the exchange with the decisive
/// lines marked, what was ruled out. Control and escape characters from outside are made visible.
QString textReport(const Case &value, const Diagnosis &diagnosis, const TextReportOptions &options);

/// A short text to paste into a ticket.
QString ticketText(const Case &value, const Diagnosis &diagnosis);

} // namespace pt
