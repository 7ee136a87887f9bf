// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/StageId.h"

#include <QUrl>

#include <optional>

namespace pt {

/// One target of a run and how far it got.
struct TargetRun
{
    QUrl url; ///< no user info, no fragment
    int order = 0; ///< the latest order made for it; 0: none yet
    std::optional<StageId> lostAt; ///< the stage that ended its way

    bool isHttps() const { return url.scheme() == QLatin1StringView("https"); }
};

} // namespace pt
