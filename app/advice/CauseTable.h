// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QList>

#include <span>

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
    const char *network;  ///< for the network team; the facts of the Case follow it
    const char *notMeant; ///< what is easily concluded from it, and wrong
    const char *denies;   ///< ids that `notMeant` speaks against, space separated
};

/// All of them, family by family in the order of the catalogue.
QList<const CauseLines *> causeLines();

std::span<const CauseLines> healthyCauses();
std::span<const CauseLines> inputCauses();
std::span<const CauseLines> credentialCauses();
std::span<const CauseLines> schemeCauses();
std::span<const CauseLines> digestCauses();
std::span<const CauseLines> ntlmCauses();
std::span<const CauseLines> kerberosCauses();
std::span<const CauseLines> networkCauses();
std::span<const CauseLines> endpointCauses();
std::span<const CauseLines> socksCauses();
std::span<const CauseLines> tlsCauses();
std::span<const CauseLines> tunnelCauses();
std::span<const CauseLines> policyCauses();
std::span<const CauseLines> proxyCauses();
std::span<const CauseLines> originCauses();
std::span<const CauseLines> settingsCauses();
std::span<const CauseLines> clientCauses();
std::span<const CauseLines> unknownCauses();

} // namespace pt
