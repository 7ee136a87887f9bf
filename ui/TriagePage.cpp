// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TriagePage.h"

#include <QEvent>

namespace pt {

TriagePage::TriagePage(PageId id, TriageController &controller, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_controller(controller)
{
}

void TriagePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace pt
