// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/PageId.h"

#include <QMainWindow>

#include <array>

class QFrame;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace pt {

class ClipboardKeeper;
class MessageBar;
class PlainLabel;
class TriageController;
class TriagePage;

/// The window: one page at a time with what it asks on top and the way on below.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `controller` is not owned and outlives the window.
    explicit MainWindow(TriageController &controller, QWidget *parent = nullptr);
    ~MainWindow() override;

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addPage(TriagePage *page);
    TriagePage *current() const;
    void showPage(PageId id);
    void refreshNavigation();
    void retranslate();
    void goNext();
    void goBack();
    void changePane(int step);
    void followFocus(QWidget *now);

    TriageController &m_controller;
    ClipboardKeeper *m_clipboard;
    PlainLabel *m_step;
    PlainLabel *m_title;
    PlainLabel *m_practice;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    std::array<TriagePage *, pageCount> m_pages{};
    std::array<QScrollArea *, pageCount> m_areas{};
    QFrame *m_line;
    QPushButton *m_startOver;
    QPushButton *m_back;
    QPushButton *m_cancel;
    QPushButton *m_next;
    PageId m_shown = PageId::Start;
};

} // namespace pt
