// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

/// A real server on a free loopback port, run from a folder of its own that goes with it. It is
/// ended by its process group, whatever it started itself.
class LabServer
{
public:
    /// What to run, once the port is known.
    struct Plan
    {
        QString program; ///< looked for in the usual places for servers, too
        QString package; ///< of Debian, named where the program is missing
        QStringList arguments;
        QByteArray configuration; ///< written to configurationPath()
    };
    using Planner = std::function<Plan(const LabServer &)>;

    LabServer();
    ~LabServer();

    /// Starts and waits until the port answers. An empty text: it runs; else why not.
    QString start(const Planner &planner);

    quint16 port() const { return m_port; }
    QString authority() const;
    QString folder() const; ///< readable by everybody, writable by the server's own user
    QString path(const QString &name) const;
    QString configurationPath() const;
    QString unique() const; ///< letters and digits that no other server of this computer uses
    QByteArray contents(const QString &name) const;
    /// Lines of a log, given that `name` is one, after waiting for `count` lines that contain
    /// `part`.
    QList<QByteArray> waitForLines(const QString &name, const QByteArray &part,
                                   qsizetype count) const;

    /// Writes a file that the server's own user can read. false: it could not be written.
    bool write(const QString &name, const QByteArray &bytes) const;
    /// Adds an account to a file that htpasswd makes. An empty text: done; else why not.
    QString addAccount(const QString &name, const QString &user, const QByteArray &password) const;

    static bool isRoot();
    static QString findProgram(const QString &name); ///< empty: it is not installed
    static quint16 freePort();

private:
    QString startOnce(const Planner &planner);
    void stop();

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};
