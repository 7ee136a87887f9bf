// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"
#include "ui/ExchangeText.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace pt {

class PlainLabel;

/// The recorded exchanges, one at a time, byte for byte. Shows where a finding's proof stands, and says
/// what the bytes at the cursor mean.
class ExchangePane : public QWidget
{
    Q_OBJECT

public:
    explicit ExchangePane(QWidget *parent = nullptr);

    void setCase(const Case &value);
    /// Marks every proof of the finding, goes to the one numbered `current`.
    void showProof(const Finding &finding, qsizetype current);
    int currentExchange() const;
    QPlainTextEdit *text() const { return m_text; }
    QList<QWidget *> controls() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fillSelector();
    void showExchange(int id);
    void applyMarks();
    void sayMeaning();

    Case m_case;
    ExchangeText m_shown;
    std::optional<Finding> m_finding;
    qsizetype m_current = 0;

    PlainLabel *m_selectorLabel;
    QComboBox *m_selector;
    QCheckBox *m_wrap;
    QPlainTextEdit *m_text;
    PlainLabel *m_meaning;
};

} // namespace pt
