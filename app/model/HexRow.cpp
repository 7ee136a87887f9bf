// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/HexRow.h"

#include <algorithm>

namespace pt {

QString hexRow(QByteArrayView bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    QString row(hexTextColumn(0), u' ');
    for (qsizetype i = 0; i < std::min(bytes.size(), hexRowBytes); ++i) {
        const auto octet = static_cast<unsigned char>(bytes[i]);
        row[hexColumn(i)] = QLatin1Char(digits[octet >> 4]);
        row[hexColumn(i) + 1] = QLatin1Char(digits[octet & 15]);
        row += QLatin1Char(octet >= 0x20 && octet < 0x7f ? char(octet) : '.');
    }
    return row;
}

bool isNoText(QByteArrayView body)
{
    constexpr qsizetype looked = 8;
    const QByteArrayView begin = body.first(std::min(body.size(), looked));
    return std::any_of(begin.begin(), begin.end(), [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet < 0x20 && octet != '\t' && octet != '\r' && octet != '\n' && octet != 0x1b;
    });
}

} // namespace pt
