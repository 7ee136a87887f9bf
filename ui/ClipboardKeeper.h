// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QObject>
#include <QTimer>

namespace pt {

/// Puts texts on the clipboard. One that holds a secret is marked for clipboard managers not to keep and
/// is taken away again after a while, if it is still there, and when this object goes.
class ClipboardKeeper : public QObject
{
    Q_OBJECT

public:
    explicit ClipboardKeeper(int secretMs = 60'000, QObject *parent = nullptr);
    ~ClipboardKeeper() override;

    void copy(const QString &text);
    void copySecret(const Secret &secret);
    /// Empties the clipboard where it still holds the secret put there.
    void forgetSecret();

private:
    QTimer m_timer;
};

} // namespace pt
