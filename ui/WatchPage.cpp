// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WatchPage.h"

#include "advice/WatchWords.h"
#include "diagnosis/WatchChanges.h"
#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/Shades.h"
#include "ui/TriageController.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

enum Column {
    Time,
    Result,
    SignInColumn,
    Unsigned,
    Signed,
    Node,
    Address,
    Connect,
    Answer,
    columnCount
};

constexpr int mostRows = 1000; ///< of each list; the log knows the rest

/// Which column shows what has changed.
Column columnOf(const WatchChange &change)
{
    switch (change.aspect) {
    case WatchAspect::Verdict:
        return Result;
    case WatchAspect::SignIn:
        return SignInColumn;
    case WatchAspect::Status:
        return change.what.startsWith("signed"_L1) ? Signed : Unsigned;
    case WatchAspect::Schemes:
        return Unsigned;
    case WatchAspect::Node:
        return Node;
    case WatchAspect::Latency:
        return change.what == "connect"_L1 ? Connect : Answer;
    case WatchAspect::Address:
    case WatchAspect::Certificate:
        break;
    }
    return Address;
}

} // namespace

WatchPage::WatchPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Watch, controller, parent)
    , m_help(new PlainLabel(this))
    , m_everyLabel(new PlainLabel(this))
    , m_every(new QSpinBox(this))
    , m_minutesLabel(new PlainLabel(this))
    , m_minutes(new QSpinBox(this))
    , m_start(new QPushButton(this))
    , m_stop(new QPushButton(this))
    , m_note(new PlainLabel(this, PlainLabel::Role::Muted))
    , m_state(new PlainLabel(this))
    , m_roundsLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_rounds(new QTreeWidget(this))
    , m_changesLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_changes(new QListWidget(this))
    , m_open(new QPushButton(this))
{
    m_every->setObjectName(u"watchEvery"_s);
    m_minutes->setObjectName(u"watchMinutes"_s);
    m_start->setObjectName(u"startWatch"_s);
    m_stop->setObjectName(u"stopWatch"_s);
    m_note->setObjectName(u"watchNote"_s);
    m_state->setObjectName(u"watchState"_s);
    m_rounds->setObjectName(u"watchRounds"_s);
    m_changes->setObjectName(u"watchChanges"_s);
    m_open->setObjectName(u"openRound"_s);

    m_everyLabel->setBuddy(m_every);
    m_minutesLabel->setBuddy(m_minutes);
    m_roundsLabel->setBuddy(m_rounds);
    m_changesLabel->setBuddy(m_changes);
    for (PlainLabel *label : {m_everyLabel, m_minutesLabel})
        label->setWordWrap(false);
    m_every->setRange(TriageController::leastEvery, TriageController::mostEvery);
    m_minutes->setRange(1, TriageController::mostMinutes);
    for (QSpinBox *box : {m_every, m_minutes})
        box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (QPushButton *button : {m_start, m_stop, m_open})
        button->setAutoDefault(true);

    m_rounds->setColumnCount(columnCount);
    m_rounds->setRootIsDecorated(false);
    m_rounds->setUniformRowHeights(true);
    m_rounds->setAlternatingRowColors(true);
    m_rounds->setAllColumnsShowFocus(true);
    m_rounds->setTextElideMode(Qt::ElideRight);
    m_rounds->header()->setSectionsMovable(false);
    m_rounds->header()->setStretchLastSection(false);
    m_rounds->setMinimumHeight(m_rounds->fontMetrics().height() * 9);
    m_rounds->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_changes->setWordWrap(true);
    m_changes->setResizeMode(QListView::Adjust);
    m_changes->setSpacing(2);
    m_changes->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_changes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_changes->setMinimumHeight(m_changes->fontMetrics().height() * 5);
    m_changes->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    auto *fields = new QHBoxLayout;
    fields->setSpacing(8);
    fields->addWidget(m_everyLabel);
    fields->addWidget(m_every);
    fields->addSpacing(8);
    fields->addWidget(m_minutesLabel);
    fields->addWidget(m_minutes);
    fields->addSpacing(8);
    fields->addWidget(m_start);
    fields->addWidget(m_stop);
    fields->addStretch(1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_open);
    foot->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 8, 24, 12);
    layout->setSpacing(8);
    layout->addWidget(m_help);
    layout->addLayout(fields);
    layout->addWidget(m_note);
    layout->addWidget(m_state);
    layout->addWidget(m_changesLabel);
    layout->addWidget(m_changes, 2);
    layout->addWidget(m_roundsLabel);
    layout->addWidget(m_rounds, 3);
    layout->addLayout(foot);

    connect(m_every, &QSpinBox::valueChanged, this,
            [this](int seconds) { this->controller().setWatchEvery(seconds); });
    connect(m_minutes, &QSpinBox::valueChanged, this,
            [this](int minutes) { this->controller().setWatchMinutes(minutes); });
    connect(m_start, &QPushButton::clicked, this, [this] {
        this->controller().startWatch();
        if (m_stop->isEnabled())
            m_stop->setFocus(Qt::OtherFocusReason); // where Start was, which takes no key any more
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        this->controller().stopWatch();
        m_start->setFocus(Qt::OtherFocusReason);
    });
    connect(m_open, &QPushButton::clicked, this, &WatchPage::openRound);
    connect(m_rounds, &QTreeWidget::itemActivated, this, &WatchPage::openRound);
    connect(m_rounds, &QTreeWidget::currentItemChanged, this, &WatchPage::refreshButtons);
    connect(&controller, &TriageController::watchChanged, this, &WatchPage::refresh);
    connect(&controller, &TriageController::signInChanged, this, &WatchPage::refreshState);
    connect(&controller, &TriageController::pageChanged, this, [this](PageId page) {
        if (page == PageId::Watch)
            refresh();
    });
    retranslate();
}

QString WatchPage::title() const
{
    return tr("Watch the proxy");
}

QWidget *WatchPage::firstFocus() const
{
    return m_start->isEnabled() ? m_start
        : m_stop->isEnabled()   ? m_stop
                                : static_cast<QWidget *>(m_every);
}

QList<QWidget *> WatchPage::panes() const
{
    return {m_every, m_changes, m_rounds};
}

int WatchPage::currentRound() const
{
    const QTreeWidgetItem *item = m_rounds->currentItem();
    return item ? item->data(Time, Qt::UserRole).toInt() : 0;
}

void WatchPage::openRound()
{
    if (const int round = currentRound())
        controller().showWatchRound(round);
}

void WatchPage::clear()
{
    m_rounds->clear();
    m_changes->clear();
    m_shownRounds = 0;
    m_shownChanges = 0;
}

void WatchPage::refresh()
{
    const WatchLog &log = controller().watchLog();
    if (log.rounds().size() < m_shownRounds || log.changes().size() < m_shownChanges)
        clear(); // another watch
    refreshRounds();
    refreshChanges();
    refreshState();
}

void WatchPage::refreshState()
{
    using Phase = TriageController::WatchPhase;
    TriageController &state = controller();
    m_every->setValue(state.watchEvery());
    m_minutes->setValue(state.watchMinutes());
    const QList<WatchRound> &rounds = state.watchLog().rounds();
    QString words;
    switch (state.watchPhase()) {
    case Phase::Idle:
        words = tr("Not started.");
        break;
    case Phase::Running:
        words = tr("Watching. Rounds so far: %1.").arg(rounds.size());
        break;
    case Phase::Stopped:
        words = tr("Stopped. Rounds: %1.").arg(rounds.size());
        break;
    case Phase::Ended:
        words = tr("The time is over. Rounds: %1.").arg(rounds.size());
        break;
    }
    if (!rounds.isEmpty()) {
        const WatchSummary summary = watchSummary(rounds);
        QStringList sentences{
            words,
            tr("Everything worked in %1 of %2.")
                .arg(QString::number(summary.healthy), QString::number(summary.rounds))};
        if (const auto times = summary.answerMs) {
            sentences.append(
                tr("The first answer took at least %1 ms, usually about %2 ms, at most %3 ms.")
                    .arg(QString::number(times->least), QString::number(times->median),
                         QString::number(times->most)));
        }
        words = sentences.join(u' ');
    }
    m_state->setText(words);
    m_note->setText(
        state.watchWithholds() ? tr(
            "The proxy did not accept this sign-in before. It is not sent again: the watch asks "
            "without it.")
                               : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    refreshButtons();
}

void WatchPage::refreshButtons()
{
    TriageController &state = controller();
    const bool watching = state.isWatching();
    m_every->setEnabled(!watching);
    m_minutes->setEnabled(!watching);
    m_start->setEnabled(!watching && state.canWatch());
    m_stop->setEnabled(watching);
    m_open->setEnabled(state.watchLog().caseOf(currentRound()) != nullptr);
}

void WatchPage::addRound(const WatchRound &round)
{
    auto *item = new QTreeWidgetItem;
    const QString texts[columnCount]
        = {wordWatchTime(round.startedUtc),
           wordWatchVerdict(round.verdict, round.asksOnly),
           wordWatchSignIn(round.signIn),
           wordWatchAnswers(round.plainStatus, round.connectStatus),
           wordWatchAnswers(round.signedPlainStatus, round.signedConnectStatus),
           wordWatchNode(round),
           round.address,
           wordWatchMilliseconds(round.connectMs),
           wordWatchMilliseconds(round.answerMs)};
    for (int column = 0; column < columnCount; ++column) {
        item->setText(column, texts[column]);
        item->setTextAlignment(column,
                               column >= Connect ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeading | Qt::AlignVCenter);
    }
    item->setData(Time, Qt::UserRole, round.number);
    const Severity severity = round.asksOnly ? Severity::Info : round.severity;
    item->setIcon(Time, markIcon(markOf(severity), palette()));
    const QFontMetrics metrics = m_rounds->fontMetrics();
    item->setSizeHint(Time, {metrics.horizontalAdvance(texts[Time]) + 44, metrics.height() + 12});

    // A change is seen by its sign and by its bold type, and is heard.
    const QList<WatchChange> &changes = controller().watchLog().changes();
    for (qsizetype i = changes.size() - 1; i >= 0 && changes.at(i).round >= round.number; --i) {
        if (changes.at(i).round != round.number)
            continue;
        const Column column = columnOf(changes.at(i));
        QFont font = m_rounds->font();
        font.setBold(true);
        item->setFont(column, font);
        item->setText(column, tr("≠ %1", "a value that has changed").arg(texts[column]));
        item->setData(column, Qt::AccessibleTextRole, tr("%1, changed").arg(texts[column]));
    }
    m_rounds->insertTopLevelItem(0, item);
    while (m_rounds->topLevelItemCount() > mostRows)
        delete m_rounds->takeTopLevelItem(m_rounds->topLevelItemCount() - 1);
}

void WatchPage::refreshRounds()
{
    const QList<WatchRound> &rounds = controller().watchLog().rounds();
    if (m_shownRounds == rounds.size())
        return;
    m_shownRounds = std::max(m_shownRounds, int(rounds.size()) - mostRows);
    while (m_shownRounds < rounds.size())
        addRound(rounds.at(m_shownRounds++));
    const int widest = m_rounds->fontMetrics().averageCharWidth() * 44;
    for (int column = 0; column < columnCount; ++column) {
        m_rounds->resizeColumnToContents(column);
        m_rounds->setColumnWidth(column, std::min(m_rounds->columnWidth(column) + 12, widest));
    }
}

void WatchPage::refreshChanges()
{
    const QList<WatchChange> &changes = controller().watchLog().changes();
    m_shownChanges = std::max(m_shownChanges, int(changes.size()) - mostRows);
    while (m_shownChanges < changes.size()) {
        const WatchChange &change = changes.at(m_shownChanges++);
        m_changes->insertItem(0, wordWatchChange(change));
        if (m_changes->count() > mostRows)
            delete m_changes->takeItem(m_changes->count() - 1);
    }
}

void WatchPage::changeEvent(QEvent *event)
{
    TriagePage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        clear();
        refresh();
    }
}

void WatchPage::retranslate()
{
    m_help->setText(tr(
        "The proxy is tested again and again, and what changes is listed. A sign-in that the proxy "
        "refuses is not sent again."));
    m_everyLabel->setText(tr("Test &every"));
    m_every->setAccessibleName(tr("Seconds from one test to the next"));
    m_every->setSuffix(tr(" s", "seconds, after a number"));
    m_minutesLabel->setText(tr("&for"));
    m_minutes->setAccessibleName(tr("Minutes to watch"));
    m_minutes->setSuffix(tr(" min", "minutes, after a number"));
    nameButton(m_start, tr("&Start watching"));
    nameButton(m_stop, tr("S&top"));
    m_changesLabel->setText(tr("What &changed, the newest first"));
    m_changes->setAccessibleName(tr("What changed, the newest first"));
    m_roundsLabel->setText(tr("&Rounds, the newest first; ≠ marks what changed"));
    m_rounds->setAccessibleName(tr("Rounds, the newest first"));
    m_rounds->setHeaderLabels({tr("Time"), tr("Result"), tr("Sign-in"), tr("Without a sign-in"),
                               tr("With the sign-in"), tr("Node"), tr("Address"), tr("Connecting"),
                               tr("First answer")});
    nameButton(m_open, tr("Sh&ow the result of this round"));
    m_open->setAccessibleDescription(
        tr("Of the first and the last round, and of those in which something changed"));
    clear();
    refresh();
}

} // namespace pt
