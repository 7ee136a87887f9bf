// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

namespace pt {

/// Bytes of a message that matter, and what they say.
struct ByteMark
{
    ByteSpan span;
    QString says;

    bool operator==(const ByteMark &) const = default;
};

struct MarkedLineOptions
{
    int width = 80;      ///< columns, margin included
    bool hex = false;    ///< in rows of digits and characters: the bytes are no text
    bool colour = false; ///< ANSI colours for the marked bytes and their words
    int unmarkedLines = 40; ///< further lines without a mark are left out
};

/// The lines of a message as they crossed the wire, with "> " before each decisive one, carets below the
/// decisive bytes and their meaning after them. Characters that a terminal would obey are made visible.
QStringList markedLines(QByteArrayView bytes, const QList<ByteMark> &marks, const MarkedLineOptions &options);

/// `text` in lines of at most `width` columns where its words allow; `first` is put before the first
/// line and spaces of the same length before the others.
QStringList wrappedText(const QString &text, int width, const QString &first = {});

} // namespace pt
