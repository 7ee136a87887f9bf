// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/StageId.h"
#include "model/StageStatus.h"

#include <QMap>
#include <QString>

namespace pt {

/// How one stage ended. `code` and `params` are stable and wordless; advice/StageWording words them.
struct StageResult
{
    StageId id = StageId::Settings;
    StageStatus status = StageStatus::NotTested;
    qint64 startedMs = 0;  ///< since the start of the run
    qint64 durationMs = 0;
    QString code;
    QMap<QString, QString> params;

    bool operator==(const StageResult &) const = default;
};

} // namespace pt
