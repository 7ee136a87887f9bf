// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QList>

namespace pt {

struct FixLine
{
    Actor who = Actor::HelpDesk;
    const char *text = nullptr; ///< English; nullptr: no more fixes
    const char *copy = nullptr; ///< to be copied; "{name}" stands for a param of the finding
    bool copyIsWords = false;   ///< words for a person, translated; else a command
};

/// The words of one cause that hold for every Case.
struct CauseLines
{
    const char *id;
    const char *title;
    const char *sentence;
    const char *explanation;
    const char *nextStep;
    FixLine fixes[4];
};

QList<const CauseLines *> causeLines();

} // namespace pt
