// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"
#include "model/StageStatus.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

namespace pt {

/// The few colours beside the palette's own, chosen by how light the palette is. Colour is never the
/// only sign: a mark and a word go with it.
struct Shades
{
    bool dark = false;
    bool highContrast = false; ///< pure black on white or the reverse
    QColor ok;
    QColor info;
    QColor warning;
    QColor error;
    QColor muted;         ///< text of less weight, still 4.5:1 on the window colour
    QColor proof;         ///< background of every byte that proves the chosen finding
    QColor proofCurrent;  ///< background of the proof looked at
    QColor proofText;
    QColor escape;        ///< text of bytes made visible
    QColor line;          ///< thin separating lines

    static Shades of(const QPalette &palette);
    QColor of(Severity severity) const;
    /// `colour` thinned out over the palette's base, for a panel's background.
    QColor tint(const QPalette &palette, const QColor &colour) const;
};

enum class Mark { Ok, Info, Warning, Error, Running, Waiting, Skipped };

Mark markOf(Severity severity);
Mark markOf(StageStatus status);
/// A round mark with a sign in it, at any size.
QIcon markIcon(Mark mark, const QPalette &palette);

} // namespace pt
