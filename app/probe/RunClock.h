// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Clock.h"

namespace pt {

/// Time since the start of a run, in milliseconds.
class RunClock
{
public:
    explicit RunClock(const Clock &clock)
        : m_clock(&clock)
        , m_start(clock.monotonicMs())
    {
    }

    qint64 now() const { return m_clock->monotonicMs() - m_start; }
    const Clock &clock() const { return *m_clock; }

private:
    const Clock *m_clock; ///< not owned
    qint64 m_start;
};

} // namespace pt
