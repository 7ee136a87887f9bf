// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/PageId.h"

#include <QWidget>

namespace pt {

class TriageController;

/// One page of the window: asks one question, shows what the controller knows.
class TriagePage : public QWidget
{
    Q_OBJECT

public:
    /// `controller` is not owned and outlives the page.
    TriagePage(PageId id, TriageController &controller, QWidget *parent);

    PageId id() const { return m_id; }
    virtual QString title() const = 0;
    /// Where the keyboard is when the page comes up.
    virtual QWidget *firstFocus() const = 0;
    /// Where F6 goes, in order.
    virtual QList<QWidget *> panes() const { return {firstFocus()}; }
    /// Called before another page is shown: what was typed goes to the controller.
    virtual void leave() { }

    /// The layout's own counts wrapped texts at their narrowest, which makes needless scroll bars.
    QSize minimumSizeHint() const override;

signals:
    void copyRequested(const QString &text);

protected:
    virtual void retranslate() = 0;
    TriageController &controller() const { return m_controller; }
    void changeEvent(QEvent *event) override;

private:
    PageId m_id;
    TriageController &m_controller;
};

} // namespace pt
