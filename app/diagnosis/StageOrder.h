// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/StageId.h"

#include <QStringList>

namespace pt {

/// The causes of one stage, what is told first in front.
struct StageOrder
{
    StageId stage;
    QStringList causes;
};

} // namespace pt
