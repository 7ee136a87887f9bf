// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/Command.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace pt {

/// What is wrong with a command line and how to do it right, in words for people. Never repeats a value
/// that may be a password.
struct UsageError
{
    QString what;
    QString how;

    bool operator==(const UsageError &) const = default;
};

/// Reads the command line without the program's own name.
tl::expected<Command, UsageError> parseArguments(const QStringList &arguments);

/// The targets of a check that names none.
QStringList defaultTargets();

/// Every option of a command with its leading "--"; empty: not a command.
QStringList optionsOf(const QString &command);

/// What --help prints.
QString helpText();

} // namespace pt
