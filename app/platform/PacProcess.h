// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/PacOrder.h"
#include "platform/PacVerdict.h"

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace pt {

/// Runs a proxy configuration script in the program proxy-triage-pac: a process without this one's
/// environment, with bounds of time and memory, that is killed when they are not kept. Single shot;
/// destruction kills it and does not wait.
class PacProcess : public QObject
{
    Q_OBJECT

public:
    /// `program`: the whole path.
    explicit PacProcess(const QString &program, QObject *parent = nullptr);
    ~PacProcess() override;

    static constexpr int longestMs = 6000;

    /// `done` is called once, from the event loop.
    void start(const PacOrder &order, std::function<void(PacVerdict)> done);
    qint64 processId() const { return m_process ? m_process->processId() : 0; }

private:
    void received();
    void ended(int exitCode, QProcess::ExitStatus status);
    void finish(PacVerdict verdict);

    QString m_program;
    std::unique_ptr<QProcess> m_process;
    QTimer m_deadline;
    QByteArray m_out;
    qsizetype m_targets = 0;
    bool m_late = false;
    std::function<void(PacVerdict)> m_done;
};

/// The URL as a script may see it: user info and fragment are left out, and of https the path and query.
QUrl urlForPac(const QUrl &target);

/// Where proxy-triage-pac is: beside the program (as it is built) or where it is installed. Empty: nowhere.
QString pacProgram(const QString &programFolder);

} // namespace pt
