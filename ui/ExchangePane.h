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
class QSplitter;

namespace pt {

class PlainLabel;
class TokenPane;

/// The recorded exchanges, one at a time, byte for byte. Shows where a finding's proof stands, and says
/// what the bytes at the cursor mean. Below, the tokens of the exchange taken apart: going to one marks
/// its bytes, and the cursor in its bytes goes to it.
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
    QWidget *tokens() const; ///< the tree of the tokens; not to be seen where there are none
    QList<QWidget *> controls() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fillSelector();
    void showExchange(int id);
    void applyMarks();
    void sayMeaning();
    void followCursor();
    void showToken();
    std::optional<ExchangeText::TextRange> tokenRange(const Exchange &exchange) const;

    Case m_case;
    ExchangeText m_shown;
    std::optional<Finding> m_finding;
    qsizetype m_current = 0;

    PlainLabel *m_selectorLabel;
    QComboBox *m_selector;
    QCheckBox *m_wrap;
    QPlainTextEdit *m_text;
    TokenPane *m_tokens;
    QSplitter *m_split;
    PlainLabel *m_meaning;
    bool m_tokenChosen = false; ///< its bytes are marked; where only the cursor is, a proof's mark stays
    bool m_fromTokens = false; ///< the cursor is being moved to what was chosen among the tokens
};

} // namespace pt
