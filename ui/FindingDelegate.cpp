// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/FindingDelegate.h"

#include "ui/Shades.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace pt {

namespace {

constexpr int margin = 8;

QFont titleFont(const QFont &font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    return bold;
}

int iconSide(const QFontMetrics &metrics)
{
    return metrics.height() + 2;
}

int textWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return qMax(60, width - 3 * margin - iconSide(option.fontMetrics));
}

int heightOf(const QFontMetrics &metrics, const QString &text, int width)
{
    return metrics.boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
}

} // namespace

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const int width = textWidth(option);
    const QString second = index.data(secondLineRole).toString();
    const int height = heightOf(QFontMetrics(titleFont(option.font)), option.text, width)
        + (second.isEmpty() ? 0 : 2 + heightOf(option.fontMetrics, second, width)) + 2 * margin;
    return {width, qMax(height, iconSide(option.fontMetrics) + 2 * margin)};
}

void FindingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString title = option.text;
    const QIcon icon = option.icon;
    option.text.clear();
    option.icon = {};
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                                                   : QPalette::Inactive;
    const QColor text
        = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor second = selected ? text : Shades::of(option.palette).muted;

    painter->save();
    const int side = iconSide(option.fontMetrics);
    const QRect content = option.rect.adjusted(margin, margin, -margin, -margin);
    QRect mark(content.left(), content.top(), side, side);
    QRect words = content.adjusted(side + margin, 0, 0, 0);
    if (option.direction == Qt::RightToLeft) {
        mark.moveRight(content.right());
        words = content.adjusted(0, 0, -side - margin, 0);
    }
    if (selected) {
        // The mark keeps its own ground, its colour could drown in the highlight.
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.base());
        painter->drawEllipse(mark.adjusted(-2, -2, 2, 2));
    }
    icon.paint(painter, mark);

    const int flags = Qt::TextWordWrap | int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignTop));
    const QFont bold = titleFont(option.font);
    painter->setFont(bold);
    painter->setPen(text);
    painter->drawText(words, flags, title);
    words.setTop(words.top() + heightOf(QFontMetrics(bold), title, textWidth(option)) + 2);
    painter->setFont(option.font);
    painter->setPen(second);
    painter->drawText(words, flags, index.data(secondLineRole).toString());
    painter->restore();
}

} // namespace pt
