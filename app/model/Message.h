// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// One side of an exchange, as the bytes that crossed the wire, secrets replaced by placeholders
/// (protocol/Masking.h).
struct Message
{
    QByteArray head; ///< start line, fields and the empty line; empty where no HTTP head was seen
    QByteArray body; ///< at most 64 KiB, framing removed; where `head` is empty: the raw first bytes
    qint64 bodyBytes = 0; ///< bytes of body that arrived, kept or not
    bool headComplete = false;
    bool bodyComplete = false;

    bool operator==(const Message &) const = default;

    QByteArray startLine() const
    {
        const qsizetype lf = head.indexOf('\n');
        QByteArray line = lf < 0 ? head : head.left(lf);
        if (line.endsWith('\r'))
            line.chop(1);
        return line;
    }
};

} // namespace pt
