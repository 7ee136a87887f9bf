// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QProcessEnvironment>
#include <QString>

namespace pt {

/// Where ComputerSettings looks. Everything it reads is in here, so that a test has a computer of its own.
struct SettingsPlaces
{
    QProcessEnvironment environment;
    QString home;       ///< empty: no files of a person's own are read
    QString root;       ///< put before /etc; empty: the system's own
    QString pacProgram; ///< of PacProcess; empty: scripts are not run
    bool onDisk = true; ///< false: `files` are all that there are (practice)
    QMap<QString, QByteArray> files; ///< by their shown names: "~/.gitconfig", "/etc/environment"
    QString gsettings;  ///< the program; empty: GNOME's settings are read from its key file only

    /// Those of the person who runs the program, whose folder is `programFolder`.
    static SettingsPlaces ofThisComputer(const QProcessEnvironment &environment,
                                         const QString &programFolder);
};

} // namespace pt
