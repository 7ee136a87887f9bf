// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuthChoice.h"
#include "model/ProxyScheme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

enum class CommandKind { Help, Version, Check, Analyze, Practice, PracticeList, PracticeTable, ServePractice };

enum class PasswordSource { None, StandardInput, File, Profile };

/// What a command line asks for, checked as far as that is possible without looking at any file. It
/// never holds a password: there is no option that takes one.
struct Command
{
    CommandKind kind = CommandKind::Help;

    // check
    QString proxy; ///< as typed; empty without a profile: this computer's settings name it
    std::optional<ProxyScheme> scheme;
    QStringList targets; ///< http and https URLs
    QString user;
    PasswordSource password = PasswordSource::None;
    QString passwordFile;
    QString profile; ///< id or name
    std::optional<AuthChoice> auth;
    bool ntlmVersion1 = false;
    int attempts = 1;       ///< 1 to 3
    int timeoutSeconds = 0; ///< 1 to 600; 0: the built-in limits
    QString caFile;
    QString userAgent;

    // check and practice
    int watchMinutes = 0; ///< 1 to 1440; 0: one test and no more
    int everySeconds = 60; ///< 5 to 3600, of a watch

    // analyze: the file or "-"; practice and serve-practice: the scenario
    QString subject;
    quint16 port = 0; ///< serve-practice; 0: a free one

    bool json = false;
    QString bundleFile; ///< empty: none

    bool operator==(const Command &) const = default;
};

} // namespace pt
