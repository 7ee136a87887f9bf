// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TargetsPage.h"

#include "ui/Forms.h"
#include "ui/PlainLabel.h"
#include "ui/TriageController.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

namespace pt {

using namespace Qt::StringLiterals;

TargetsPage::TargetsPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::Targets, controller, parent)
    , m_help(new PlainLabel(this))
    , m_sitesLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_sites(new QPlainTextEdit(this))
    , m_sitesNote(new PlainLabel(this, PlainLabel::Role::Muted))
    , m_keep(new QCheckBox(this))
    , m_keepNote(new PlainLabel(this, PlainLabel::Role::Muted))
    , m_more(new QToolButton(this))
    , m_options(new QWidget(this))
    , m_caLabel(new PlainLabel(m_options))
    , m_ca(new QLineEdit(m_options))
    , m_browse(new QPushButton(m_options))
    , m_caNote(new PlainLabel(m_options, PlainLabel::Role::Muted))
    , m_agentLabel(new PlainLabel(m_options))
    , m_agent(new QLineEdit(m_options))
    , m_timeoutLabel(new PlainLabel(m_options))
    , m_timeout(new QSpinBox(m_options))
{
    m_sites->setObjectName(u"sites"_s);
    m_keep->setObjectName(u"keepProfile"_s);
    m_more->setObjectName(u"moreOptions"_s);
    m_ca->setObjectName(u"caFile"_s);
    m_browse->setObjectName(u"browseCaFile"_s);
    m_agent->setObjectName(u"userAgent"_s);
    m_timeout->setObjectName(u"timeout"_s);

    m_sites->setTabChangesFocus(true);
    m_sites->setLayoutDirection(Qt::LeftToRight);
    m_sites->setFixedHeight(m_sites->fontMetrics().lineSpacing() * 5 + 24);
    m_sitesLabel->setBuddy(m_sites);
    m_caLabel->setBuddy(m_ca);
    m_agentLabel->setBuddy(m_agent);
    m_timeoutLabel->setBuddy(m_timeout);
    for (PlainLabel *label : {m_caLabel, m_agentLabel, m_timeoutLabel})
        label->setWordWrap(false);
    makeTechnical(m_ca);
    makeTechnical(m_agent);
    m_browse->setAutoDefault(true);
    m_agent->setMaxLength(400);
    m_timeout->setRange(0, 60);
    m_timeout->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(Qt::RightArrow);
    m_options->hide();

    auto *grid = new QGridLayout(m_options);
    grid->setContentsMargins(28, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(m_caLabel, 0, 0);
    grid->addWidget(m_ca, 0, 1);
    grid->addWidget(m_browse, 0, 2);
    grid->addWidget(m_caNote, 1, 1, 1, 2);
    grid->addWidget(m_agentLabel, 2, 0);
    grid->addWidget(m_agent, 2, 1, 1, 2);
    grid->addWidget(m_timeoutLabel, 3, 0);
    grid->addWidget(m_timeout, 3, 1);
    grid->setColumnStretch(1, 1);

    auto *column = readableColumn(this);
    column->addWidget(m_help);
    column->addSpacing(4);
    column->addWidget(m_sitesLabel);
    column->addWidget(m_sites);
    column->addWidget(m_sitesNote);
    column->addSpacing(4);
    column->addWidget(m_keep);
    column->addWidget(m_keepNote);
    column->addWidget(m_more);
    column->addWidget(m_options);
    column->addStretch(1);

    connect(m_sites, &QPlainTextEdit::textChanged, this, &TargetsPage::takeTargets);
    connect(m_keep, &QCheckBox::clicked, this,
            [this](bool on) { this->controller().setKeepProfile(on); });
    connect(m_more, &QToolButton::toggled, this, [this](bool on) {
        m_options->setVisible(on);
        m_more->setArrowType(on ? Qt::DownArrow
                                : layoutDirection() == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow);
    });
    connect(m_ca, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setCaFile(text.trimmed()); });
    connect(m_browse, &QPushButton::clicked, this, &TargetsPage::chooseCaFile);
    connect(m_agent, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setUserAgent(text); });
    connect(m_timeout, &QSpinBox::valueChanged, this,
            [this](int seconds) { this->controller().setTimeoutSeconds(seconds); });
    connect(&controller, &TriageController::targetsChanged, this, &TargetsPage::refresh);
    retranslate();
}

QString TargetsPage::title() const
{
    return tr("Which sites should it reach?");
}

QWidget *TargetsPage::firstFocus() const
{
    return m_sites;
}

QList<QWidget *> TargetsPage::panes() const
{
    return {m_sites, m_more};
}

void TargetsPage::leave()
{
    takeTargets();
}

void TargetsPage::takeTargets()
{
    controller().setTargets(m_sites->toPlainText().split(u'\n'));
}

void TargetsPage::refresh()
{
    const QString sites = controller().targets().join(u'\n');
    if (m_sites->toPlainText() != sites)
        m_sites->setPlainText(sites);
    m_keep->setChecked(controller().keepProfile());
    m_keep->setEnabled(!controller().practising());
    if (m_ca->text().trimmed() != controller().caFile())
        m_ca->setText(controller().caFile());
    if (m_agent->text() != controller().userAgent())
        m_agent->setText(controller().userAgent());
    m_timeout->setValue(controller().timeoutSeconds());
}

void TargetsPage::chooseCaFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a certificate file"));
    dialog->setObjectName(u"caDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &fileName) { controller().setCaFile(fileName); });
    dialog->open();
}

void TargetsPage::retranslate()
{
    m_help->setText(tr("Each is asked for once through the proxy. Nothing is sent to a site but the question for its "
                       "page."));
    m_sitesLabel->setText(tr("S&ites, one a line"));
    m_sites->setAccessibleName(tr("Sites to test with, one a line"));
    m_sitesNote->setText(tr("One http:// and one https:// address show the most: proxies treat the two differently."));
    nameButton(m_keep, tr("&Keep this test in the list on the first page, without the password"));
    m_keepNote->setText(tr("The program then also remembers when the proxy accepted a password, so that a later "
                           "test can tell a changed password from a mistyped one. Nothing is remembered of "
                           "tests that are not kept."));
    nameButton(m_more, tr("&More"));
    m_more->setAccessibleDescription(tr("Shows certificates, program name and waiting time"));
    m_caLabel->setText(tr("&Certificates"));
    m_ca->setAccessibleName(tr("File with certificates to trust besides the system's"));
    nameButton(m_browse, tr("Bro&wse…"));
    m_caNote->setText(tr("A file with your company's own certificates, where the proxy looks into encrypted pages."));
    m_agentLabel->setText(tr("&Program name"));
    m_agent->setAccessibleName(tr("Program name to send"));
    m_agent->setPlaceholderText(tr("Proxy Triage's own"));
    m_timeoutLabel->setText(tr("Wai&t at most"));
    m_timeout->setAccessibleName(tr("Seconds to wait for one answer"));
    m_timeout->setSpecialValueText(tr("As long as usual"));
    m_timeout->setSuffix(tr(" s", "seconds, after a number"));
    refresh();
}

} // namespace pt
