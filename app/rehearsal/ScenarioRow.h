// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"
#include "practice/Scenario.h"

#include <QString>
#include <QStringList>

namespace pt {

/// What a scenario was to show and what was found in it.
struct ScenarioRow
{
    QString scenario;
    QString expected; ///< the verdict
    QString found; ///< the same
    Confidence confidence = Confidence::Possible; ///< of what was found
    QStringList beside; ///< further findings
    QStringList missed; ///< expected and not found; a wrong verdict misses the right one
    QStringList falseAlarms; ///< found though it must not be; a wrong verdict is one, too

    bool operator==(const ScenarioRow &) const = default;
    bool isRight() const { return missed.isEmpty() && falseAlarms.isEmpty(); }
};

ScenarioRow scenarioRow(const Scenario &scenario, const Diagnosis &diagnosis);

} // namespace pt
