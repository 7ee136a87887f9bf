// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SignInPage.h"

#include "model/VisibleText.h"
#include "ui/Forms.h"
#include "ui/PasswordField.h"
#include "ui/PlainLabel.h"
#include "ui/TriageController.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

namespace pt {

using namespace Qt::StringLiterals;

SignInPage::SignInPage(TriageController &controller, QWidget *parent)
    : TriagePage(PageId::SignIn, controller, parent)
    , m_help(new PlainLabel(this))
    , m_with(new QRadioButton(this))
    , m_ticket(new QRadioButton(this))
    , m_without(new QRadioButton(this))
    , m_fields(new QWidget(this))
    , m_userLabel(new PlainLabel(m_fields))
    , m_user(new QLineEdit(m_fields))
    , m_domainLabel(new PlainLabel(m_fields))
    , m_domain(new QLineEdit(m_fields))
    , m_passwordLabel(new PlainLabel(m_fields))
    , m_password(new PasswordField(m_fields))
    , m_show(new QCheckBox(m_fields))
    , m_forget(new QPushButton(m_fields))
    , m_hygiene(new PlainLabel(m_fields, PlainLabel::Role::Muted))
    , m_remember(new QCheckBox(m_fields))
    , m_probe(new QPushButton(m_fields))
    , m_keychain(new PlainLabel(m_fields, PlainLabel::Role::Muted))
    , m_limitLabel(new PlainLabel(m_fields))
    , m_limit(new QSpinBox(m_fields))
    , m_limitNote(new PlainLabel(m_fields, PlainLabel::Role::Muted))
    , m_ntlmVersion1(new QCheckBox(m_fields))
    , m_ntlmNote(new PlainLabel(m_fields, PlainLabel::Role::Muted))
{
    m_with->setObjectName(u"withSignIn"_s);
    m_ticket->setObjectName(u"withTicket"_s);
    m_without->setObjectName(u"withoutSignIn"_s);
    m_user->setObjectName(u"user"_s);
    m_domain->setObjectName(u"domain"_s);
    m_password->setObjectName(u"password"_s);
    m_show->setObjectName(u"showPassword"_s);
    m_forget->setObjectName(u"forgetPassword"_s);
    m_hygiene->setObjectName(u"hygiene"_s);
    m_remember->setObjectName(u"remember"_s);
    m_probe->setObjectName(u"probeKeychain"_s);
    m_keychain->setObjectName(u"keychainState"_s);
    m_limit->setObjectName(u"attemptLimit"_s);
    m_limitNote->setObjectName(u"attemptWarning"_s);
    m_ntlmVersion1->setObjectName(u"ntlmVersion1"_s);
    m_ntlmNote->setObjectName(u"ntlmWarning"_s);

    makeTechnical(m_user);
    makeTechnical(m_domain);
    m_userLabel->setBuddy(m_user);
    m_domainLabel->setBuddy(m_domain);
    m_passwordLabel->setBuddy(m_password);
    m_limitLabel->setBuddy(m_limit);
    for (PlainLabel *label : {m_userLabel, m_domainLabel, m_passwordLabel, m_limitLabel})
        label->setWordWrap(false);
    m_limit->setRange(1, 3);
    m_limit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_probe->setAutoDefault(true);
    m_forget->setAutoDefault(true);

    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(28, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    int row = 0;
    grid->addWidget(m_userLabel, row, 0);
    grid->addWidget(m_user, row, 1);
    ++row;
    grid->addWidget(m_domainLabel, row, 0);
    grid->addWidget(m_domain, row, 1);
    ++row;
    grid->addWidget(m_passwordLabel, row, 0);
    grid->addWidget(m_password, row, 1);
    grid->addWidget(m_show, row, 2);
    grid->addWidget(m_forget, row, 3);
    ++row;
    grid->addWidget(m_hygiene, row, 1, 1, 3);
    ++row;
    grid->setRowMinimumHeight(row, 8);
    ++row;
    grid->addWidget(m_remember, row, 1, 1, 1);
    grid->addWidget(m_probe, row, 2, 1, 2);
    ++row;
    grid->addWidget(m_keychain, row, 1, 1, 3);
    ++row;
    grid->setRowMinimumHeight(row, 8);
    ++row;
    grid->addWidget(m_limitLabel, row, 0);
    grid->addWidget(m_limit, row, 1);
    ++row;
    grid->addWidget(m_limitNote, row, 1, 1, 3);
    ++row;
    grid->addWidget(m_ntlmVersion1, row, 1, 1, 3);
    ++row;
    grid->addWidget(m_ntlmNote, row, 1, 1, 3);
    grid->setColumnStretch(1, 1);

    auto *column = readableColumn(this);
    column->addWidget(m_help);
    column->addSpacing(4);
    column->addWidget(m_with);
    column->addWidget(m_fields);
    column->addSpacing(4);
    column->addWidget(m_ticket);
    column->addSpacing(4);
    column->addWidget(m_without);
    column->addStretch(1);

    // By the order on the page, not by that of making them.
    setTabOrder(m_with, m_user);
    setTabOrder(m_limit, m_ntlmVersion1);
    setTabOrder(m_ntlmVersion1, m_ticket);
    setTabOrder(m_ticket, m_without);

    // Each speaks only when it is chosen: the one that is left speaks first, and does not know yet
    // which one is next.
    const auto chosen = [this](QRadioButton *button, auto choose) {
        connect(button, &QRadioButton::toggled, this, [this, choose](bool on) {
            if (!on)
                return;
            takeTyped();
            choose(this->controller());
        });
    };
    chosen(m_with, [](TriageController &state) { state.setSignsIn(true); });
    chosen(m_ticket, [](TriageController &state) { state.useTicket(); });
    chosen(m_without, [](TriageController &state) { state.setSignsIn(false); });
    connect(m_user, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setUser(text); });
    connect(m_domain, &QLineEdit::textEdited, this,
            [this](const QString &text) { this->controller().setDomain(text); });
    connect(m_password, &QLineEdit::textEdited, this, &SignInPage::refreshHygiene);
    connect(m_show, &QCheckBox::toggled, m_password, &PasswordField::setShown);
    connect(m_forget, &QPushButton::clicked, this, [this] {
        m_password->wipe();
        this->controller().clearPassword();
        m_password->setFocus();
    });
    connect(m_remember, &QCheckBox::clicked, this,
            [this](bool on) { this->controller().setRememberPassword(on); });
    connect(m_probe, &QPushButton::clicked, this, [this] { this->controller().probeKeychain(); });
    connect(m_limit, &QSpinBox::valueChanged, this,
            [this](int value) { this->controller().setAttemptLimit(value); });
    connect(m_ntlmVersion1, &QCheckBox::clicked, this,
            [this](bool on) { this->controller().setNtlmVersion1(on); });
    connect(&controller, &TriageController::signInChanged, this, &SignInPage::refresh);
    connect(&controller, &TriageController::keychainChanged, this, &SignInPage::refreshKeychain);
    retranslate();
}

QString SignInPage::title() const
{
    return tr("How do you sign in?");
}

QWidget *SignInPage::firstFocus() const
{
    if (!controller().signsIn())
        return controller().byTicket() ? m_ticket : m_without;
    return controller().user().isEmpty() ? static_cast<QWidget *>(m_user) : m_password;
}

QList<QWidget *> SignInPage::panes() const
{
    return {controller().signsIn()      ? static_cast<QWidget *>(m_user)
                : controller().byTicket() ? m_ticket
                                          : m_without};
}

void SignInPage::leave()
{
    takeTyped();
    m_show->setChecked(false);
}

void SignInPage::takeTyped()
{
    if (!m_password->text().isEmpty())
        controller().setPassword(m_password->take(), TriageController::PasswordFrom::Typed);
}

void SignInPage::refresh()
{
    TriageController &state = controller();
    (state.signsIn()        ? m_with
         : state.byTicket() ? m_ticket
                            : m_without)
        ->setChecked(true);
    m_fields->setEnabled(state.signsIn());
    if (m_user->text() != state.user())
        m_user->setText(state.user());
    if (m_domain->text() != state.domain())
        m_domain->setText(state.domain());
    m_remember->setChecked(state.rememberPassword());
    m_remember->setEnabled(!state.practising());
    m_limit->setValue(state.attemptLimit());
    m_limitNote->setText(
        state.attemptLimit() > 1
            ? tr("Careful: many companies lock an account after 3 to 5 refused passwords, those of other programs "
                 "counted in. With %1, this test alone can use up to %1 of them: what is refused is tried in other "
                 "spellings, such as another form of the user name.")
                  .arg(state.attemptLimit())
            : tr("The test stops at the first refusal, to keep the account from being locked."));
    m_ntlmVersion1->setChecked(state.ntlmVersion1());
    m_ntlmNote->setText(
        state.ntlmVersion1()
            ? tr("Careful: from such an answer whoever can listen on the way to the proxy can find the password "
                 "out. It holds for the next test only.")
            : QString());
    m_ntlmNote->setVisible(state.ntlmVersion1());

    QString kept;
    switch (state.passwordFrom()) {
    case TriageController::PasswordFrom::Nowhere:
        if (state.passwordInKeychain())
            kept = tr("In the keychain, read when the test starts");
        break;
    case TriageController::PasswordFrom::Typed:
        kept = tr("Kept for this test. Type to replace it");
        break;
    case TriageController::PasswordFrom::Pasted:
        kept = tr("Taken from the pasted address. Type to replace it");
        break;
    case TriageController::PasswordFrom::Practice:
        kept = tr("Filled in for practice. Type to replace it");
        break;
    case TriageController::PasswordFrom::Keychain:
        kept = tr("Read from the keychain. Type to replace it");
        break;
    }
    m_password->setPlaceholderText(kept);
    m_password->setAccessibleDescription(kept);
    m_forget->setVisible(state.hasPassword());
    refreshHygiene();
    refreshKeychain();
}

void SignInPage::refreshHygiene()
{
    std::optional<SecretFacts> facts;
    if (!m_password->text().isEmpty())
        facts = m_password->facts();
    else
        facts = controller().passwordFacts();
    if (!facts) {
        m_hygiene->setText(controller().passwordInKeychain() ? QString() : tr("No password yet."));
        return;
    }
    QStringList lines;
    if (facts->lengthClass == "0"_L1)
        lines.append(tr("The password is empty."));
    else if (facts->lengthClass == "1-7"_L1)
        lines.append(tr("Length: up to 7 characters."));
    else if (facts->lengthClass == "8-15"_L1)
        lines.append(tr("Length: 8 to 15 characters."));
    else
        lines.append(tr("Length: 16 characters or more."));
    qsizetype plain = lines.size();
    if (facts->leadingOrTrailingSpace)
        lines.append(tr("It begins or ends with a space. Was that copied along by accident?"));
    if (facts->invisible && !facts->leadingOrTrailingSpace)
        lines.append(tr("It holds a character that cannot be seen."));
    if (facts->control)
        lines.append(tr("It holds a control character such as a line break, which no proxy accepts."));
    if (facts->smartQuote)
        lines.append(tr("It holds a curly quotation mark, as word processors make them."));
    if (facts->nonAscii)
        lines.append(tr("It holds letters beyond plain English ones. Some proxies read those wrongly."));
    if (facts->percentEscape)
        lines.append(tr("It holds something like %40, which stands for another character in addresses. "
                        "Here the password itself is wanted."));
    if (!facts->validUtf8)
        lines.append(tr("It is not readable as UTF-8 text."));
    if (lines.size() == plain && facts->lengthClass != "0"_L1)
        lines.append(tr("Nothing odd in it."));
    m_hygiene->setText(lines.join(u' '));
}

void SignInPage::refreshKeychain()
{
    using Note = TriageController::KeychainNote;
    QString words;
    switch (controller().keychainNote()) {
    case Note::None:
        words = controller().practising()
            ? tr("Passwords used for practice are never kept.")
            : controller().rememberPassword()
            ? tr("It is saved when the test has finished and the proxy did not refuse it.")
            : tr("Otherwise the password is forgotten when you go back to the start or close the window.");
        break;
    case Note::Asking:
        words = tr("Asking the keychain…");
        break;
    case Note::WaitingForUser:
        words = tr("The keychain is waiting for you. Its window may be behind this one.");
        break;
    case Note::Works:
        words = tr("The keychain works: a trial entry was written, read and removed.");
        break;
    case Note::Saved:
        words = tr("The password is saved in the keychain.");
        break;
    case Note::Removed:
        words = tr("The password was removed from the keychain.");
        break;
    case Note::NotFoundOrLocked:
        words = tr("The keychain is locked or holds no such password. Unlock it, or type the password.");
        break;
    case Note::Unavailable:
        words = tr("This computer has no keychain that can be used. The password is kept for this test only.");
        break;
    case Note::Denied:
        words = tr("The keychain refused access. The password is kept for this test only.");
        break;
    case Note::TimedOut:
        words = tr("The keychain did not answer. The password is kept for this test only.");
        break;
    case Note::TooLarge:
        words = tr("The password is too long for the keychain. It is kept for this test only.");
        break;
    case Note::NotSavedRefused:
        words = tr("The password was not saved, because the proxy refused it.");
        break;
    }
    if (!controller().keychainDetail().isEmpty())
        words = tr("%1 (The keychain says: %2)", "a sentence, and the keychain's own words")
                    .arg(words, visibleText(controller().keychainDetail(), false, 200));
    m_keychain->setText(words);
}

void SignInPage::retranslate()
{
    m_help->setText(tr("These are given to the proxy only, and only if it asks."));
    nameButton(m_with, tr("With a user name and a &password"));
    nameButton(m_ticket, tr("With this computer's t&icket (Kerberos), as after logging in to the domain"));
    nameButton(m_without, tr("With&out: the proxy knows this computer by its address"));
    m_userLabel->setText(tr("&User name"));
    m_user->setAccessibleName(tr("User name"));
    m_domainLabel->setText(tr("&Domain"));
    m_domain->setAccessibleName(tr("Domain"));
    m_domain->setPlaceholderText(tr("Only where you were given one"));
    m_passwordLabel->setText(tr("Pass&word"));
    m_password->setAccessibleName(tr("Password"));
    nameButton(m_show, tr("&Show"));
    m_show->setAccessibleDescription(tr("Shows what is typed into the password field"));
    nameButton(m_forget, tr("&Forget it"));
    m_forget->setAccessibleDescription(tr("Forgets the password at hand"));
    nameButton(m_remember, tr("&Remember it in this computer's keychain"));
    nameButton(m_probe, tr("&Check the keychain"));
    m_ntlmVersion1->setText(tr("Allow the old and weak version &1 of NTLM"));
    m_limitLabel->setText(tr("&Attempts"));
    m_limit->setAccessibleName(tr("How often the proxy may refuse the password"));
    refresh();
}

} // namespace pt
