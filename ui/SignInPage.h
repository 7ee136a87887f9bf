// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace pt {

class PasswordField;
class PlainLabel;
struct SecretFacts;

class SignInPage : public TriagePage
{
    Q_OBJECT

public:
    SignInPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;
    void leave() override;

protected:
    void retranslate() override;

private:
    void refresh();
    void refreshHygiene();
    void refreshKeychain();
    void takeTyped();

    PlainLabel *m_help;
    QRadioButton *m_with;
    QRadioButton *m_ticket;
    QRadioButton *m_without;
    QWidget *m_fields;
    PlainLabel *m_userLabel;
    QLineEdit *m_user;
    PlainLabel *m_domainLabel;
    QLineEdit *m_domain;
    PlainLabel *m_passwordLabel;
    PasswordField *m_password;
    QCheckBox *m_show;
    QPushButton *m_forget;
    PlainLabel *m_hygiene;
    QCheckBox *m_remember;
    QPushButton *m_probe;
    PlainLabel *m_keychain;
    PlainLabel *m_limitLabel;
    QSpinBox *m_limit;
    PlainLabel *m_limitNote;
    QCheckBox *m_ntlmVersion1;
    PlainLabel *m_ntlmNote;
};

} // namespace pt
