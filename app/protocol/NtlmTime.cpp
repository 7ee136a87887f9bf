// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmTime.h"

namespace pt {

namespace {

constexpr qint64 unixEpochSeconds = 11'644'473'600; ///< from 1601-01-01 to 1970-01-01
constexpr quint64 ticksPerSecond = 10'000'000;

} // namespace

quint64 ntlmTime(const QDateTime &time)
{
    const qint64 milliseconds = time.toMSecsSinceEpoch() + unixEpochSeconds * 1000;
    return milliseconds <= 0 ? 0 : quint64(milliseconds) * (ticksPerSecond / 1000);
}

QDateTime ntlmDateTime(quint64 time)
{
    const qint64 seconds = qint64(time / ticksPerSecond) - unixEpochSeconds;
    constexpr qint64 year9999 = 253'402'300'799;
    return seconds > year9999 ? QDateTime() : QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

QString ntlmTimeText(quint64 time)
{
    const QDateTime date = ntlmDateTime(time);
    return date.isValid() ? date.toString(Qt::ISODate) : QString::number(time);
}

} // namespace pt
