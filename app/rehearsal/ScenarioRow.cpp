// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rehearsal/ScenarioRow.h"

namespace pt {

ScenarioRow scenarioRow(const Scenario &scenario, const Diagnosis &diagnosis)
{
    ScenarioRow row;
    row.scenario = scenario.id;
    row.expected = scenario.expect;
    row.found = diagnosis.verdict().cause;
    row.confidence = diagnosis.verdict().confidence;
    QStringList all;
    for (const Finding &finding : diagnosis.findings)
        all.append(finding.cause);
    row.beside = all.mid(1);
    if (row.found != row.expected) {
        row.missed.append(row.expected);
        row.falseAlarms.append(row.found);
    }
    for (const QString &cause : scenario.alsoExpect) {
        if (!all.contains(cause) && !row.missed.contains(cause))
            row.missed.append(cause);
    }
    for (const QString &cause : scenario.mustNot) {
        if (all.contains(cause) && !row.falseAlarms.contains(cause))
            row.falseAlarms.append(cause);
    }
    return row;
}

} // namespace pt
