// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ProxyPage.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "ui/ClipboardKeeper.h"
#include "ui/Forms.h"
#include "ui/MarkedText.h"
#include "ui/PlainLabel.h"
#include "ui/TriageController.h"

#include <QComboBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QIntValidator>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Notes about what was filled in for the person; not faults.
bool isNote(InputProblemKind kind)
{
    return kind == InputProblemKind::PortMissing || kind == InputProblemKind::PathIgnored;
}

} // namespace

ProxyPage::ProxyPage(TriageController &controller, ClipboardKeeper &clipboard, QWidget *parent)
    : TriagePage(PageId::Proxy, controller, parent)
    , m_clipboard(clipboard)
    , m_help(new PlainLabel(this))
    , m_addressLabel(new PlainLabel(this, PlainLabel::Role::Heading))
    , m_address(new QLineEdit(this))
    , m_moved(new PlainLabel(this, PlainLabel::Role::Muted))
    , m_problemsBox(new QGroupBox(this))
    , m_problems(new PlainLabel(m_problemsBox))
    , m_marked(new MarkedText(m_problemsBox))
    , m_readAs(new PlainLabel(m_problemsBox))
    , m_correctedLabel(new PlainLabel(m_problemsBox))
    , m_corrected(new QLineEdit(m_problemsBox))
    , m_copy(new QPushButton(m_problemsBox))
    , m_copyNote(new PlainLabel(m_problemsBox, PlainLabel::Role::Muted))
    , m_readBox(new QGroupBox(this))
    , m_schemeLabel(new PlainLabel(m_readBox))
    , m_scheme(new QComboBox(m_readBox))
    , m_schemeNote(new PlainLabel(m_readBox, PlainLabel::Role::Muted))
    , m_hostLabel(new PlainLabel(m_readBox))
    , m_host(new QLineEdit(m_readBox))
    , m_portLabel(new PlainLabel(m_readBox))
    , m_port(new QLineEdit(m_readBox))
    , m_userLabel(new PlainLabel(m_readBox))
    , m_user(new QLineEdit(m_readBox))
{
    m_address->setObjectName(u"address"_s);
    m_corrected->setObjectName(u"corrected"_s);
    m_copy->setObjectName(u"copyCorrected"_s);
    m_scheme->setObjectName(u"scheme"_s);
    m_host->setObjectName(u"host"_s);
    m_port->setObjectName(u"port"_s);
    m_user->setObjectName(u"proxyUser"_s);
    m_problems->setObjectName(u"addressProblems"_s);
    m_readAs->setObjectName(u"parserReads"_s);
    m_marked->setObjectName(u"markedAddress"_s);

    for (QLineEdit *field : {m_address, m_corrected, m_host, m_port, m_user})
        makeTechnical(field);
    m_address->setPlaceholderText(u"http://user:password@proxy.example.com:8080"_s);
    QFont large = m_address->font();
    large.setPointSizeF((large.pointSizeF() > 0 ? large.pointSizeF() : 10.0) * 1.15);
    m_address->setFont(large);
    m_addressLabel->setBuddy(m_address);
    m_corrected->setReadOnly(true);
    m_corrected->setFont(monospaced());
    m_correctedLabel->setBuddy(m_corrected);
    m_problems->setSelectable(true);
    m_readAs->setSelectable(true);
    m_copy->setAutoDefault(true);

    m_port->setMaxLength(5);
    m_port->setValidator(new QIntValidator(0, 65535, m_port));
    m_schemeLabel->setBuddy(m_scheme);
    m_hostLabel->setBuddy(m_host);
    m_portLabel->setBuddy(m_port);
    m_userLabel->setBuddy(m_user);
    for (PlainLabel *label : {m_schemeLabel, m_hostLabel, m_portLabel, m_userLabel})
        label->setWordWrap(false);
    m_scheme->addItem(u"http"_s, toString(ProxyScheme::Http));
    m_scheme->addItem(u"https"_s, toString(ProxyScheme::Https));
    m_scheme->addItem(u"socks5"_s, toString(ProxyScheme::Socks5));
    m_scheme->addItem(u"socks4a"_s, toString(ProxyScheme::Socks4a));

    auto *problems = new QGridLayout(m_problemsBox);
    problems->setSpacing(8);
    problems->addWidget(m_problems, 0, 0, 1, 2);
    problems->addWidget(m_marked, 1, 0, 1, 2);
    problems->addWidget(m_readAs, 2, 0, 1, 2);
    problems->addWidget(m_correctedLabel, 3, 0, 1, 2);
    problems->addWidget(m_corrected, 4, 0);
    problems->addWidget(m_copy, 4, 1);
    problems->addWidget(m_copyNote, 5, 0, 1, 2);
    problems->setColumnStretch(0, 1);

    auto *read = new QGridLayout(m_readBox);
    read->setHorizontalSpacing(12);
    read->setVerticalSpacing(8);
    read->addWidget(m_schemeLabel, 0, 0);
    read->addWidget(m_hostLabel, 0, 1);
    read->addWidget(m_portLabel, 0, 2);
    read->addWidget(m_userLabel, 0, 3);
    read->addWidget(m_scheme, 1, 0);
    read->addWidget(m_host, 1, 1);
    read->addWidget(m_port, 1, 2);
    read->addWidget(m_user, 1, 3);
    read->addWidget(m_schemeNote, 2, 0, 1, 4);
    read->setColumnStretch(1, 5);
    read->setColumnStretch(2, 1);
    read->setColumnStretch(3, 3);

    auto *column = readableColumn(this);
    column->addWidget(m_help);
    column->addSpacing(4);
    column->addWidget(m_addressLabel);
    column->addWidget(m_address);
    column->addWidget(m_moved);
    column->addWidget(m_problemsBox);
    column->addWidget(m_readBox);
    column->addStretch(1);

    connect(m_address, &QLineEdit::textEdited, this, &ProxyPage::edited);
    connect(m_address, &QLineEdit::editingFinished, this, &ProxyPage::moveSecretOut);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { m_clipboard.copySecret(this->controller().correctedUrl()); });
    connect(m_host, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setHost(text); });
    connect(m_port, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setPort(text.toInt()); });
    connect(m_user, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setUser(text); });
    connect(m_scheme, &QComboBox::activated, this,
            [this] {
                const auto scheme = parseProxyScheme(m_scheme->currentData().toString());
                this->controller().setScheme(scheme.value_or(ProxyScheme::Http));
            });
    connect(&controller, &TriageController::addressChanged, this, &ProxyPage::refresh);
    connect(&controller, &TriageController::signInChanged, this, &ProxyPage::refresh);
    retranslate();
}

QString ProxyPage::title() const
{
    return tr("Which proxy?");
}

QWidget *ProxyPage::firstFocus() const
{
    return m_address;
}

QList<QWidget *> ProxyPage::panes() const
{
    QList<QWidget *> panes{m_address};
    if (m_problemsBox->isVisible())
        panes.append(m_problems);
    panes.append(m_host);
    return panes;
}

void ProxyPage::leave()
{
    moveSecretOut();
}

void ProxyPage::edited(const QString &text)
{
    const bool pastedAtOnce = qAbs(text.size() - m_lastLength) > 1;
    m_lastLength = text.size();
    controller().setPastedText(text);
    // Typed by hand, the password may still be growing: it moves when the field is left.
    if (pastedAtOnce)
        moveSecretOut();
}

void ProxyPage::moveSecretOut()
{
    const PastedAddress &pasted = controller().pasted();
    if (m_address->text() == pasted.given)
        return;
    // Anew, which also forgets what could be undone.
    m_address->setText(pasted.given);
    m_lastLength = pasted.given.size();
}

void ProxyPage::refresh()
{
    const ProxyEndpoint &endpoint = controller().endpoint();
    const PastedAddress &pasted = controller().pasted();
    if (!m_address->hasFocus() && m_address->text() != pasted.given) {
        const QSignalBlocker blocker(m_address);
        m_address->setText(pasted.given);
        m_lastLength = pasted.given.size();
    }
    const int scheme = m_scheme->findData(toString(endpoint.scheme));
    m_scheme->setCurrentIndex(qMax(0, scheme));
    if (m_host->text() != endpoint.host)
        m_host->setText(endpoint.host);
    const QString port = endpoint.port == 0 ? QString() : QString::number(endpoint.port);
    if (m_port->text().toInt() != int(endpoint.port))
        m_port->setText(port);
    if (m_user->text() != controller().user())
        m_user->setText(controller().user());
    m_moved->setVisible(controller().hasPassword()
                        && controller().passwordFrom() == TriageController::PasswordFrom::Pasted);
    refreshProblems();
}

void ProxyPage::refreshProblems()
{
    const PastedAddress &pasted = controller().pasted();
    QStringList faults;
    const InputProblem *placed = nullptr;
    const QList<InputProblem> problems = controller().addressProblems();
    for (const InputProblem &problem : problems) {
        faults.append(wordInputProblem(problem));
        if (!placed && problem.field == "url"_L1 && problem.position >= 0 && !isNote(problem.kind))
            placed = &problem;
    }
    const bool any = !faults.isEmpty() && !(pasted.given.isEmpty() && controller().endpoint().host.isEmpty());
    m_problemsBox->setVisible(any);
    if (!any) {
        // What was typed a moment ago can have looked like a fault and hold a piece of the password.
        for (QLabel *label : {m_problems, m_readAs})
            label->clear();
        m_marked->setText(QString());
        m_corrected->clear();
        return;
    }
    faults.removeDuplicates();
    m_problems->setText(faults.join(u'\n'));

    qsizetype start = placed ? placed->position : pasted.splitAt;
    qsizetype length = placed ? qMax(qsizetype(1), placed->length) : 1;
    m_marked->setVisible(start >= 0 && start < pasted.given.size());
    if (!m_marked->isVisibleTo(m_problemsBox)) {
        m_marked->setText(QString());
    } else {
        const QString before = visibleText(pasted.given.left(start), false);
        const QString marked = visibleText(pasted.given.mid(start, length), false);
        const QString after = visibleText(pasted.given.mid(start + length), false);
        m_marked->setText(before + marked + after, before.size(), marked.size());
    }
    m_readAs->setVisible(pasted.parserReads.has_value());
    m_readAs->clear();
    if (pasted.parserReads) {
        m_readAs->setText(pasted.parserReads->host.isEmpty()
                              ? tr("Other programs cannot read a proxy's name from it.")
                              : tr("Other programs read this as the proxy %1, not %2.")
                                    .arg(visibleText(pasted.parserReads->authority(), false, 120),
                                         visibleText(pasted.endpoint.authority(), false, 120)));
    }
    const bool corrected = !pasted.correctedMasked.isEmpty();
    m_correctedLabel->setVisible(corrected);
    m_corrected->setVisible(corrected);
    m_copy->setVisible(corrected);
    m_copyNote->setVisible(corrected && controller().hasPassword());
    m_corrected->setText(pasted.correctedMasked);
    m_corrected->setCursorPosition(0);
}

void ProxyPage::retranslate()
{
    m_help->setText(tr("Paste the proxy's address as you have it: from a settings page, a mail or a command."));
    m_addressLabel->setText(tr("Proxy &address"));
    m_address->setAccessibleName(tr("Proxy address, as you have it"));
    m_moved->setText(tr("The password in it was moved to the next page and is hidden here."));
    m_problemsBox->setTitle(tr("Look at this"));
    m_problemsBox->setAccessibleName(tr("What is odd in the address"));
    m_correctedLabel->setText(tr("&Written so that every program reads it right:"));
    m_corrected->setAccessibleName(tr("Corrected address, password hidden"));
    nameButton(m_copy, tr("&Copy it"));
    m_copyNote->setText(tr("The copy holds the password. It is taken off the clipboard after one minute."));
    m_readBox->setTitle(tr("This is what will be tested"));
    m_schemeLabel->setText(tr("&Kind"));
    m_scheme->setAccessibleName(tr("Kind of proxy"));
    m_schemeNote->setText(tr("https means that the proxy itself is spoken to over TLS. A SOCKS proxy passes on any "
                             "connection, and is given the website's name."));
    m_hostLabel->setText(tr("Na&me or address"));
    m_host->setAccessibleName(tr("The proxy's name or address"));
    m_portLabel->setText(tr("P&ort"));
    m_port->setAccessibleName(tr("The proxy's port"));
    m_userLabel->setText(tr("&User name"));
    m_user->setAccessibleName(tr("User name"));
    refresh();
}

} // namespace pt
