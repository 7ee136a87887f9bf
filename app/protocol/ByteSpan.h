// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace pt {

/// A range of bytes in the buffer that was parsed.
struct ByteSpan
{
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const ByteSpan &) const = default;
    qsizetype end() const { return start + length; }
    /// The bytes; empty where the span does not lie in `buffer`.
    QByteArrayView in(QByteArrayView buffer) const
    {
        if (start < 0 || length < 0 || end() > buffer.size())
            return {};
        return buffer.sliced(start, length);
    }
};

} // namespace pt
