// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace pt {

class PlainLabel;

class BundlePage : public TriagePage
{
    Q_OBJECT

public:
    BundlePage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;

protected:
    void retranslate() override;

private:
    void refresh();
    void showEntry(int row);
    void chooseFile();

    PlainLabel *m_help;
    PlainLabel *m_entriesLabel;
    QListWidget *m_entries;
    PlainLabel *m_previewLabel;
    QPlainTextEdit *m_preview;
    QPushButton *m_save;
    QPushButton *m_copyTicket;
    PlainLabel *m_state;
};

} // namespace pt
