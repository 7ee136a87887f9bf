// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QFrame;
class QListWidget;
class QPushButton;
class QSplitter;
class QTabWidget;
class QTreeWidget;

namespace pt {

class ChainView;
class ExchangePane;
class PlainLabel;
class TextColumn;

class ResultPage : public TriagePage
{
    Q_OBJECT

public:
    ResultPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;

protected:
    void retranslate() override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshVerdict();
    void refreshTimes();
    void refreshTries();
    void showFinding(int row);
    void showProof(int row);
    void fillExplanation(int row);

    QFrame *m_verdict;
    PlainLabel *m_mark;
    PlainLabel *m_sentence;
    PlainLabel *m_whoLabel;
    PlainLabel *m_who;
    PlainLabel *m_nextLabel;
    PlainLabel *m_next;
    ChainView *m_chain;

    QSplitter *m_split;
    PlainLabel *m_findingsLabel;
    QListWidget *m_findings;
    PlainLabel *m_proofsLabel;
    QListWidget *m_proofs;
    QTabWidget *m_tabs;
    ExchangePane *m_exchange;
    TextColumn *m_explanation;
    TextColumn *m_ruledOut;
    QTreeWidget *m_times;

    QPushButton *m_copyTicket;
    QPushButton *m_again;
    QPushButton *m_watch;
    QPushButton *m_changeSignIn;
    PlainLabel *m_againNote;
    QWidget *m_tries; ///< one row for each other way to try the sign-in
};

} // namespace pt
