// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/PracticeTable.h"

#include "advice/Wording.h"
#include "diagnosis/Catalogue.h"
#include "diagnosis/Diagnose.h"
#include "rehearsal/Rehearsal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

PracticeTable::PracticeTable(const ConsoleIo &io, const Clock &clock, RandomSource &random,
                             QString pacProgram, bool json, QObject *parent)
    : QObject(parent)
    , m_io(io)
    , m_clock(clock)
    , m_random(random)
    , m_pacProgram(std::move(pacProgram))
    , m_json(json)
{
}

PracticeTable::~PracticeTable() = default;

void PracticeTable::start(QList<Scenario> scenarios)
{
    m_waiting = std::move(scenarios);
    m_all = m_waiting.size();
    QMetaObject::invokeMethod(this, &PracticeTable::playNext, Qt::QueuedConnection);
}

void PracticeTable::cancel()
{
    m_cancelled = true;
    m_waiting.clear();
    if (m_rehearsal)
        m_rehearsal->cancel();
}

void PracticeTable::playNext()
{
    m_rehearsal.reset();
    if (m_waiting.isEmpty())
        return end();
    m_rehearsal = std::make_unique<Rehearsal>(m_waiting.takeFirst(), m_clock, m_random, m_pacProgram);
    connect(m_rehearsal.get(), &Rehearsal::finished, this, &PracticeTable::played);
    if (const Result<void> started = m_rehearsal->start(); !started) {
        m_broken = true;
        m_io.writeError(tr("%1: %2", "scenario, why it cannot be played")
                            .arg(m_rehearsal->scenario().id, wordFailure(started.error()))
                        + u'\n');
        QMetaObject::invokeMethod(this, &PracticeTable::playNext, Qt::QueuedConnection);
    }
}

void PracticeTable::played(const Case &result)
{
    if (!m_cancelled) {
        const ScenarioRow row = scenarioRow(m_rehearsal->scenario(), diagnose(result));
        m_rows.append(row);
        m_io.writeError(tr("[%1 of %2] %3: %4", "how many are played, scenario, what was found")
                            .arg(QString::number(m_rows.size()), QString::number(m_all), row.scenario, row.found)
                        + u'\n');
    }
    // The rehearsal is in the middle of telling this.
    QMetaObject::invokeMethod(this, &PracticeTable::playNext, Qt::QueuedConnection);
}

void PracticeTable::end()
{
    m_json ? printJson() : print();
    const bool right = std::all_of(m_rows.cbegin(), m_rows.cend(),
                                   [](const ScenarioRow &row) { return row.isRight(); });
    const bool whole = right && idsWithoutScenario().isEmpty();
    emit finished(m_cancelled || m_broken ? ExitCode::CouldNotRun
                      : whole             ? ExitCode::Healthy
                                          : ExitCode::CauseFound);
}

QStringList PracticeTable::idsShown() const
{
    QStringList ids;
    for (const CatalogueEntry &entry : catalogue()) {
        const bool shown = std::any_of(m_rows.cbegin(), m_rows.cend(), [&entry](const ScenarioRow &row) {
            return row.found == entry.id || row.beside.contains(entry.id);
        });
        if (shown)
            ids.append(entry.id);
    }
    return ids;
}

QStringList PracticeTable::idsWithoutScenario() const
{
    const QStringList shown = idsShown();
    QStringList ids;
    for (const CatalogueEntry &entry : catalogue()) {
        if (!shown.contains(entry.id))
            ids.append(entry.id);
    }
    return ids;
}

void PracticeTable::print() const
{
    const QStringList heads{tr("Scenario"), tr("Expected"), tr("Found"), tr("How sure"), tr("Outcome")};
    QList<QStringList> lines{heads};
    for (const ScenarioRow &row : m_rows) {
        QString outcome = tr("right");
        if (!row.missed.isEmpty())
            outcome = tr("missed: %1").arg(row.missed.join(u", "_s));
        else if (!row.falseAlarms.isEmpty())
            outcome = tr("false alarm: %1").arg(row.falseAlarms.join(u", "_s));
        lines.append({row.scenario, row.expected, row.found, toString(row.confidence), outcome});
    }
    QList<qsizetype> widths(heads.size(), 0);
    for (const QStringList &line : std::as_const(lines)) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths.at(i), line.at(i).size());
    }
    qsizetype missed = 0;
    qsizetype falseAlarms = 0;
    for (qsizetype l = 0; l < lines.size(); ++l) {
        QString text;
        for (qsizetype i = 0; i < lines.at(l).size(); ++i) {
            const bool last = i == lines.at(l).size() - 1;
            text += last ? lines.at(l).at(i) : lines.at(l).at(i).leftJustified(widths.at(i) + 2);
        }
        m_io.writeOut(text + u'\n');
        if (l == 0)
            continue;
        const ScenarioRow &row = m_rows.at(l - 1);
        missed += row.missed.isEmpty() ? 0 : 1;
        falseAlarms += row.falseAlarms.isEmpty() ? 0 : 1;
        if (!row.beside.isEmpty())
            m_io.writeOut(u"    "_s + tr("also found: %1").arg(row.beside.join(u", "_s)) + u'\n');
    }
    m_io.writeOut(u'\n'
                  + tr("Scenarios: %1. Causes shown: %2 of %3. Scenarios with something missed: %4. Scenarios with a "
                       "false alarm: %5.")
                        .arg(QString::number(m_rows.size()), QString::number(idsShown().size()),
                             QString::number(catalogue().size()), QString::number(missed),
                             QString::number(falseAlarms))
                  + u'\n');
    if (const QStringList without = idsWithoutScenario(); !without.isEmpty() && !m_cancelled)
        m_io.writeOut(tr("Causes that no scenario shows: %1").arg(without.join(u", "_s)) + u'\n');
}

void PracticeTable::printJson() const
{
    QJsonArray rows;
    for (const ScenarioRow &row : m_rows) {
        rows.append(QJsonObject{{u"scenario"_s, row.scenario},
                                {u"expected"_s, row.expected},
                                {u"found"_s, row.found},
                                {u"confidence"_s, toString(row.confidence)},
                                {u"beside"_s, QJsonArray::fromStringList(row.beside)},
                                {u"missed"_s, QJsonArray::fromStringList(row.missed)},
                                {u"false_alarms"_s, QJsonArray::fromStringList(row.falseAlarms)}});
    }
    const QJsonObject json{{u"schema"_s, u"proxy-triage/scenarios/1"_s},
                           {u"complete"_s, !m_cancelled && !m_broken},
                           {u"rows"_s, rows},
                           {u"causes_shown"_s, QJsonArray::fromStringList(idsShown())},
                           {u"causes_not_shown"_s, QJsonArray::fromStringList(idsWithoutScenario())}};
    m_io.writeOut(QString::fromUtf8(QJsonDocument(json).toJson()));
}

} // namespace pt
