// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Catalogue.h"
#include "diagnosis/Diagnose.h"
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "platform/ComputerSettings.h"
#include "platform/PacProcess.h"
#include "practice/PracticeMemory.h"
#include "practice/PracticeProxy.h"
#include "practice/PracticeSettings.h"
#include "stages/Runner.h"

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

/// The bytes that an evidence points at; nullopt: it points at none, or beyond them.
std::optional<QByteArray> bytesOf(const pt::Evidence &evidence, const pt::Case &value)
{
    const pt::Exchange *exchange = value.exchange(evidence.exchange);
    if (!exchange)
        return std::nullopt;
    QByteArray bytes;
    switch (evidence.source) {
    case pt::EvidenceSource::RequestHead:
        bytes = exchange->request.head;
        break;
    case pt::EvidenceSource::RequestBody:
        bytes = exchange->request.body;
        break;
    case pt::EvidenceSource::ResponseHead:
        bytes = exchange->response.head;
        break;
    case pt::EvidenceSource::ResponseBody:
        bytes = exchange->response.body;
        break;
    default:
        return std::nullopt;
    }
    if (evidence.start < 0 || evidence.length <= 0
        || evidence.start + evidence.length > bytes.size())
        return std::nullopt;
    return bytes.mid(evidence.start, evidence.length);
}

bool pointsAtBytes(const pt::Evidence &evidence)
{
    return evidence.source == pt::EvidenceSource::RequestHead
        || evidence.source == pt::EvidenceSource::RequestBody
        || evidence.source == pt::EvidenceSource::ResponseHead
        || evidence.source == pt::EvidenceSource::ResponseBody;
}

} // namespace

/// Every scenario, from the first connection to the verdict that it is there to show.
class TestPracticeScenarios : public QObject
{
    Q_OBJECT

private slots:
    void idsAreOfTheCatalogue();
    void verdict_data();
    void verdict();
};

void TestPracticeScenarios::idsAreOfTheCatalogue()
{
    const QList<pt::Scenario> scenarios = pt::builtInScenarios();
    QVERIFY(scenarios.size() >= 12);
    for (const pt::Scenario &scenario : scenarios) {
        const QStringList ids
            = QStringList{scenario.expect} + scenario.alsoExpect + scenario.mustNot;
        for (const QString &id : ids)
            QVERIFY2(pt::catalogueEntry(id), qPrintable(scenario.id + u": "_s + id));
    }
}

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
    pt::PracticeProxy proxy(*scenario);
    const auto port = proxy.listen();
    QVERIFY2(port, port ? "" : qPrintable(port.error().detail));

    pt::RunRequest request;
    const pt::SystemClock clock;
    const pt::ProxyEndpoint endpoint{scenario->scheme, proxy.host(), *port};
    request.proxyAddresses = proxy.addresses();
    request.environment.fromSettings = scenario->fromSettings;
    if (!scenario->fromSettings) {
        request.input.endpoint = endpoint;
        request.input.given = endpoint.authority();
    }
    const QString pacProgram = pt::pacProgram(QStringLiteral(PT_BINARY_DIR));
    QVERIFY2(!pacProgram.isEmpty(), "proxy-triage-pac is not built");
    pt::ComputerSettings settings(pt::practiceSettings(*scenario, endpoint.authority(), pacProgram),
                                  clock);
    if (scenario->hasSettings())
        request.settings = &settings;
    request.input.targets = scenario->targets;
    request.credentials = scenario->credentials();
    request.input.user = request.credentials.user;
    request.input.domain = request.credentials.domain;
    request.environment.memory
        = pt::practiceMemory(*scenario, endpoint, request.credentials, clock.utcNow());
    request.input.attemptLimit = scenario->attempts;
    request.input.auth = scenario->auth;
    if (request.credentials.password)
        request.input.secret = request.credentials.password->facts();
    request.extraTrust = {proxy.authority()};
    request.negotiate = scenario->negotiate();
    request.limits = scenario->limits;
    request.practice = true;
    request.scenario = id;

    pt::SystemRandom random;
    pt::Runner runner(clock, random);
    std::optional<pt::Case> result;
    connect(&runner, &pt::Runner::finished, this,
            [&result](const pt::Case &value) { result = value; });
    QElapsedTimer timer;
    timer.start();
    runner.start(std::move(request));
    QTRY_VERIFY_WITH_TIMEOUT(result, 40'000);
    QVERIFY2(timer.elapsed() < 12'000, "somebody who practises would wait too long");

    const pt::Diagnosis diagnosis = pt::diagnose(*result);
    const QByteArray happened = story(*result, diagnosis);
    QVERIFY2(diagnosis.verdict().cause == scenario->expect, happened);
    const QStringList found = causes(diagnosis);
    for (const QString &cause : std::as_const(scenario->alsoExpect))
        QVERIFY2(found.contains(cause), qPrintable(cause) + ("\n" + happened));
    for (const QString &cause : std::as_const(scenario->mustNot))
        QVERIFY2(!found.contains(cause), qPrintable(cause) + ("\n" + happened));

    for (const pt::Finding &finding : diagnosis.findings) {
        QVERIFY2(!finding.evidence.isEmpty(), qPrintable(finding.cause));
        for (const pt::Evidence &evidence : finding.evidence) {
            if (!pointsAtBytes(evidence))
                continue;
            const auto bytes = bytesOf(evidence, *result);
            QVERIFY2(bytes, qPrintable(finding.cause));
            QCOMPARE(QString::fromLatin1(*bytes), evidence.text);
        }
    }
    QVERIFY2(proxy.answersRefused() <= scenario->attempts, "a refused password was sent again");
    int byKdc = 0; // where a password can be refused without the proxy's knowing
    for (const pt::NegotiateFacts &facts : std::as_const(result->negotiate))
        byKdc += facts.code == u"kerberos.password-refused"_s ? 1 : 0;
    // To be on the safe side, a question of somebody behind the proxy is counted as a refusal, too.
    const bool byAnother = scenario->expect == u"proxy.upstream-sign-in"_s
        || scenario->expect == u"origin.sends-407"_s
        || scenario->expect == u"ntlm.node-changed"_s; // by a node that was not meant
    QCOMPARE(result->attempts.rejected, byAnother ? 1 : proxy.answersRefused() + byKdc);
    QVERIFY(result->origin == pt::CaseOrigin::Practice);
    QCOMPARE(result->scenario, id);
}

QTEST_GUILESS_MAIN(TestPracticeScenarios)
#include "tst_practice_scenarios.moc"
