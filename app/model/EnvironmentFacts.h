// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/PacFacts.h"
#include "model/ProxySource.h"
#include "model/SignInMemory.h"

#include <QList>
#include <QString>

#include <optional>

namespace pt {

struct EnvironmentFacts
{
    QString programVersion;
    QString system;    ///< e.g. "Debian GNU/Linux 12 (bookworm)"
    QString qtVersion;
    QString tlsLibrary;
    QString startedUtc; ///< ISO 8601 wall-clock time of the start of the run
    QList<ProxySource> sources;
    QList<PacFacts> pac;
    bool fromSettings = false; ///< the proxy was not typed, but to be taken from the sources
    QString chosen; ///< ProxySource::id() of the source that it was taken from; empty: none
    std::optional<SignInMemory> memory; ///< nullopt: nothing is remembered, or it could not be read

    bool operator==(const EnvironmentFacts &) const = default;
};

} // namespace pt
