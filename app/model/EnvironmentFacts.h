// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pt {

/// One place of this computer that names a proxy. A password in `value` is masked.
struct ProxySource
{
    QString name;  ///< e.g. "https_proxy"
    QString value;

    bool operator==(const ProxySource &) const = default;
};

struct EnvironmentFacts
{
    QString programVersion;
    QString system;    ///< e.g. "Debian GNU/Linux 12 (bookworm)"
    QString qtVersion;
    QString tlsLibrary;
    QString startedUtc; ///< ISO 8601 wall-clock time of the start of the run
    QList<ProxySource> sources;

    bool operator==(const EnvironmentFacts &) const = default;
};

} // namespace pt
