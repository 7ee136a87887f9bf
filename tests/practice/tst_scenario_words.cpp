// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/Wording.h"
#include "practice/Scenario.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

Finding findingOf(const QString &cause)
{
    Finding finding;
    finding.cause = cause;
    return finding;
}

} // namespace

class TestScenarioWords : public QObject
{
    Q_OBJECT

private slots:
    void verdictDeniesNothingBesideIt();
};

/// What the verdict does not mean must be true beside all else that the scenario gives.
void TestScenarioWords::verdictDeniesNothingBesideIt()
{
    const QList<Scenario> scenarios = builtInScenarios();
    QVERIFY(scenarios.size() > 50);
    for (const Scenario &scenario : scenarios) {
        Diagnosis diagnosis{{findingOf(scenario.expect)}};
        for (const QString &id : scenario.alsoExpect)
            diagnosis.findings.append(findingOf(id));
        QVERIFY2(!wordCause(Case(), diagnosis, diagnosis.verdict()).notMeant.isEmpty(),
                 qPrintable(scenario.id));
    }
}

QTEST_GUILESS_MAIN(TestScenarioWords)
#include "tst_scenario_words.moc"
