// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace pt {

/// FILETIME, 100 ns since 1601-01-01 UTC (MS-DTYP section 2.3.3), of a time after that day.
quint64 ntlmTime(const QDateTime &time);
/// Its date and time, to the second; invalid where that cannot be written.
QDateTime ntlmDateTime(quint64 time);
/// The same in ISO form, in UTC; the plain number where it cannot be written so.
QString ntlmTimeText(quint64 time);

} // namespace pt
