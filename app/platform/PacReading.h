// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/PacFacts.h"
#include "platform/PacFetch.h"
#include "platform/PacProcess.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

#include <memory>

namespace pt {

/// Loads one proxy configuration script and runs it for the targets. Names that it wants to look up are
/// looked up only where they are those of the targets or stand in the script as they are, so that it
/// cannot tell anybody what it was asked. Single shot; destruction cancels silently.
class PacReading : public QObject
{
    Q_OBJECT

public:
    /// `program`: of PacProcess; empty: the script is loaded, and not run.
    PacReading(const QString &program, qint64 nowMs, QObject *parent = nullptr);
    ~PacReading() override;

    static constexpr int fetchMs = 5000;
    static constexpr int lookUpMs = 2000;

    /// `done` is called once, from the event loop.
    void start(const QString &url, const QString &source, const QStringList &targets,
               std::function<void(PacFacts)> done);

private:
    void loaded(const PacScript &script);
    void run();
    void ran(const PacVerdict &verdict);
    void lookUp(const QStringList &names);
    void lookedUp(const QString &name, const QString &address);
    void finish(PacOutcome outcome, const QString &fault, const QString &detail = {});

    QString m_program;
    PacOrder m_order;
    PacFacts m_facts;
    PacFetch m_fetch;
    std::unique_ptr<PacProcess> m_process;
    QElapsedTimer m_time;
    QTimer m_lookUpDeadline;
    QSet<QString> m_open; ///< names still being looked up
    bool m_again = false; ///< it runs for the second and last time
    std::function<void(PacFacts)> m_done;
};

} // namespace pt
