// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace pt {

/// How bytes that are no text are shown: rows of 16, each octet as two digits, and behind them as a
/// character where it is one of ASCII, else as a dot.
inline constexpr qsizetype hexRowBytes = 16;

/// The row for at most 16 bytes.
QString hexRow(QByteArrayView bytes);
/// Where the two digits and the character of the octet `index` of a row stand in it.
inline constexpr qsizetype hexColumn(qsizetype index)
{
    return 3 * index;
}
inline constexpr qsizetype hexTextColumn(qsizetype index)
{
    return 3 * hexRowBytes + 1 + index;
}

/// Whether the body of a message without a head is better shown so: its first octets hold one that
/// no text begins with.
bool isNoText(QByteArrayView body);

} // namespace pt
