// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace pt {

/// Carries out one order on the real connection and records it. Single shot.
class OrderRunner : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Not to be called twice. Signals may come from inside.
    virtual void start() = 0;
    /// Ends it now and records what came so far; silent.
    virtual void cancel() = 0;

    /// The status QNetworkAccessManager is told: the last one read, 502 or 504 where there was
    /// none.
    virtual int finalStatus() const = 0;

signals:
    /// The state of the order has moved on; with OrderPhase::Done it is over.
    void advanced();
    void attemptsChanged();
};

} // namespace pt
