// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/TriagePage.h"

class QComboBox;
class QCommandLinkButton;
class QGroupBox;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace pt {

class PlainLabel;

class StartPage : public TriagePage
{
    Q_OBJECT

public:
    StartPage(TriageController &controller, QWidget *parent);

    QString title() const override;
    QWidget *firstFocus() const override;
    QList<QWidget *> panes() const override;
    void leave() override;

protected:
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum Panel { SavedPanel, ReadPanel, PracticePanel };

    void buildSaved();
    void buildRead();
    void buildPractice();
    void show(Panel panel);
    void fillProfiles();
    void fillSources();
    void fillScenarios();
    void fillLanguages();
    void chooseFile();
    void askToRemove();
    QString chosenProfile() const;
    void practise();

    QCommandLinkButton *m_test;
    QCommandLinkButton *m_read;
    QCommandLinkButton *m_practise;
    PlainLabel *m_languageLabel;
    QComboBox *m_language;

    QStackedWidget *m_panels;
    QGroupBox *m_savedBox = nullptr;
    QListWidget *m_profiles = nullptr;
    PlainLabel *m_noProfiles = nullptr;
    QPushButton *m_useProfile = nullptr;
    QPushButton *m_renameProfile = nullptr;
    QPushButton *m_removeProfile = nullptr;
    QGroupBox *m_sourcesBox = nullptr;
    QTableWidget *m_sources = nullptr;
    PlainLabel *m_noSources = nullptr;
    QPushButton *m_useSource = nullptr;
    QPushButton *m_useSettings = nullptr;

    PlainLabel *m_readHelp = nullptr;
    QPlainTextEdit *m_pasted = nullptr;
    QPushButton *m_readPasted = nullptr;
    QPushButton *m_open = nullptr;

    PlainLabel *m_practiceHelp = nullptr;
    QListWidget *m_scenarios = nullptr;
    PlainLabel *m_about = nullptr;
    QPushButton *m_startPractice = nullptr;
};

} // namespace pt
