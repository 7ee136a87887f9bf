// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Clock.h"

namespace pt {

class SystemClock final : public Clock
{
public:
    qint64 monotonicMs() const override;
    QDateTime utcNow() const override;
};

} // namespace pt
