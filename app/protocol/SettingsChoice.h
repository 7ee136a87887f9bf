// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/NoProxyMatch.h"
#include "model/ProxyEndpoint.h"

namespace pt {

/// Where the settings send one URL of one program.
struct SettingsChoice
{
    enum class Way {
        NothingSet, ///< it goes directly, as nobody told it otherwise
        Proxy,
        Direct,     ///< past a proxy that is set: by an exception, by the script, or by an empty setting
        PacUnknown  ///< a script decides, and what it says is not known
    };

    Way way = Way::NothingSet;
    qsizetype source = -1; ///< index of the source that decides; -1: none
    qsizetype pac = -1;    ///< index of the script that decides; -1: none
    ProxyEndpoint endpoint;
    qsizetype exceptionSource = -1; ///< index of the list in which `exception` stands; -1: none
    NoProxyMatch exception;

    bool operator==(const SettingsChoice &) const = default;
};

} // namespace pt
