// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MarkedText.h"

#include "ui/Forms.h"
#include "ui/Shades.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

namespace pt {

MarkedText::MarkedText(QWidget *parent)
    : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont mono = monospaced();
    mono.setPointSizeF((mono.pointSizeF() > 0 ? mono.pointSizeF() : 10.0) * 1.1);
    setFont(mono);
}

void MarkedText::setText(const QString &text, qsizetype start, qsizetype length)
{
    m_text = text;
    const bool inside = start >= 0 && start < text.size();
    m_start = inside ? start : -1;
    m_length = inside ? qBound(qsizetype(1), length, text.size() - start) : 0;
    describe();
    updateGeometry();
    update();
}

QSize MarkedText::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_text) + 24, metrics.height() + 22};
}

QSize MarkedText::minimumSizeHint() const
{
    return {120, QFontMetrics(font()).height() + 22};
}

void MarkedText::paintEvent(QPaintEvent *)
{
    const Shades shades = Shades::of(palette());
    const QFontMetrics metrics(font());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(shades.line, 1));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setClipRect(rect().adjusted(6, 1, -6, -1));

    const int room = width() - 24;
    const int all = metrics.horizontalAdvance(m_text);
    const int before = m_start < 0 ? 0 : metrics.horizontalAdvance(m_text.left(m_start));
    // Keep the mark in the middle where the line is too long.
    const int shift = all <= room ? 0 : qBound(0, before - room / 2, all - room);
    const int left = 12 - shift;
    const int baseline = (height() - metrics.height()) / 2 + metrics.ascent();

    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(left, baseline, m_text);
    if (m_start >= 0) {
        const QString marked = m_text.mid(m_start, m_length);
        const QRect box(left + before, baseline - metrics.ascent() - 1,
                        qMax(metrics.horizontalAdvance(marked), metrics.averageCharWidth()),
                        metrics.height() + 2);
        painter.setPen(QPen(shades.error, 2));
        painter.setBrush(shades.proofCurrent);
        painter.drawRect(box.adjusted(-1, 0, 1, 0));
        painter.setPen(shades.proofText);
        painter.drawText(left + before, baseline, marked);
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(2, 2, -2, -2);
        painter.setClipping(false);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void MarkedText::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

void MarkedText::describe()
{
    setAccessibleName(tr("The address as it was given: %1").arg(m_text));
    setAccessibleDescription(
        m_start < 0 ? QString()
                    : tr("The character \"%1\" at position %2 is marked.")
                          .arg(m_text.mid(m_start, m_length), QString::number(m_start + 1)));
}

} // namespace pt
