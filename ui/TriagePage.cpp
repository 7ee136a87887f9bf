// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TriagePage.h"

#include <QEvent>
#include <QLayout>

namespace pt {

TriagePage::TriagePage(PageId id, TriageController &controller, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_controller(controller)
{
}

QSize TriagePage::minimumSizeHint() const
{
    QSize hint = QWidget::minimumSizeHint();
    if (layout() && layout()->hasHeightForWidth()) {
        const int width = qMax(this->width(), hint.width());
        hint.setHeight(qMin(hint.height(), layout()->totalMinimumHeightForWidth(width)));
    }
    return hint;
}

void TriagePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace pt
