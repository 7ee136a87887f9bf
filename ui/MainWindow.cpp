// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "practice/Scenario.h"
#include "ui/BundlePage.h"
#include "ui/ClipboardKeeper.h"
#include "ui/Forms.h"
#include "ui/MessageBar.h"
#include "ui/PlainLabel.h"
#include "ui/ProxyPage.h"
#include "ui/ResultPage.h"
#include "ui/RunPage.h"
#include "ui/SignInPage.h"
#include "ui/StartPage.h"
#include "ui/TargetsPage.h"
#include "ui/TriageController.h"
#include "ui/WatchPage.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

namespace pt {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(TriageController &controller, QWidget *parent)
    : QMainWindow(parent)
    , m_controller(controller)
    , m_clipboard(new ClipboardKeeper(60'000, this))
{
    setMinimumSize(800, 560);
    resize(1100, 800);

    auto *centre = new QWidget(this);
    m_step = new PlainLabel(centre, PlainLabel::Role::Muted);
    m_title = new PlainLabel(centre, PlainLabel::Role::Title);
    m_practice = new PlainLabel(centre);
    m_message = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    m_startOver = new QPushButton(centre);
    m_back = new QPushButton(centre);
    m_cancel = new QPushButton(centre);
    m_next = new QPushButton(centre);
    m_title->setObjectName(u"pageTitle"_s);
    m_practice->setObjectName(u"practiceNote"_s);
    m_startOver->setObjectName(u"startOver"_s);
    m_back->setObjectName(u"back"_s);
    m_cancel->setObjectName(u"cancel"_s);
    m_next->setObjectName(u"next"_s);
    m_step->setWordWrap(false);
    m_practice->setWordWrap(false);
    for (QPushButton *button : {m_startOver, m_back, m_cancel, m_next})
        button->setAutoDefault(true);
    for (QPushButton *button : {m_startOver, m_back, m_cancel, m_next})
        button->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    m_next->setDefault(true);

    addPage(new StartPage(controller, m_stack));
    addPage(new ProxyPage(controller, *m_clipboard, m_stack));
    addPage(new SignInPage(controller, m_stack));
    addPage(new TargetsPage(controller, m_stack));
    addPage(new RunPage(controller, m_stack));
    addPage(new ResultPage(controller, m_stack));
    addPage(new BundlePage(controller, m_stack));
    addPage(new WatchPage(controller, m_stack));

    auto *steps = new QHBoxLayout;
    steps->addWidget(m_step);
    steps->addStretch(1);
    steps->addWidget(m_practice);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(24, 16, 24, 4);
    head->setSpacing(2);
    head->addLayout(steps);
    head->addWidget(m_title);
    auto *messages = new QVBoxLayout;
    messages->setContentsMargins(24, 4, 24, 4);
    messages->addWidget(m_message);
    m_line = new QFrame(centre);
    m_line->setFrameShape(QFrame::HLine);
    m_line->setFrameShadow(QFrame::Sunken);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 10, 24, 14);
    foot->setSpacing(8);
    foot->addWidget(m_startOver);
    foot->addStretch(1);
    foot->addWidget(m_back);
    foot->addWidget(m_cancel);
    foot->addWidget(m_next);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(messages);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_line);
    layout->addLayout(foot);
    setCentralWidget(centre);

    connect(m_next, &QPushButton::clicked, this, &MainWindow::goNext);
    connect(m_back, &QPushButton::clicked, this, &MainWindow::goBack);
    connect(m_cancel, &QPushButton::clicked, &m_controller, &TriageController::cancelRun);
    connect(m_startOver, &QPushButton::clicked, &m_controller, &TriageController::startOver);
    auto *altLeft = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this);
    connect(altLeft, &QShortcut::activated, this, &MainWindow::goBack);
    auto *pane = new QShortcut(QKeySequence(Qt::Key_F6), this);
    connect(pane, &QShortcut::activated, this, [this] { changePane(1); });
    auto *paneBack = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F6), this);
    connect(paneBack, &QShortcut::activated, this, [this] { changePane(-1); });

    connect(&m_controller, &TriageController::pageChanged, this, &MainWindow::showPage);
    connect(&m_controller, &TriageController::navigationChanged, this, &MainWindow::refreshNavigation);
    connect(&m_controller, &TriageController::runChanged, this, &MainWindow::refreshNavigation);
    connect(&m_controller, &TriageController::watchChanged, this, &MainWindow::refreshNavigation);
    connect(&m_controller, &TriageController::notice, this, [this](Severity severity, const QString &text) {
        if (text.isEmpty())
            m_message->clear();
        else
            m_message->showMessage(severity, text);
    });
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { followFocus(now); });

    retranslate();
    showPage(m_controller.page());
}

MainWindow::~MainWindow()
{
    // The children are deleted after this object has ceased to be a MainWindow, and take the focus with
    // them: nobody may hear of it here any more.
    disconnect(qApp, nullptr, this, nullptr);
    disconnect(&m_controller, nullptr, this, nullptr);
}

void MainWindow::addPage(TriagePage *page)
{
    auto *area = new QScrollArea(m_stack);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    const auto index = std::size_t(page->id());
    m_pages.at(index) = page;
    m_areas.at(index) = area;
    m_stack->addWidget(area);
    connect(page, &TriagePage::copyRequested, this, [this](const QString &text) {
        m_clipboard->copy(text);
        m_message->showMessage(Severity::Ok, tr("Copied."));
    });
}

TriagePage *MainWindow::current() const
{
    return m_pages.at(std::size_t(m_shown));
}

void MainWindow::showPage(PageId id)
{
    current()->leave();
    m_shown = id;
    m_stack->setCurrentWidget(m_areas.at(std::size_t(id)));
    m_areas.at(std::size_t(id))->ensureVisible(0, 0);
    m_message->clear();
    refreshNavigation();
    current()->firstFocus()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::goNext()
{
    current()->leave();
    m_controller.next();
}

void MainWindow::goBack()
{
    current()->leave();
    m_controller.back();
}

void MainWindow::refreshNavigation()
{
    const bool start = m_shown == PageId::Start;
    m_line->setVisible(!start);
    m_startOver->setVisible(!start);
    m_startOver->setEnabled(!m_controller.isRunning() && !m_controller.isWatching());
    m_back->setVisible(!start);
    m_back->setEnabled(m_controller.canGoBack());
    m_cancel->setVisible(m_shown == PageId::Run && m_controller.isRunning());
    m_next->setVisible(!start && m_shown != PageId::Bundle && m_shown != PageId::Watch
                       && !(m_shown == PageId::Run && !m_controller.canGoNext()));
    m_next->setEnabled(m_controller.canGoNext());
    switch (m_shown) {
    case PageId::Targets:
        nameButton(m_next, tr("&Start the test"));
        break;
    case PageId::Run:
        nameButton(m_next, tr("&Show what is known"));
        break;
    case PageId::Result:
        nameButton(m_next, tr("&Make a bundle"));
        break;
    default:
        nameButton(m_next, tr("&Next"));
        break;
    }
    m_title->setText(current()->title());
    m_step->setText(int(m_shown) < stepCount ? tr("Step %1 of %2").arg(int(m_shown) + 1).arg(stepCount)
                                             : QString());
    m_practice->setVisible(m_controller.practising());
    if (m_controller.practising()) {
        m_practice->setText(tr("Practice: %1. Nothing leaves this computer.")
                                .arg(scenarioTitle(m_controller.scenario())));
    }
    // No host and no user: window titles end up in task lists and screen recordings.
    setWindowTitle(tr("%1 – Proxy Triage", "title of a page").arg(current()->title()));
    if (m_shown == PageId::Run && m_controller.isRunning() && !m_cancel->hasFocus())
        m_cancel->setFocus();
}

void MainWindow::changePane(int step)
{
    QList<QWidget *> panes;
    const QList<QWidget *> wanted = current()->panes();
    for (QWidget *pane : wanted) {
        if (pane->isVisible() && pane->isEnabled() && pane->focusPolicy() != Qt::NoFocus)
            panes.append(pane);
    }
    for (QPushButton *button : {m_next, m_back}) {
        if (button->isVisible() && button->isEnabled()) {
            panes.append(button);
            break;
        }
    }
    if (panes.isEmpty())
        return;
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes.at(i)->hasFocus() || panes.at(i)->isAncestorOf(QApplication::focusWidget()))
            at = i;
    }
    at = at < 0 ? 0 : (at + step + panes.size()) % panes.size();
    panes.at(at)->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

void MainWindow::followFocus(QWidget *now)
{
    QScrollArea *area = m_areas.at(std::size_t(m_shown));
    if (now && area->widget() && area->widget()->isAncestorOf(now))
        area->ensureWidgetVisible(now, 24, 24);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_next->isVisible() && m_next->isEnabled()) {
            goNext();
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_controller.isRunning())
            m_controller.cancelRun();
        else
            goBack();
        return;
    default:
        break;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    current()->leave();
    m_controller.shutDown();
    m_clipboard->forgetSecret();
    event->accept();
}

void MainWindow::retranslate()
{
    nameButton(m_startOver, tr("Start o&ver"));
    m_startOver->setAccessibleDescription(tr("Forgets the address, the sign-in and the result"));
    nameButton(m_back, tr("&Back"));
    nameButton(m_cancel, tr("&Cancel"));
    refreshNavigation();
}

} // namespace pt
