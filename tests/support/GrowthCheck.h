// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QtGlobal>

#include <algorithm>
#include <limits>

namespace test {

/// True where the time for `size` bytes is at most `factor` times what eight times an eighth of it takes.
/// Quadratic work would take 8 times as long, so the bound of 5 leaves room for a busy machine; the best of
/// several rounds counts. `make(bytes)` gives a callable that does the work, input made before.
template<typename Make>
bool growsLinearly(const Make &make, qsizetype size, double factor = 5)
{
    const auto best = [&](qsizetype bytes, int rounds) {
        const auto work = make(bytes);
        qint64 least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < rounds; ++i) {
            QElapsedTimer timer;
            timer.start();
            work();
            least = std::min(least, timer.nsecsElapsed());
        }
        return least;
    };
    for (int attempt = 0; attempt < 3; ++attempt) {
        const qint64 small = best(size / 8, 5);
        const qint64 large = best(size, 2);
        // Below a millisecond the clock and the caches say more than the work does.
        if (large < 1'000'000 || double(large) <= factor * 8 * double(std::max<qint64>(small, 1)))
            return true;
    }
    return false;
}

} // namespace test
