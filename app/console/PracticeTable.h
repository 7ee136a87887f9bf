// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/ConsoleIo.h"
#include "console/ExitCode.h"
#include "model/Case.h"
#include "practice/Scenario.h"
#include "rehearsal/ScenarioRow.h"

#include <QList>
#include <QObject>

#include <memory>

namespace pt {

class Clock;
class RandomSource;
class Rehearsal;

/// Plays the scenarios one after the other and prints what was found in each beside what must be: in
/// columns, or as JSON (resources/schema/scenarios-1.schema.json). Once an object.
class PracticeTable : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `random` are not owned and must outlive this; `pacProgram` as in SettingsPlaces.
    PracticeTable(const ConsoleIo &io, const Clock &clock, RandomSource &random, QString pacProgram,
                  bool json, QObject *parent = nullptr);
    ~PracticeTable() override;

    void start(QList<Scenario> scenarios);
    /// What was played so far is still printed.
    void cancel();

signals:
    /// Exactly once, never from inside start() or cancel(). Healthy: nothing missed, no false alarm;
    /// CauseFound: something is wrong; CouldNotRun: interrupted, or a scenario cannot be played.
    void finished(pt::ExitCode code);

private:
    void playNext();
    void played(const Case &result);
    void end();
    void print() const;
    void printJson() const;
    QStringList idsShown() const;
    QStringList idsWithoutScenario() const;

    ConsoleIo m_io;
    const Clock &m_clock;
    RandomSource &m_random;
    QString m_pacProgram;
    bool m_json = false;
    bool m_cancelled = false;
    bool m_broken = false;
    qsizetype m_all = 0;
    QList<Scenario> m_waiting;
    QList<ScenarioRow> m_rows;
    std::unique_ptr<Rehearsal> m_rehearsal;
};

} // namespace pt
