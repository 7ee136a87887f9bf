// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkedLines.h"

#include "model/HexRow.h"
#include "model/VisibleText.h"

#include <QCoreApplication>

#include <algorithm>

namespace pt {

namespace {

constexpr QLatin1StringView decisiveMargin("> ");
constexpr QLatin1StringView plainMargin("  ");
constexpr QLatin1StringView markColour("\x1b[1;33m");
constexpr QLatin1StringView wordColour("\x1b[36m");
constexpr QLatin1StringView noColour("\x1b[0m");
/// Of one piece of a line; a field of 64 KiB proves nothing more when shown whole.
constexpr qsizetype longestPiece = 320;

/// A line as it is shown, and which of its characters are marked.
struct ShownLine
{
    QString text;
    QList<bool> marked;
};

void append(ShownLine &line, QByteArrayView bytes, bool marked)
{
    const QString text = visibleBytes(bytes, false, longestPiece);
    line.text += text;
    line.marked.resize(line.text.size(), marked);
}

ShownLine shownLine(QByteArrayView bytes, const ByteSpan &lineSpan, const QList<ByteMark> &marks)
{
    ShownLine line;
    qsizetype at = lineSpan.start;
    while (at < lineSpan.end()) {
        // The next place where a mark begins or ends.
        qsizetype next = lineSpan.end();
        bool marked = false;
        for (const ByteMark &mark : marks) {
            if (mark.span.start > at)
                next = std::min(next, mark.span.start);
            else if (mark.span.end() > at) {
                next = std::min(next, mark.span.end());
                marked = true;
            }
        }
        append(line, bytes.sliced(at, next - at), marked);
        at = next;
    }
    return line;
}

QStringList drawn(const ShownLine &line, bool decisive, const MarkedLineOptions &options)
{
    const qsizetype room = std::max(20, options.width - int(decisiveMargin.size()));
    QStringList lines;
    for (qsizetype at = 0; at == 0 || at < line.text.size(); at += room) {
        const QString part = line.text.mid(at, room);
        QString text;
        QString carets;
        bool coloured = false;
        for (qsizetype i = 0; i < part.size(); ++i) {
            const bool marked = line.marked.at(at + i);
            if (options.colour && marked != coloured) {
                text += marked ? markColour : noColour;
                coloured = marked;
            }
            text += part.at(i);
            carets += marked ? u'^' : u' ';
        }
        if (coloured)
            text += noColour;
        lines.append((decisive ? decisiveMargin : plainMargin) + text);
        while (carets.endsWith(u' '))
            carets.chop(1);
        if (!carets.isEmpty())
            lines.append(plainMargin + carets);
    }
    return lines;
}

ShownLine hexLine(QByteArrayView bytes, const ByteSpan &span, const QList<ByteMark> &marks)
{
    ShownLine line;
    line.text = hexRow(span.in(bytes));
    line.marked.resize(line.text.size(), false);
    for (const ByteMark &mark : marks) {
        for (qsizetype i = std::max(mark.span.start, span.start);
             i < std::min(mark.span.end(), span.end()); ++i) {
            const qsizetype digits = hexColumn(i - span.start);
            line.marked[digits] = true;
            line.marked[digits + 1] = true;
        }
    }
    return line;
}

} // namespace

QStringList wrappedText(const QString &text, int width, const QString &first)
{
    const qsizetype room = std::max<qsizetype>(20, width - first.size());
    const QString indent(first.size(), u' ');
    QStringList lines;
    QString line;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!line.isEmpty() && line.size() + 1 + word.size() > room) {
            lines.append((lines.isEmpty() ? first : indent) + line);
            line.clear();
        }
        if (!line.isEmpty())
            line += u' ';
        line += word;
    }
    lines.append((lines.isEmpty() ? first : indent) + line);
    return lines;
}

QStringList markedLines(QByteArrayView bytes, const QList<ByteMark> &marks,
                        const MarkedLineOptions &options)
{
    QStringList out;
    int unmarked = 0;
    int leftOut = 0;
    const auto noteLeftOut = [&] {
        if (leftOut > 0) {
            out.append(plainMargin
                       + QCoreApplication::translate("MarkedLines", "(%n more line(s))", nullptr,
                                                     leftOut));
        }
        leftOut = 0;
    };

    qsizetype start = 0;
    while (start < bytes.size()) {
        qsizetype lineFeed = bytes.indexOf('\n', start);
        qsizetype next = lineFeed < 0 ? bytes.size() : lineFeed + 1;
        qsizetype end = lineFeed < 0 ? bytes.size() : lineFeed;
        if (end > start && bytes.at(end - 1) == '\r')
            --end;
        if (options.hex)
            next = end = std::min(start + hexRowBytes, bytes.size());
        const ByteSpan span{start, end - start};

        QList<ByteMark> here;
        for (const ByteMark &mark : marks) {
            if (mark.span.start < next && mark.span.end() > start)
                here.append(mark);
        }
        if (here.isEmpty() && (end == start || ++unmarked > options.unmarkedLines)) {
            // The empty line at the end of a head is not worth one on the screen.
            leftOut += end == start ? 0 : 1;
            start = next;
            continue;
        }
        noteLeftOut();
        out += drawn(options.hex ? hexLine(bytes, span, here) : shownLine(bytes, span, here),
                     !here.isEmpty(), options);
        QStringList said;
        for (const ByteMark &mark : std::as_const(here)) {
            // A mark over several lines is explained below its last one.
            if (mark.span.end() > next || mark.says.isEmpty() || said.contains(mark.says))
                continue;
            said.append(mark.says);
            for (const QString &line :
                 wrappedText(mark.says, options.width, QStringLiteral("     <- ")))
                out.append(options.colour ? wordColour + line + noColour : line);
        }
        start = next;
    }
    noteLeftOut();
    return out;
}

} // namespace pt
