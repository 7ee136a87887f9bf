// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/OutlinedStyle.h"

#include "ui/Shades.h"

#include <QPainter>
#include <QStyleOption>

namespace pt {

OutlinedStyle::OutlinedStyle(QStyle *base)
    : QProxyStyle(base)
{
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool box
        = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    const bool round = element == PE_IndicatorRadioButton;
    const bool field = element == PE_FrameLineEdit;
    if (!option || (!box && !round && !field))
        return;
    // A focused field has the highlight around it already.
    if (field && option->state.testFlag(State_HasFocus))
        return;
    const Shades shades = Shades::of(option->palette);
    if (!shades.dark)
        return;
    QColor colour = shades.muted;
    if (!option->state.testFlag(State_Enabled))
        colour = option->palette.color(QPalette::Disabled, QPalette::WindowText);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, true);
    painter->setPen(QPen(colour, 1));
    painter->setBrush(Qt::NoBrush);
    const QRectF edge = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (round)
        painter->drawEllipse(edge);
    else
        painter->drawRoundedRect(edge, 2, 2);
    painter->restore();
}

} // namespace pt
