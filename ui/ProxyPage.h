// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QComboBox;
class QGroupBox;
class QLineEdit;
class QPushButton;

namespace pt {

class ClipboardKeeper;
class MarkedText;
class PlainLabel;

class ProxyPage : public TriagePage
{
    Q_OBJECT

public:
    ProxyPage(TriageController &controller, ClipboardKeeper &clipboard, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;
    void leave() override;

protected:
    void retranslate() override;

private:
    void edited(const QString &text);
    void moveSecretOut();
    void refresh();
    void refreshProblems();

    ClipboardKeeper &m_clipboard;
    PlainLabel *m_help;
    PlainLabel *m_addressLabel;
    QLineEdit *m_address;
    qsizetype m_lastLength = 0;
    PlainLabel *m_moved;

    QGroupBox *m_problemsBox;
    PlainLabel *m_problems;
    MarkedText *m_marked;
    PlainLabel *m_readAs;
    PlainLabel *m_correctedLabel;
    QLineEdit *m_corrected;
    QPushButton *m_copy;
    PlainLabel *m_copyNote;

    QGroupBox *m_readBox;
    PlainLabel *m_schemeLabel;
    QComboBox *m_scheme;
    PlainLabel *m_schemeNote;
    PlainLabel *m_hostLabel;
    QLineEdit *m_host;
    PlainLabel *m_portLabel;
    QLineEdit *m_port;
    PlainLabel *m_userLabel;
    QLineEdit *m_user;
};

} // namespace pt
