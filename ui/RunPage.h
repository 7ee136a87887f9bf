// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QProgressBar;
class QTreeWidget;

namespace pt {

class PlainLabel;

class RunPage : public TriagePage
{
    Q_OBJECT

public:
    RunPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;

protected:
    void retranslate() override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    PlainLabel *m_state;
    QProgressBar *m_progress;
    QTreeWidget *m_stages;
    PlainLabel *m_attempts;
};

} // namespace pt
