// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/RandomSource.h"

namespace pt {

/// The operating system's generator.
class SystemRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override;
};

} // namespace pt
