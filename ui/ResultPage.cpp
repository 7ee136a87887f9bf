// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ResultPage.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "ui/ChainView.h"
#include "ui/ExchangePane.h"
#include "ui/FindingDelegate.h"
#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/Shades.h"
#include "ui/TextColumn.h"
#include "ui/TriageController.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

// Below this width the findings stand above the exchange, not beside it.
constexpr int besideFrom = 760;

int splitHeight(const QFontMetrics &metrics, bool beside)
{
    return metrics.height() * (beside ? 21 : 36);
}

} // namespace

ResultPage::ResultPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Result, controller, parent)
    , m_verdict(new QFrame(this))
    , m_mark(new PlainLabel(m_verdict))
    , m_sentence(new PlainLabel(m_verdict))
    , m_whoLabel(new PlainLabel(m_verdict, PlainLabel::Role::Heading))
    , m_who(new PlainLabel(m_verdict))
    , m_nextLabel(new PlainLabel(m_verdict, PlainLabel::Role::Heading))
    , m_next(new PlainLabel(m_verdict))
    , m_chain(new ChainView(this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_findingsLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_findings(new QListWidget(this))
    , m_proofsLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_proofs(new QListWidget(this))
    , m_tabs(new QTabWidget(this))
    , m_exchange(new ExchangePane(m_tabs))
    , m_explanation(new TextColumn(m_tabs))
    , m_ruledOut(new TextColumn(m_tabs))
    , m_times(new QTreeWidget(m_tabs))
    , m_copyTicket(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_watch(new QPushButton(this))
    , m_changeSignIn(new QPushButton(this))
    , m_againNote(new PlainLabel(this, PlainLabel::Role::Muted))
    , m_tries(new QWidget(this))
{
    m_sentence->setObjectName(u"verdict"_s);
    m_who->setObjectName(u"who"_s);
    m_next->setObjectName(u"nextStep"_s);
    m_findings->setObjectName(u"findings"_s);
    m_proofs->setObjectName(u"proofs"_s);
    m_tabs->setObjectName(u"details"_s);
    m_explanation->setObjectName(u"explanation"_s);
    m_ruledOut->setObjectName(u"ruledOut"_s);
    m_times->setObjectName(u"times"_s);
    m_copyTicket->setObjectName(u"copyTicket"_s);
    m_again->setObjectName(u"testAgain"_s);
    m_watch->setObjectName(u"watchProxy"_s);
    m_changeSignIn->setObjectName(u"changeSignIn"_s);

    m_verdict->setFrameShape(QFrame::StyledPanel);
    m_verdict->setAutoFillBackground(true);
    m_mark->setWordWrap(false);
    m_whoLabel->setWordWrap(false);
    m_nextLabel->setWordWrap(false);
    m_sentence->setSelectable(true);
    m_who->setSelectable(true);
    m_next->setSelectable(true);
    auto *verdict = new QGridLayout(m_verdict);
    verdict->setContentsMargins(16, 14, 16, 14);
    verdict->setHorizontalSpacing(12);
    verdict->setVerticalSpacing(6);
    verdict->addWidget(m_mark, 0, 0, Qt::AlignTop);
    verdict->addWidget(m_sentence, 0, 1, 1, 2);
    verdict->addWidget(m_whoLabel, 1, 1, Qt::AlignTop);
    verdict->addWidget(m_who, 1, 2);
    verdict->addWidget(m_nextLabel, 2, 1, Qt::AlignTop);
    verdict->addWidget(m_next, 2, 2);
    verdict->setColumnStretch(2, 1);

    auto *left = new QWidget(m_split);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(6);
    leftLayout->addWidget(m_findingsLabel);
    leftLayout->addWidget(m_findings, 3);
    leftLayout->addWidget(m_proofsLabel);
    leftLayout->addWidget(m_proofs, 2);
    m_findings->setItemDelegate(new FindingDelegate(m_findings));
    m_findings->setResizeMode(QListView::Adjust);
    m_findings->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findings->setMinimumHeight(90);
    m_proofs->setWordWrap(true);
    m_proofs->setResizeMode(QListView::Adjust);
    m_proofs->setSpacing(2);
    m_proofs->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_proofs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_proofs->setMinimumHeight(70);
    m_findingsLabel->setBuddy(m_findings);
    m_proofsLabel->setBuddy(m_proofs);

    m_times->setColumnCount(5);
    m_times->setRootIsDecorated(false);
    m_times->setUniformRowHeights(true);
    m_times->setAlternatingRowColors(true);
    m_times->setAllColumnsShowFocus(true);
    m_times->setFrameShape(QFrame::NoFrame);

    m_tabs->addTab(m_exchange, QString());
    m_tabs->addTab(m_explanation, QString());
    m_tabs->addTab(m_ruledOut, QString());
    m_tabs->addTab(m_times, QString());
    m_split->addWidget(left);
    m_split->addWidget(m_tabs);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 5);
    m_split->setChildrenCollapsible(false);
    left->setMinimumWidth(fontMetrics().averageCharWidth() * 32);
    m_split->setSizes({2000, 4200}); // in proportion, whatever the width
    // As high as there is room, and a scroll bar for the page only where that is too little.
    m_split->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_split->setMinimumHeight(splitHeight(fontMetrics(), true));

    auto *actions = new QHBoxLayout;
    actions->setSpacing(8);
    for (QPushButton *action : {m_copyTicket, m_changeSignIn, m_watch, m_again}) {
        action->setAutoDefault(true);
        actions->addWidget(action);
    }
    actions->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 4, 24, 12);
    layout->setSpacing(10);
    layout->addWidget(m_verdict);
    layout->addWidget(m_chain);
    layout->addWidget(m_split, 1);
    layout->addLayout(actions);
    layout->addWidget(m_againNote);
    layout->addWidget(m_tries);
    auto *tries = new QGridLayout(m_tries);
    tries->setContentsMargins(0, 0, 0, 0);
    tries->setSpacing(8);
    tries->setColumnStretch(1, 1);

    connect(m_findings, &QListWidget::currentRowChanged, this, &ResultPage::showFinding);
    connect(m_proofs, &QListWidget::currentRowChanged, this, &ResultPage::showProof);
    connect(m_proofs, &QListWidget::itemClicked, this, [this] { m_tabs->setCurrentIndex(0); });
    connect(m_explanation, &TextColumn::copyRequested, this, &TriagePage::copyRequested);
    connect(m_copyTicket, &QPushButton::clicked, this,
            [this] { emit copyRequested(this->controller().ticketText()); });
    connect(m_again, &QPushButton::clicked, this, [this] { this->controller().startRun(); });
    connect(m_watch, &QPushButton::clicked, this, [this] { this->controller().goTo(PageId::Watch); });
    connect(m_changeSignIn, &QPushButton::clicked, this,
            [this] { this->controller().goTo(PageId::SignIn); });
    connect(&controller, &TriageController::resultChanged, this, &ResultPage::refresh);
    connect(&controller, &TriageController::signInChanged, this, &ResultPage::refreshTries);
    connect(&controller, &TriageController::addressChanged, this, &ResultPage::refreshTries);
    retranslate();
}

QString ResultPage::title() const
{
    return tr("Result");
}

QWidget *ResultPage::firstFocus() const
{
    return m_findings;
}

QList<QWidget *> ResultPage::panes() const
{
    QList<QWidget *> all{m_sentence, m_findings, m_proofs};
    if (m_tabs->currentWidget() == m_exchange) {
        all.append(m_exchange->text());
        if (m_exchange->tokens()->isVisibleTo(this))
            all.append(m_exchange->tokens());
    } else {
        all.append(m_tabs->currentWidget());
    }
    all.append(m_copyTicket);
    return all;
}

void ResultPage::refresh()
{
    refreshVerdict();
    const Diagnosis &diagnosis = controller().diagnosis();
    const Case &result = controller().result();
    m_chain->setCase(result, diagnosis);
    m_exchange->setCase(result);
    refreshTimes();

    {
        const QSignalBlocker blocker(m_findings);
        m_findings->clear();
        for (const Finding &finding : diagnosis.findings) {
            const CauseText text = wordCause(finding);
            auto *item = new QListWidgetItem(markIcon(markOf(finding.severity), palette()), text.title, m_findings);
            const QString second = finding.severity == Severity::Ok || finding.who == Actor::Nobody
                ? wordConfidence(finding.confidence)
                : tr("%1 · %2", "how certain, and who must act")
                      .arg(wordConfidence(finding.confidence), wordActor(finding.who));
            item->setData(FindingDelegate::secondLineRole, second);
            item->setData(Qt::AccessibleTextRole,
                          tr("%1: %2. %3. %4", "severity, title, certainty and who, sentence")
                              .arg(wordSeverity(finding.severity), text.title, second, text.sentence));
        }
    }
    m_tabs->setCurrentIndex(0);
    m_findings->setCurrentRow(-1);
    if (m_findings->count() > 0)
        m_findings->setCurrentRow(0);
    else
        showFinding(-1);

    refreshTries();
    const bool again = controller().canTestAgain();
    m_again->setVisible(again);
    m_changeSignIn->setVisible(again);
    m_watch->setVisible(again);
    m_againNote->setText(again && result.attempts.rejected > 0
                             ? tr("The proxy refused this password. Testing again sends it once more.")
                             : QString());
    m_againNote->setVisible(!m_againNote->text().isEmpty());
}

/// Each other way to try the sign-in, with what it costs: the password is sent again.
void ResultPage::refreshTries()
{
    auto *grid = static_cast<QGridLayout *>(m_tries->layout());
    const QList<QWidget *> old = m_tries->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    for (QWidget *widget : old) {
        grid->removeWidget(widget);
        widget->hide();
        widget->deleteLater(); // it may be the button that was pressed
    }
    TriageController &state = controller();
    const QStringList schemes = state.schemesToTry();
    const int refusals = state.refusals();
    const bool inClear = state.endpoint().scheme != ProxyScheme::Https;
    const int spellings = state.spellingsToTry();
    const bool any = !schemes.isEmpty() || !state.result().attempts.untried.isEmpty();
    m_tries->setVisible(any && state.canTestAgain());
    if (!any)
        return;
    if (refusals >= TriageController::mostRefusals) {
        auto *note = new PlainLabel(m_tries, PlainLabel::Role::Muted);
        note->setObjectName(u"triesRefused"_s);
        note->setText(tr("The proxy refused this password %1 times. Other ways to sign in are not offered any "
                         "more, so that the account is not locked.")
                          .arg(refusals));
        grid->addWidget(note, 0, 0, 1, 2);
        return;
    }
    const QString cost = tr("Sends the password once more. Refused so far in this window: %1 of at most %2.")
                             .arg(QString::number(refusals), QString::number(TriageController::mostRefusals));
    QWidget *before = m_again;
    int row = 0;
    const auto add = [&](const QString &name, const QString &label, const QStringList &sentences) {
        auto *button = new QPushButton(m_tries);
        auto *note = new PlainLabel(m_tries, PlainLabel::Role::Muted);
        button->setObjectName(name);
        button->setAutoDefault(true);
        nameButton(button, label);
        note->setText(sentences.join(u' '));
        button->setAccessibleDescription(note->text());
        grid->addWidget(button, row, 0);
        grid->addWidget(note, row, 1);
        setTabOrder(before, button);
        before = button;
        ++row;
        return button;
    };
    for (const QString &scheme : schemes) {
        QStringList sentences{cost};
        const bool basic = scheme.compare("basic"_L1, Qt::CaseInsensitive) == 0;
        if (basic && inClear)
            sentences.append(tr("By Basic, anybody on the way to the proxy can read the password."));
        else if (basic)
            sentences.append(tr("By Basic, the proxy itself gets to read the password."));
        QPushButton *button = add(u"try-"_s + scheme.toLower(),
                                  tr("Try %1 instead", "a method of sign-in").arg(visibleText(scheme, false, 40)),
                                  sentences);
        connect(button, &QPushButton::clicked, this, [this, scheme] { this->controller().tryScheme(scheme); });
    }
    if (spellings > 0) {
        QPushButton *button
            = add(u"trySpellings"_s,
                  spellings == 1 ? tr("Try another spelling (1 more attempt)")
                                 : tr("Try other spellings (%1 more attempts)").arg(spellings),
                  {spellings == 1 ? tr("Sends the password once more, in another spelling, such as another form of the "
                                       "user name.")
                                  : tr("Sends the password up to %1 more times, each time in another spelling, such "
                                       "as another form of the user name.")
                                        .arg(spellings),
                   tr("Refused so far in this window: %1 of at most %2.")
                       .arg(QString::number(refusals), QString::number(TriageController::mostRefusals))});
        connect(button, &QPushButton::clicked, this, [this] { this->controller().trySpellings(); });
    }
}

void ResultPage::refreshVerdict()
{
    const QPalette base = QApplication::palette();
    const Shades shades = Shades::of(base);
    const bool any = !controller().diagnosis().findings.isEmpty();
    const Severity severity = any ? controller().diagnosis().verdict().severity : Severity::Info;

    QPalette colours = base;
    colours.setColor(QPalette::Window, shades.tint(base, shades.of(severity)));
    colours.setColor(QPalette::WindowText, base.color(QPalette::Text));
    m_verdict->setPalette(colours);
    QFont large = QApplication::font();
    large.setPointSizeF((large.pointSizeF() > 0 ? large.pointSizeF() : 10.0) * 1.35);
    large.setWeight(QFont::DemiBold);
    m_sentence->setFont(large);
    const int side = QFontMetrics(large).height() + 6;
    m_mark->setPixmap(markIcon(markOf(severity), base).pixmap(QSize(side, side), devicePixelRatioF()));
    m_mark->setAccessibleName(wordSeverity(severity));

    if (!any) {
        m_sentence->clear();
        m_who->clear();
        m_next->clear();
        return;
    }
    const Finding &verdict = controller().diagnosis().verdict();
    const CauseText text = wordCause(verdict);
    m_sentence->setText(text.sentence);
    m_sentence->setAccessibleName(text.sentence);
    m_who->setText(wordActor(verdict.who));
    m_who->setAccessibleName(m_who->text());
    m_next->setText(text.nextStep);
    m_next->setAccessibleName(text.nextStep);
}

void ResultPage::refreshTimes()
{
    m_times->clear();
    for (const StageResult &stage : controller().result().stages) {
        const bool measured
            = stage.status != StageStatus::Skipped && stage.status != StageStatus::NotTested;
        auto *item = new QTreeWidgetItem(
            m_times, {wordStageName(stage.id), wordStageStatus(stage.status),
                      measured ? tr("%1 ms").arg(stage.startedMs) : QString(),
                      measured ? tr("%1 ms").arg(stage.durationMs) : QString(), wordStage(stage)});
        item->setIcon(0, markIcon(markOf(stage.status), palette()));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        const QFontMetrics metrics = m_times->fontMetrics();
        item->setSizeHint(0, {metrics.horizontalAdvance(item->text(0)) + 44, metrics.height() + 12});
    }
    for (int column = 0; column < 4; ++column)
        m_times->resizeColumnToContents(column);
}

void ResultPage::showFinding(int row)
{
    const QList<Finding> &findings = controller().diagnosis().findings;
    {
        const QSignalBlocker blocker(m_proofs);
        m_proofs->clear();
        if (row >= 0 && row < findings.size()) {
            const QList<Evidence> &proofs = findings.at(row).evidence;
            for (const Evidence &proof : proofs) {
                QString words = wordEvidence(proof);
                // Where there are no bytes to go to, the value itself is the proof.
                if (proof.exchange == 0 && !proof.text.isEmpty()) {
                    const QString shown = visibleText(proof.text, false, 300);
                    if (!words.contains(shown))
                        words = tr("%1 (%2)", "what a proof says, and the value itself").arg(words, shown);
                }
                new QListWidgetItem(words, m_proofs);
            }
        }
    }
    fillExplanation(row);
    if (m_proofs->count() > 0)
        m_proofs->setCurrentRow(0);
    showProof(m_proofs->currentRow());
}

void ResultPage::showProof(int row)
{
    const int finding = m_findings->currentRow();
    const QList<Finding> &findings = controller().diagnosis().findings;
    if (finding >= 0 && finding < findings.size())
        m_exchange->showProof(findings.at(finding), row);
}

void ResultPage::fillExplanation(int row)
{
    m_explanation->clear();
    m_ruledOut->clear();
    const QList<Finding> &findings = controller().diagnosis().findings;
    if (row >= 0 && row < findings.size()) {
        const Finding &finding = findings.at(row);
        const CauseText text = wordCause(controller().result(), controller().diagnosis(), finding);
        m_explanation->addHeading(text.title);
        m_explanation->addText(text.sentence);
        if (!text.explanation.isEmpty())
            m_explanation->addText(text.explanation);
        if (!text.fixes.isEmpty())
            m_explanation->addHeading(tr("What to do"));
        int number = 0;
        for (const Fix &fix : text.fixes) {
            ++number;
            m_explanation->addText(tr("%1. %2: %3", "number, who must act, what to do")
                                       .arg(QString::number(number), wordActor(fix.who), fix.text));
            if (!fix.copy.isEmpty()) {
                m_explanation->addCopyable(fix.copy, tr("Copy"),
                                           tr("Words to copy for number %1").arg(number));
            }
        }
        if (!text.notMeant.isEmpty()) {
            m_explanation->addHeading(tr("What it does not mean"));
            m_explanation->addText(text.notMeant);
        }
        if (!text.network.isEmpty()) {
            m_explanation->addHeading(tr("For the network team"));
            m_explanation->addText(text.network);
            CauseText facts = text;
            facts.network.clear();
            m_explanation->addCopyableLines(networkNote(facts), networkNote(text), u"copyNetwork"_s,
                                            tr("Copy for the network team"), tr("What to tell the network team"));
        }
        if (finding.ruledOut.isEmpty() && finding.notExcluded.isEmpty()) {
            m_ruledOut->addMuted(tr("Nothing else came near enough to be ruled out."));
        } else {
            for (const RuledOut &other : finding.ruledOut) {
                m_ruledOut->addHeading(tr("Not: %1", "a cause that was ruled out")
                                           .arg(causeTitle(other.cause)));
                m_ruledOut->addText(wordRuledOut(other));
            }
            for (const QString &cause : finding.notExcluded)
                m_ruledOut->addText(tr("Could not be excluded: %1").arg(causeTitle(cause)));
        }
    }
    m_explanation->finish();
    m_ruledOut->finish();
}

void ResultPage::changeEvent(QEvent *event)
{
    TriagePage::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::ApplicationFontChange) {
        refreshVerdict();
    }
}

void ResultPage::resizeEvent(QResizeEvent *event)
{
    TriagePage::resizeEvent(event);
    const bool beside = event->size().width() >= besideFrom * fontMetrics().height() / 17;
    const Qt::Orientation wanted = beside ? Qt::Horizontal : Qt::Vertical;
    if (m_split->orientation() != wanted) {
        m_split->setOrientation(wanted);
        m_split->setMinimumHeight(splitHeight(fontMetrics(), beside));
    }
}

void ResultPage::retranslate()
{
    m_whoLabel->setText(tr("Who must act:"));
    m_nextLabel->setText(tr("Next step:"));
    m_findingsLabel->setText(tr("&Findings"));
    m_findings->setAccessibleName(tr("Findings, the verdict first"));
    m_proofsLabel->setText(tr("&Proof"));
    m_proofs->setAccessibleName(tr("Proof of the chosen finding"));
    m_tabs->setAccessibleName(tr("Details of the chosen finding"));
    m_tabs->setTabText(0, tr("&What was said"));
    m_tabs->setTabText(1, tr("E&xplanation and fixes"));
    m_tabs->setTabText(2, tr("R&uled out"));
    m_tabs->setTabText(3, tr("T&imes"));
    m_explanation->setAccessibleName(tr("Explanation and fixes"));
    m_ruledOut->setAccessibleName(tr("Causes that were ruled out"));
    m_times->setAccessibleName(tr("Times of the steps"));
    m_times->setHeaderLabels({tr("Step"), tr("Result"), tr("Began at"), tr("Took"), tr("What was seen")});
    nameButton(m_copyTicket, tr("&Copy text for a ticket"));
    nameButton(m_again, tr("Test &again"));
    nameButton(m_changeSignIn, tr("C&hange the sign-in"));
    nameButton(m_watch, tr("Watch this pr&oxy"));
    m_watch->setAccessibleDescription(tr("Tests again and again, and tells what changes"));
    const int kept = m_findings->currentRow();
    const int tab = m_tabs->currentIndex();
    refresh();
    if (kept >= 0 && kept < m_findings->count())
        m_findings->setCurrentRow(kept);
    m_tabs->setCurrentIndex(tab);
}

} // namespace pt
