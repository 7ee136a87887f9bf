// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace pt {

class PlainLabel;

class TargetsPage : public TriagePage
{
    Q_OBJECT

public:
    TargetsPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;
    void leave() override;

protected:
    void retranslate() override;

private:
    void refresh();
    void takeTargets();
    void chooseCaFile();

    PlainLabel *m_help;
    PlainLabel *m_sitesLabel;
    QPlainTextEdit *m_sites;
    PlainLabel *m_sitesNote;
    QCheckBox *m_keep;
    PlainLabel *m_keepNote;
    QToolButton *m_more;
    QWidget *m_options;
    PlainLabel *m_caLabel;
    QLineEdit *m_ca;
    QPushButton *m_browse;
    PlainLabel *m_caNote;
    PlainLabel *m_agentLabel;
    QLineEdit *m_agent;
    PlainLabel *m_timeoutLabel;
    QSpinBox *m_timeout;
};

} // namespace pt
