// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArrayView>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer calls with each input; anything but a return of 0 is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace fuzz {

/// Ends the program, which makes libFuzzer keep the input. `says` is what was promised.
inline void require(bool kept, const char *says)
{
    if (kept)
        return;
    std::fprintf(stderr, "NOT KEPT: %s\n", says);
    std::abort();
}

inline QByteArrayView viewOf(const std::uint8_t *data, std::size_t size)
{
    // A view of nothing has to be a view of something for the readers' arithmetic on pointers.
    return size ? QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size))
                : QByteArrayView("", 0);
}

/// Takes the options of a target off the begin of its input.
inline unsigned char takeByte(QByteArrayView &input)
{
    if (input.isEmpty())
        return 0;
    const auto byte = static_cast<unsigned char>(input.front());
    input = input.sliced(1);
    return byte;
}

inline bool isInside(const pt::ByteSpan &span, qsizetype start, qsizetype end)
{
    return span.start >= start && span.length >= 0 && span.start <= end
        && span.length <= end - span.start;
}

inline bool isInside(const pt::ByteSpan &span, QByteArrayView bytes)
{
    return isInside(span, 0, bytes.size());
}

/// Problems are ids, and each is named once.
inline void requireProblems(const QStringList &problems)
{
    for (qsizetype i = 0; i < problems.size(); ++i) {
        require(!problems[i].isEmpty(), "a problem has an id");
        require(problems.indexOf(problems[i]) == i, "each problem is named once");
    }
}

} // namespace fuzz
