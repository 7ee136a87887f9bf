// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QListWidget;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace pt {

class PlainLabel;
struct WatchRound;

/// Tests the proxy of the result again and again, and lists what changes. The newest stands on top.
class WatchPage : public TriagePage
{
    Q_OBJECT

public:
    WatchPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;

protected:
    void retranslate() override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshState();
    void refreshRounds();
    void refreshChanges();
    void refreshButtons();
    void clear();
    void addRound(const WatchRound &round);
    void openRound();
    int currentRound() const; ///< 0: none

    PlainLabel *m_help;
    PlainLabel *m_everyLabel;
    QSpinBox *m_every;
    PlainLabel *m_minutesLabel;
    QSpinBox *m_minutes;
    QPushButton *m_start;
    QPushButton *m_stop;
    PlainLabel *m_note;
    PlainLabel *m_state;
    PlainLabel *m_roundsLabel;
    QTreeWidget *m_rounds;
    PlainLabel *m_changesLabel;
    QListWidget *m_changes;
    QPushButton *m_open;
    int m_shownRounds = 0; ///< of the log, those that were left out at the end of the list included
    int m_shownChanges = 0;
};

} // namespace pt
