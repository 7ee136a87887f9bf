// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/PacFacts.h"
#include "model/ProxySource.h"

#include <QStringList>

#include <functional>

namespace pt {

/// Reads where this computer names proxies. Implemented in platform/; whoever starts a run hands one over.
class SettingsReader
{
public:
    struct Found
    {
        QList<ProxySource> sources;
        QList<PacFacts> pac;
    };

    virtual ~SettingsReader() = default;
    /// Looks for the targets (URLs). `done` is called once, from the event loop, unless it is cancelled
    /// before. A second call cancels the first. `typedPac` is the address of a script that a person gave,
    /// or empty.
    virtual void read(const QStringList &targets, const Credentials &typed, const QString &typedPac,
                      std::function<void(Found)> done)
        = 0;
    /// Ends it without a call of `done`. Idempotent.
    virtual void cancel() = 0;
    /// The sign-in that the source holds, as it was last read; empty: none.
    virtual Credentials credentialsOf(const ProxySource &source) const = 0;
    /// Every password met on the last reading, to be looked for in what is saved. They live until the
    /// next one.
    virtual QList<const Secret *> secrets() const = 0;
};

} // namespace pt
