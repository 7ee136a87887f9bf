// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Resolution.h"

#include <QObject>

namespace pt {

/// The seam for names. The caller gives each question a generation of its own; an answer carries it
/// back, so that one that comes late is known for what it is.
class HostResolver : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks for the A and AAAA records of `name`, never an address literal. Answers with
    /// resolved(), not from inside this call.
    virtual void resolve(quint64 generation, const QString &name) = 0;
    /// Gives the question up; its answer is not waited for. Unknown generations are passed over.
    virtual void abort(quint64 generation) = 0;

signals:
    /// Resolution::durationMs is left to the caller.
    void resolved(quint64 generation, const pt::Resolution &resolution);
};

} // namespace pt
