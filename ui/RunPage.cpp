// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/RunPage.h"

#include "advice/Wording.h"
#include "ui/PlainLabel.h"
#include "ui/Shades.h"
#include "ui/TriageController.h"

#include <QEvent>
#include <QHeaderView>
#include <QProgressBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace pt {

using namespace Qt::StringLiterals;

RunPage::RunPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Run, controller, parent)
    , m_state(new PlainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stages(new QTreeWidget(this))
    , m_attempts(new PlainLabel(this))
{
    m_state->setObjectName(u"runState"_s);
    m_stages->setObjectName(u"stages"_s);
    m_attempts->setObjectName(u"attempts"_s);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_stages->setColumnCount(4);
    m_stages->setRootIsDecorated(false);
    m_stages->setUniformRowHeights(true);
    m_stages->setAlternatingRowColors(true);
    m_stages->setAllColumnsShowFocus(true);
    m_stages->setTextElideMode(Qt::ElideRight);
    m_stages->header()->setStretchLastSection(true);
    m_stages->header()->setSectionsMovable(false);
    m_stages->setMinimumHeight(m_stages->fontMetrics().height() * 12);
    m_stages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 8, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_stages, 1);
    layout->addWidget(m_attempts);

    connect(&controller, &TriageController::runChanged, this, &RunPage::refresh);
    connect(&controller, &TriageController::keychainChanged, this, &RunPage::refresh);
    retranslate();
}

QString RunPage::title() const
{
    return tr("Testing");
}

QWidget *RunPage::firstFocus() const
{
    return m_stages;
}

void RunPage::refresh()
{
    using Phase = TriageController::RunPhase;
    using Note = TriageController::KeychainNote;
    QString words;
    switch (controller().runPhase()) {
    case Phase::Idle:
        break;
    case Phase::ReadingKeychain:
        words = controller().keychainNote() == Note::WaitingForUser
            ? tr("The keychain is waiting for you. Its window may be behind this one.")
            : tr("Reading the password from the keychain…");
        break;
    case Phase::Running:
        words = tr("Each step of the way is tried. This takes a few seconds, or a minute where nothing answers.");
        break;
    case Phase::Cancelling:
        words = tr("Cancelling…");
        break;
    case Phase::Cancelled:
        words = controller().hasResult()
            ? tr("The test was cancelled. You can look at what is known so far, or go back.")
            : tr("The test was cancelled before it began. Nothing was sent to the proxy.");
        break;
    case Phase::Finished:
        words = tr("The test has finished.");
        break;
    }
    m_state->setText(words);

    const bool running = controller().isRunning();
    const QList<TriageController::StageRow> &rows = controller().stageRows();
    int done = 0;
    for (const auto &row : rows)
        done += row.result ? 1 : 0;
    m_progress->setRange(0, int(rows.size()));
    m_progress->setValue(running ? done : int(rows.size()));
    m_progress->setVisible(running);

    while (m_stages->topLevelItemCount() > rows.size())
        delete m_stages->takeTopLevelItem(m_stages->topLevelItemCount() - 1);
    while (m_stages->topLevelItemCount() < rows.size())
        new QTreeWidgetItem(m_stages);
    const QPalette colours = palette();
    for (int i = 0; i < rows.size(); ++i) {
        const TriageController::StageRow &row = rows.at(i);
        QTreeWidgetItem *item = m_stages->topLevelItem(i);
        item->setText(0, wordStageName(row.id));
        const QFontMetrics metrics = m_stages->fontMetrics();
        item->setSizeHint(0, {metrics.horizontalAdvance(item->text(0)) + 44, metrics.height() + 14});
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        if (row.result) {
            item->setIcon(0, markIcon(markOf(row.result->status), colours));
            item->setText(1, wordStageStatus(row.result->status));
            const bool measured = row.result->status != StageStatus::Skipped
                && row.result->status != StageStatus::NotTested;
            item->setText(2, measured ? tr("%1 ms").arg(row.result->durationMs) : QString());
            item->setText(3, wordStage(*row.result));
        } else {
            item->setIcon(0, markIcon(row.running ? Mark::Running : Mark::Waiting, colours));
            item->setText(1, row.running ? tr("running") : running ? tr("waiting") : QString());
            item->setText(2, QString());
            item->setText(3, QString());
        }
    }
    for (int column = 0; column < 3; ++column) {
        m_stages->resizeColumnToContents(column);
        m_stages->setColumnWidth(column, m_stages->columnWidth(column) + 16);
    }

    const Attempts &attempts = controller().attempts();
    m_attempts->setText(tr("The password was sent %1 times and refused %2 times. The limit is %3.")
                            .arg(QString::number(attempts.sent), QString::number(attempts.rejected),
                                 QString::number(attempts.limit)));
}

void RunPage::changeEvent(QEvent *event)
{
    TriagePage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void RunPage::retranslate()
{
    m_progress->setAccessibleName(tr("Progress of the test"));
    m_stages->setAccessibleName(tr("Steps of the test"));
    m_stages->setHeaderLabels({tr("Step"), tr("Result"), tr("Time"), tr("What was seen")});
    refresh();
}

} // namespace pt
