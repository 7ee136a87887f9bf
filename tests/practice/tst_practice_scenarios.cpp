// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"
#include "diagnosis/FindingChecks.h"
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "platform/PacProcess.h"
#include "practice/PracticeProxy.h"
#include "rehearsal/Rehearsal.h"
#include "rehearsal/ScenarioRow.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QStringList causes(const pt::Diagnosis &diagnosis)
{
    QStringList list;
    for (const pt::Finding &finding : diagnosis.findings)
        list.append(finding.cause);
    return list;
}

/// For a test's message: what happened, without bodies.
QByteArray story(const pt::Case &value, const pt::Diagnosis &diagnosis)
{
    QByteArray text = "findings: " + causes(diagnosis).join(u", "_s).toUtf8() + '\n';
    for (const pt::Exchange &e : value.exchanges) {
        text += "  " + toString(e.stage).toUtf8() + (e.control ? " (control): " : ": ")
            + e.request.startLine() + " -> " + e.response.startLine().left(80) + " ("
            + toString(e.end).toUtf8() + ' ' + e.endDetail.toUtf8() + ")\n";
    }
    for (const pt::StageResult &stage : value.stages) {
        text += "  stage " + toString(stage.id).toUtf8() + ": " + toString(stage.status).toUtf8()
            + ' ' + stage.code.toUtf8() + '\n';
    }
    return text;
}

} // namespace

/// Every scenario, from the first connection to the verdict that it is there to show.
class TestPracticeScenarios : public QObject
{
    Q_OBJECT

private slots:
    void verdict_data();
    void verdict();
};

void TestPracticeScenarios::verdict_data()
{
    QTest::addColumn<QString>("id");
    const QList<pt::Scenario> scenarios = pt::builtInScenarios();
    for (const pt::Scenario &scenario : scenarios)
        QTest::newRow(qPrintable(scenario.id)) << scenario.id;
}

void TestPracticeScenarios::verdict()
{
    QFETCH(QString, id);
    const auto scenario = pt::scenarioById(id);
    QVERIFY(scenario);
    const QString pacProgram = pt::pacProgram(QStringLiteral(PT_BINARY_DIR));
    QVERIFY2(!pacProgram.isEmpty(), "proxy-triage-pac is not built");
    const pt::SystemClock clock;
    pt::SystemRandom random;
    pt::Rehearsal rehearsal(*scenario, clock, random, pacProgram);
    std::optional<pt::Case> result;
    connect(&rehearsal, &pt::Rehearsal::finished, this,
            [&result](const pt::Case &value) { result = value; });
    QElapsedTimer timer;
    timer.start();
    const auto started = rehearsal.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    QTRY_VERIFY_WITH_TIMEOUT(result, 40'000);
    QVERIFY2(timer.elapsed() < 12'000, "somebody who practises would wait too long");

    const pt::Diagnosis diagnosis = pt::diagnose(*result);
    const QByteArray happened = story(*result, diagnosis);
    const pt::ScenarioRow row = pt::scenarioRow(*scenario, diagnosis);
    QVERIFY2(row.missed.isEmpty(), qPrintable(row.missed.join(u", "_s)) + ("\n" + happened));
    QVERIFY2(row.falseAlarms.isEmpty(),
             qPrintable(row.falseAlarms.join(u", "_s)) + ("\n" + happened));

    // Bytes that say what is claimed, neighbours settled, and an order that hangs on nothing else.
    const QString fault = pt::test::faultIn(*result, diagnosis);
    QVERIFY2(fault.isEmpty(), qPrintable(fault) + ("\n" + happened));
    QCOMPARE(result->scenario, id);
    if (!rehearsal.proxy()) { // a recording: nothing was sent
        QVERIFY(result->origin == pt::CaseOrigin::RawText);
        return;
    }
    const int refused = rehearsal.proxy()->answersRefused();
    QVERIFY2(refused <= scenario->attempts, "a refused password was sent again");
    int byKdc = 0; // where a password can be refused without the proxy's knowing
    for (const pt::NegotiateFacts &facts : std::as_const(result->negotiate))
        byKdc += facts.code == u"kerberos.password-refused"_s ? 1 : 0;
    // To be on the safe side a 407 counts as a refusal also where the password was right: of somebody
    // behind the proxy, of a node that was not meant, for one kind of request only, or for a limit.
    static const QStringList notOfThePassword{u"proxy.upstream-sign-in"_s, u"origin.sends-407"_s,
                                              u"ntlm.node-changed"_s, u"tunnel.sign-in-only-for-get"_s,
                                              u"policy.account-or-quota"_s};
    if (notOfThePassword.contains(scenario->expect))
        QVERIFY2(result->attempts.rejected <= 1 && refused == 0, happened);
    else
        QCOMPARE(result->attempts.rejected, refused + byKdc);
    QVERIFY(result->origin == pt::CaseOrigin::Practice);
}

QTEST_GUILESS_MAIN(TestPracticeScenarios)
#include "tst_practice_scenarios.moc"
