// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/VisibleText.h"

#include <algorithm>

namespace pt {

namespace {

/// Characters that are not seen, or change how others are seen: format characters (bidi, zero-width,
/// BOM, tags), line and paragraph separators, and the blanks that look like nothing.
bool isHidden(char32_t c)
{
    switch (c) {
    case 0x00ad: // soft hyphen
    case 0x034f: // combining grapheme joiner
    case 0x115f: // Hangul fillers
    case 0x1160:
    case 0x3164:
    case 0xffa0:
    case 0x2028:
    case 0x2029:
        return true;
    default:
        return QChar::category(c) == QChar::Other_Format || (c >= 0xfff9 && c <= 0xfffb)
            || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
    }
}

} // namespace

QString visibleText(const QString &text, bool keepLines, qsizetype limit)
{
    QString out;
    out.reserve(std::min(text.size(), limit));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        char32_t c = unit.unicode();
        QString piece;
        if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(unit, text[i + 1]);
            piece = text.mid(i, 2);
            ++i;
        } else {
            piece = unit;
        }
        const bool kept = keepLines && (c == U'\n' || c == U'\t');
        if (!kept) {
            if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
                piece = QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
            else if (isHidden(c) || unit.isSurrogate() != (piece.size() == 2))
                piece = QStringLiteral("U+%1").arg(QString::number(uint(c), 16).toUpper(), 4, QLatin1Char('0'));
        }
        if (out.size() + piece.size() > limit) {
            if (limit > 0) {
                out.truncate(limit - 1);
                if (!out.isEmpty() && out.back().isHighSurrogate())
                    out.chop(1);
                out.append(QChar(0x2026));
            }
            return out;
        }
        out.append(piece);
    }
    return out;
}

QString visibleBytes(QByteArrayView bytes, bool keepLines, qsizetype limit)
{
    // A character comes of at most 4 bytes; some more, so that a cut is noticed further down.
    const bool cut = limit < (bytes.size() - 8) / 4;
    QByteArrayView part = cut ? bytes.first(limit * 4 + 8) : bytes;
    bool utf8 = part.isValidUtf8();
    // The cut may have gone through a character.
    for (int chopped = 1; cut && !utf8 && chopped <= 3; ++chopped) {
        if (part.chopped(chopped).isValidUtf8()) {
            part = part.chopped(chopped);
            utf8 = true;
        }
    }
    const QString text = utf8 ? QString::fromUtf8(part) : QString::fromLatin1(part);
    return visibleText(text, keepLines, limit);
}

} // namespace pt
