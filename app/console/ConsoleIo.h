// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QString>

namespace pt {

/// The three streams of a console program. Not owned.
struct ConsoleIo
{
    QIODevice *in = nullptr;
    QIODevice *out = nullptr;
    QIODevice *error = nullptr;
    bool inIsTerminal = false;
    bool colour = false; ///< of the result on `out`
    int width = 80;      ///< columns of `out`

    /// UTF-8, whatever the locale says: JSON has to be it, and text beside it should not differ.
    void writeOut(const QString &text) const { out->write(text.toUtf8()); }
    void writeError(const QString &text) const { error->write(text.toUtf8()); }
};

} // namespace pt
