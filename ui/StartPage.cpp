// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StartPage.h"

#include "model/VisibleText.h"
#include "platform/Language.h"
#include "practice/Scenario.h"
#include "protocol/SourcePlace.h"
#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/TriageController.h"

#include <QComboBox>
#include <QCommandLinkButton>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableWidget>
#include <QUrl>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;

QPushButton *button(const QString &objectName, QWidget *parent)
{
    auto *made = new QPushButton(parent);
    made->setObjectName(objectName);
    made->setAutoDefault(true);
    return made;
}

} // namespace

StartPage::StartPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Start, controller, parent)
    , m_test(new QCommandLinkButton(this))
    , m_read(new QCommandLinkButton(this))
    , m_practise(new QCommandLinkButton(this))
    , m_languageLabel(new PlainLabel(this))
    , m_language(new QComboBox(this))
    , m_panels(new QStackedWidget(this))
{
    setAcceptDrops(true);
    m_test->setObjectName(u"testProxy"_s);
    m_read->setObjectName(u"readLog"_s);
    m_practise->setObjectName(u"practise"_s);
    m_language->setObjectName(u"language"_s);
    for (QCommandLinkButton *choice : {m_test, m_read, m_practise}) {
        choice->setAutoDefault(true);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        choice->setSizePolicy(policy);
    }
    m_languageLabel->setBuddy(m_language);
    m_languageLabel->setWordWrap(false);

    auto *choices = new QVBoxLayout;
    choices->setSpacing(10);
    choices->addWidget(m_test);
    choices->addWidget(m_read);
    choices->addWidget(m_practise);
    choices->addStretch(1);
    auto *language = new QHBoxLayout;
    language->addWidget(m_languageLabel);
    language->addWidget(m_language, 1);
    choices->addLayout(language);

    buildSaved();
    buildRead();
    buildPractice();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 8, 24, 16);
    layout->setSpacing(24);
    layout->addLayout(choices, 4);
    layout->addWidget(m_panels, 6);

    connect(m_test, &QPushButton::clicked, this, [this] { this->controller().goTo(PageId::Proxy); });
    connect(m_read, &QPushButton::clicked, this, [this] { show(ReadPanel); });
    connect(m_practise, &QPushButton::clicked, this, [this] { show(PracticePanel); });
    connect(m_language, &QComboBox::activated, this, [this](int index) {
        this->controller().setLanguage(m_language->itemData(index).toString());
    });
    connect(&controller, &TriageController::profilesChanged, this, &StartPage::fillProfiles);
    connect(&controller, &TriageController::pageChanged, this, [this](PageId page) {
        if (page == PageId::Start) {
            fillProfiles();
            this->controller().readSettings();
            show(SavedPanel);
        }
    });
    connect(&controller, &TriageController::settingsChanged, this, &StartPage::fillSources);
    QMetaObject::invokeMethod(this, [this] { this->controller().readSettings(); }, Qt::QueuedConnection);
    retranslate();
}

void StartPage::buildSaved()
{
    auto *panel = new QWidget(m_panels);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);

    m_savedBox = new QGroupBox(panel);
    m_profiles = new QListWidget(m_savedBox);
    m_profiles->setObjectName(u"profiles"_s);
    m_profiles->setTextElideMode(Qt::ElideMiddle);
    m_profiles->setMinimumHeight(70);
    m_profiles->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_noProfiles = new PlainLabel(m_savedBox, PlainLabel::Role::Muted);
    m_useProfile = button(u"useProfile"_s, m_savedBox);
    m_renameProfile = button(u"renameProfile"_s, m_savedBox);
    m_removeProfile = button(u"removeProfile"_s, m_savedBox);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_useProfile);
    buttons->addWidget(m_renameProfile);
    buttons->addWidget(m_removeProfile);
    buttons->addStretch(1);
    auto *saved = new QVBoxLayout(m_savedBox);
    saved->addWidget(m_noProfiles);
    saved->addWidget(m_profiles, 1);
    saved->addLayout(buttons);

    m_sourcesBox = new QGroupBox(panel);
    m_sources = new QTableWidget(0, 2, m_sourcesBox);
    m_sources->setObjectName(u"sources"_s);
    m_sources->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_sources->setSelectionMode(QAbstractItemView::SingleSelection);
    m_sources->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_sources->setTabKeyNavigation(false);
    m_sources->verticalHeader()->hide();
    m_sources->horizontalHeader()->setStretchLastSection(true);
    m_sources->setMinimumHeight(70);
    m_sources->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_noSources = new PlainLabel(m_sourcesBox, PlainLabel::Role::Muted);
    m_useSettings = button(u"useSettings"_s, m_sourcesBox);
    m_useSource = button(u"useSource"_s, m_sourcesBox);
    auto *useRow = new QHBoxLayout;
    useRow->addWidget(m_useSettings);
    useRow->addWidget(m_useSource);
    useRow->addStretch(1);
    auto *sources = new QVBoxLayout(m_sourcesBox);
    sources->addWidget(m_noSources);
    sources->addWidget(m_sources, 1);
    sources->addLayout(useRow);

    layout->addWidget(m_savedBox, 1);
    layout->addWidget(m_sourcesBox, 1);
    m_panels->addWidget(panel);

    connect(m_profiles, &QListWidget::itemSelectionChanged, this, [this] {
        const bool chosen = !chosenProfile().isEmpty();
        m_useProfile->setEnabled(chosen);
        m_renameProfile->setEnabled(chosen);
        m_removeProfile->setEnabled(chosen);
    });
    connect(m_profiles, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        controller().renameProfile(item->data(idRole).toString(), item->text());
    }, Qt::QueuedConnection);
    connect(m_useProfile, &QPushButton::clicked, this,
            [this] { controller().useProfile(chosenProfile()); });
    connect(m_renameProfile, &QPushButton::clicked, this, [this] {
        if (QListWidgetItem *item = m_profiles->currentItem())
            m_profiles->editItem(item);
    });
    connect(m_removeProfile, &QPushButton::clicked, this, &StartPage::askToRemove);
    connect(m_sources, &QTableWidget::itemSelectionChanged, this,
            [this] { m_useSource->setEnabled(!m_sources->selectedItems().isEmpty()); });
    connect(m_useSource, &QPushButton::clicked, this, [this] {
        if (const QTableWidgetItem *item = m_sources->item(m_sources->currentRow(), 0))
            controller().useSource(item->data(idRole).toInt());
    });
    connect(m_useSettings, &QPushButton::clicked, this, [this] { controller().useSettings(); });
}

void StartPage::buildRead()
{
    auto *panel = new QWidget(m_panels);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_readHelp = new PlainLabel(panel);
    m_pasted = new QPlainTextEdit(panel);
    m_pasted->setObjectName(u"pastedLog"_s);
    m_pasted->setTabChangesFocus(true);
    m_pasted->setMinimumHeight(120);
    m_pasted->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_pasted->setAcceptDrops(false); // the page takes drops, files included
    m_pasted->setLayoutDirection(Qt::LeftToRight);
    m_readPasted = button(u"readPasted"_s, panel);
    m_open = button(u"openFile"_s, panel);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_readPasted);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    layout->addWidget(m_readHelp);
    layout->addWidget(m_pasted, 1);
    layout->addLayout(buttons);
    m_panels->addWidget(panel);

    m_readPasted->setEnabled(false);
    connect(m_pasted, &QPlainTextEdit::textChanged, this,
            [this] { m_readPasted->setEnabled(!m_pasted->document()->isEmpty()); });
    connect(m_readPasted, &QPushButton::clicked, this,
            [this] { controller().analyse(m_pasted->toPlainText().toUtf8()); });
    connect(m_open, &QPushButton::clicked, this, &StartPage::chooseFile);
}

void StartPage::buildPractice()
{
    auto *panel = new QWidget(m_panels);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_practiceHelp = new PlainLabel(panel);
    m_scenarios = new QListWidget(panel);
    m_scenarios->setObjectName(u"scenarios"_s);
    m_scenarios->setSpacing(2);
    m_scenarios->setMinimumHeight(120);
    m_scenarios->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_about = new PlainLabel(panel);
    m_about->setObjectName(u"aboutScenario"_s);
    m_startPractice = button(u"startPractice"_s, panel);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_startPractice);
    buttons->addStretch(1);
    layout->addWidget(m_practiceHelp);
    layout->addWidget(m_scenarios, 1);
    layout->addWidget(m_about);
    layout->addLayout(buttons);
    m_panels->addWidget(panel);

    connect(m_scenarios, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        m_about->setText(item ? scenarioAbout(item->data(idRole).toString()) : QString());
        m_startPractice->setEnabled(item != nullptr);
    });
    connect(m_scenarios, &QListWidget::itemDoubleClicked, this, &StartPage::practise);
    connect(m_startPractice, &QPushButton::clicked, this, &StartPage::practise);
}

QString StartPage::title() const
{
    return tr("What would you like to do?");
}

QWidget *StartPage::firstFocus() const
{
    return m_test;
}

QList<QWidget *> StartPage::panes() const
{
    switch (m_panels->currentIndex()) {
    case ReadPanel:
        return {m_test, m_pasted};
    case PracticePanel:
        return {m_test, m_scenarios};
    default:
        return {m_test, m_profiles, m_sources};
    }
}

void StartPage::leave()
{
    // A pasted log can hold what nobody wants to keep.
    m_pasted->setPlainText(QString());
}

void StartPage::show(Panel panel)
{
    m_panels->setCurrentIndex(panel);
    if (panel == ReadPanel)
        m_pasted->setFocus();
    if (panel == PracticePanel) {
        if (m_scenarios->currentRow() < 0)
            m_scenarios->setCurrentRow(0);
        m_scenarios->setFocus();
    }
}

void StartPage::practise()
{
    const QListWidgetItem *item = m_scenarios->currentItem();
    if (!item)
        return;
    controller().startPractice(item->data(idRole).toString());
}

void StartPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_scenarios->hasFocus()) {
            practise();
            return;
        }
        if (m_profiles->hasFocus() && m_useProfile->isEnabled()) {
            m_useProfile->click();
            return;
        }
        if (m_sources->hasFocus() && m_useSource->isEnabled()) {
            m_useSource->click();
            return;
        }
    }
    if (event->key() == Qt::Key_Delete && m_profiles->hasFocus() && m_removeProfile->isEnabled()) {
        askToRemove();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_panels->currentIndex() != SavedPanel) {
        QWidget *choice = m_panels->currentIndex() == ReadPanel ? m_read : m_practise;
        show(SavedPanel);
        choice->setFocus();
        return;
    }
    TriagePage::keyPressEvent(event);
}

QString StartPage::chosenProfile() const
{
    const QListWidgetItem *item = m_profiles->currentItem();
    return item && item->isSelected() ? item->data(idRole).toString() : QString();
}

void StartPage::fillProfiles()
{
    const QSignalBlocker blocker(m_profiles);
    const QString kept = chosenProfile();
    m_profiles->clear();
    const QList<Profile> profiles = controller().profiles();
    for (const Profile &profile : profiles) {
        auto *item = new QListWidgetItem(visibleText(profile.name, false, 120), m_profiles);
        item->setData(idRole, profile.id);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        if (profile.id == kept)
            m_profiles->setCurrentItem(item);
    }
    if (m_profiles->currentRow() < 0 && m_profiles->count() > 0)
        m_profiles->setCurrentRow(0);
    const bool any = m_profiles->count() > 0;
    m_savedBox->setSizePolicy(QSizePolicy::Preferred, any ? QSizePolicy::Preferred : QSizePolicy::Maximum);
    m_profiles->setVisible(any);
    m_noProfiles->setVisible(!any);
    for (QPushButton *action : {m_useProfile, m_renameProfile, m_removeProfile}) {
        action->setVisible(any);
        action->setEnabled(!chosenProfile().isEmpty());
    }
}

void StartPage::fillSources()
{
    m_sources->setRowCount(0);
    const EnvironmentFacts &facts = controller().environmentFacts();
    for (qsizetype i = 0; i < facts.sources.size(); ++i) {
        const ProxySource &source = facts.sources.at(i);
        const int row = m_sources->rowCount();
        m_sources->insertRow(row);
        auto *where = new QTableWidgetItem(visibleText(placeOf(source), false, 80));
        where->setData(idRole, int(i));
        m_sources->setItem(row, 0, where);
        QString value = visibleText(source.value, false, 200);
        for (const PacFacts &pac : facts.pac) {
            if (source.use != SourceUse::Pac || pac.source != source.id())
                continue;
            // What the script says for the websites to test, as it says it.
            for (const PacAnswer &answer : pac.answers)
                value += u"  \u2192  "_s + visibleText(answer.text, false, 120);
        }
        m_sources->setItem(row, 1, new QTableWidgetItem(value));
    }
    m_noSources->setText(controller().isReadingSettings()
                             ? tr("Looking for proxies in this computer's settings…")
                             : tr("No proxy is set in this computer's environment variables, its desktop, or the "
                                  "programs that have settings of their own."));
    const bool any = m_sources->rowCount() > 0;
    m_sources->setVisible(any);
    m_noSources->setVisible(!any);
    m_useSource->setVisible(any);
    m_useSettings->setVisible(any);
    m_useSource->setEnabled(!m_sources->selectedItems().isEmpty());
    m_sources->resizeColumnToContents(0);
}

void StartPage::fillScenarios()
{
    const int kept = m_scenarios->currentRow();
    m_scenarios->clear();
    const QList<Scenario> scenarios = builtInScenarios();
    for (const Scenario &scenario : scenarios) {
        auto *item = new QListWidgetItem(scenarioTitle(scenario.id), m_scenarios);
        item->setData(idRole, scenario.id);
        item->setData(Qt::AccessibleDescriptionRole, scenarioAbout(scenario.id));
    }
    m_scenarios->setCurrentRow(qMax(0, kept));
}

void StartPage::fillLanguages()
{
    const QSignalBlocker blocker(m_language);
    m_language->clear();
    m_language->addItem(tr("As the system"), QString());
    const QStringList languages = builtInLanguages();
    for (const QString &code : languages) {
        // Each language under its own name, so that it is found by who reads only that.
        QString own = code == "en"_L1 ? u"English"_s : QLocale(code).nativeLanguageName();
        m_language->addItem(own, code);
    }
    m_language->setCurrentIndex(qMax(0, m_language->findData(controller().language())));
}

void StartPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a log or bundle"));
    dialog->setObjectName(u"openDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Logs and bundles (*.txt *.log *.http *.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &fileName) { controller().openFile(fileName); });
    dialog->open();
}

void StartPage::askToRemove()
{
    const QString id = chosenProfile();
    if (id.isEmpty())
        return;
    auto *box = new QMessageBox(this);
    box->setObjectName(u"removeQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Remove a test"));
    box->setText(tr("Remove \"%1\" from the list?").arg(m_profiles->currentItem()->text()));
    box->setInformativeText(tr("Its password and what is remembered of earlier sign-ins are removed as well."));
    QPushButton *remove = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    if (controller().remembersSignIns(id)) {
        QPushButton *forget = box->addButton(tr("&Forget earlier sign-ins only"), QMessageBox::ActionRole);
        forget->setObjectName(u"forgetSignIns"_s);
        connect(forget, &QPushButton::clicked, this, [this, id] { controller().forgetSignIns(id); });
    }
    QPushButton *keep = box->addButton(tr("&Keep"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(remove, &QPushButton::clicked, this, [this, id] { controller().removeProfile(id); });
    box->open();
}

void StartPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void StartPage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        event->acceptProposedAction();
        controller().openFile(urls.first().toLocalFile());
    } else if (event->mimeData()->hasText()) {
        event->acceptProposedAction();
        show(ReadPanel);
        m_pasted->setPlainText(event->mimeData()->text());
    }
}

void StartPage::retranslate()
{
    nameButton(m_test, tr("&Test a proxy"));
    m_test->setDescription(tr("Give the address and the sign-in. Each step of the way is tried and explained."));
    nameButton(m_read, tr("&Read a log or bundle"));
    m_read->setDescription(tr("Paste what a program showed, or open a bundle that somebody sent."));
    nameButton(m_practise, tr("&Practise"));
    m_practise->setDescription(tr("Try it with a built-in proxy that goes wrong in a known way."));
    for (QCommandLinkButton *choice : {m_test, m_read, m_practise})
        choice->setAccessibleDescription(choice->description());

    m_languageLabel->setText(tr("&Language"));
    m_language->setAccessibleName(tr("Language"));

    m_savedBox->setTitle(tr("Recent tests"));
    m_noProfiles->setText(tr("Tests that you run are listed here, without their passwords."));
    m_profiles->setAccessibleName(tr("Recent tests"));
    nameButton(m_useProfile, tr("&Use"));
    nameButton(m_renameProfile, tr("Re&name"));
    nameButton(m_removeProfile, tr("Re&move…"));

    m_sourcesBox->setTitle(tr("This computer's settings"));
    m_sources->setAccessibleName(tr("Proxies named by this computer's settings"));
    m_sources->setHorizontalHeaderLabels({tr("Where"), tr("Value")});
    nameButton(m_useSource, tr("Test t&his one"));
    nameButton(m_useSettings, tr("Use this &computer's settings"));

    m_readHelp->setText(tr("Paste what was asked and answered, as a program such as curl -v shows it, or drop a file "
                           "here. Passwords in it are hidden at once and not kept."));
    m_pasted->setAccessibleName(tr("Text to read"));
    m_pasted->setPlaceholderText(u"< HTTP/1.1 407 Proxy Authentication Required\n"
                                 "< Proxy-Authenticate: Basic realm=\"…\""_s);
    nameButton(m_readPasted, tr("R&ead the text"));
    nameButton(m_open, tr("&Open a file…"));

    m_practiceHelp->setText(tr("Choose a fault. Everything is filled in for you, and nothing leaves this computer."));
    m_scenarios->setAccessibleName(tr("Faults to practise with"));
    nameButton(m_startPractice, tr("&Start practising"));

    fillProfiles();
    fillSources();
    fillScenarios();
    fillLanguages();
}

} // namespace pt
