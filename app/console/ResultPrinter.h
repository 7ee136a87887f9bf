// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/ConsoleIo.h"
#include "console/ExitCode.h"
#include "model/Case.h"
#include "model/Secret.h"

#include <QDateTime>
#include <QList>

namespace pt {

class WatchLog;

struct ResultOutput
{
    bool json = false;
    QString bundleFile; ///< empty: none
    const WatchLog *watch = nullptr; ///< the result is its decisive round
};

/// Diagnoses the Case and prints the result; saves the bundle where one is wished. `secrets` are those of
/// the run, for the last look through the bundle's bytes.
ExitCode printResult(const ConsoleIo &io, const Case &result, const ResultOutput &output,
                     const QList<const Secret *> &secrets, const QDateTime &utcNow);

} // namespace pt
