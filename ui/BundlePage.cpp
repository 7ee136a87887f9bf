// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/BundlePage.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/TriageController.h"

#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardPaths>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

BundlePage::BundlePage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Bundle, controller, parent)
    , m_help(new PlainLabel(this))
    , m_entriesLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_entries(new QListWidget(this))
    , m_previewLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_preview(new QPlainTextEdit(this))
    , m_save(new QPushButton(this))
    , m_copyTicket(new QPushButton(this))
    , m_state(new PlainLabel(this))
{
    m_entries->setObjectName(u"entries"_s);
    m_preview->setObjectName(u"preview"_s);
    m_save->setObjectName(u"saveBundle"_s);
    m_copyTicket->setObjectName(u"copyTicketHere"_s);
    m_state->setObjectName(u"bundleState"_s);
    m_preview->setReadOnly(true);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_preview->setTabChangesFocus(true);
    m_preview->setUndoRedoEnabled(false);
    m_preview->setLayoutDirection(Qt::LeftToRight);
    m_preview->setFont(monospaced());
    m_preview->setMinimumHeight(180);
    m_preview->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_entries->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_entriesLabel->setBuddy(m_entries);
    m_previewLabel->setBuddy(m_preview);
    m_state->setSelectable(true);
    m_save->setAutoDefault(true);
    m_copyTicket->setAutoDefault(true);

    auto *actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(m_save);
    actions->addWidget(m_copyTicket);
    actions->addStretch(1);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(24, 8, 24, 16);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(10);
    layout->addWidget(m_help, 0, 0, 1, 2);
    layout->addWidget(m_entriesLabel, 1, 0);
    layout->addWidget(m_previewLabel, 1, 1);
    layout->addWidget(m_entries, 2, 0);
    layout->addWidget(m_preview, 2, 1);
    layout->addLayout(actions, 3, 0, 1, 2);
    layout->addWidget(m_state, 4, 0, 1, 2);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(1, 5);
    layout->setRowStretch(2, 1);

    connect(m_entries, &QListWidget::currentRowChanged, this, &BundlePage::showEntry);
    connect(m_save, &QPushButton::clicked, this, &BundlePage::chooseFile);
    connect(m_copyTicket, &QPushButton::clicked, this,
            [this] { emit copyRequested(this->controller().ticketText()); });
    connect(&controller, &TriageController::bundleChanged, this, &BundlePage::refresh);
    retranslate();
}

QString BundlePage::title() const
{
    return tr("A bundle for the ticket");
}

QWidget *BundlePage::firstFocus() const
{
    return m_entries;
}

QList<QWidget *> BundlePage::panes() const
{
    return {m_entries, m_preview, m_save};
}

void BundlePage::refresh()
{
    const QList<BundleEntry> &entries = controller().bundle().entries;
    const bool refused = controller().bundleFailure().has_value();
    const int kept = m_entries->currentRow();
    {
        const QSignalBlocker blocker(m_entries);
        m_entries->clear();
        for (const BundleEntry &entry : entries) {
            m_entries->addItem(tr("%1, %2", "name and size of a file")
                                   .arg(entry.name, QLocale().formattedDataSize(entry.bytes.size())));
        }
    }
    // The exchange first: it is the one that people read, the others are for programs and for the record.
    const auto isExchange = [](const BundleEntry &entry) { return entry.name == "exchange.txt"_L1; };
    const auto exchange = std::find_if(entries.cbegin(), entries.cend(), isExchange);
    const int first = exchange == entries.cend() ? 0 : int(exchange - entries.cbegin());
    m_entries->setCurrentRow(entries.isEmpty() ? -1 : qMin(kept < 0 ? first : kept, int(entries.size()) - 1));
    showEntry(m_entries->currentRow());
    m_save->setEnabled(!entries.isEmpty() && !refused);

    if (refused) {
        m_state->setText(wordFailure(*controller().bundleFailure()));
    } else if (!controller().savedTo().isEmpty()) {
        m_state->setText(tr("Saved to %1. You can attach this file to the ticket.")
                             .arg(visibleText(QDir::toNativeSeparators(controller().savedTo()))));
    } else {
        m_state->setText(QString());
    }
    m_state->setAccessibleName(m_state->text().isEmpty() ? tr("What became of the bundle") : m_state->text());
    m_state->setFocusPolicy(m_state->text().isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
}

void BundlePage::showEntry(int row)
{
    const QList<BundleEntry> &entries = controller().bundle().entries;
    m_preview->setPlainText(row >= 0 && row < entries.size() ? QString::fromUtf8(entries.at(row).bytes)
                                                             : QString());
    m_preview->moveCursor(QTextCursor::Start);
}

void BundlePage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the bundle"));
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Bundles (*.zip)")});
    dialog->setDefaultSuffix(u"zip"_s);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!folder.isEmpty())
        dialog->setDirectory(folder);
    dialog->selectFile(controller().suggestedBundleName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &fileName) { controller().saveBundle(fileName); });
    dialog->open();
}

void BundlePage::retranslate()
{
    m_help->setText(tr("This is all that is saved, exactly as you see it. Passwords are not in it: the finished files "
                       "are searched for them, and nothing is saved if one turns up."));
    m_entriesLabel->setText(tr("&What goes in"));
    m_entries->setAccessibleName(tr("Files of the bundle"));
    m_previewLabel->setText(tr("&Preview"));
    m_preview->setAccessibleName(tr("Text of the chosen file"));
    nameButton(m_save, tr("&Save the bundle…"));
    nameButton(m_copyTicket, tr("&Copy text for a ticket"));
    refresh();
}

} // namespace pt
