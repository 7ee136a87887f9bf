// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "UiFixture.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using pt::PageId;
using pt::test::UiFixture;

namespace {

QStringList buttons(const UiFixture &ui)
{
    QStringList names;
    for (const QPushButton *button : ui.window->findChildren<QPushButton *>()) {
        if (button->objectName().startsWith("try"_L1) && button->isVisible())
            names.append(button->objectName());
    }
    return names;
}

bool ended(const UiFixture &ui)
{
    return QTest::qWaitFor(
        [&ui] {
            return ui.controller->page() == PageId::Result && !ui.controller->isRunning()
                && ui.controller->hasResult();
        },
        20'000);
}

/// The result of a first run that may refuse the password once.
bool firstResult(UiFixture &ui, const QString &scenario, const QString &user = {})
{
    if (!ui.show() || !ui.choosePractice(scenario))
        return false;
    ui.controller->setAttemptLimit(1);
    if (!user.isEmpty())
        ui.controller->setUser(user);
    return ui.startRun() && ended(ui);
}

} // namespace

/// What the result page offers to try next, what it says of the cost, and where it ends.
class TestOtherWays : public QObject
{
    Q_OBJECT

private slots:
    void anotherMethodByKeyboard();
    void otherSpellingsByKeyboard();
    void threeRefusalsAreTheEnd();
    void anotherPasswordBeginsAnew();
    void nothingIsOfferedWhereNothingIsLeft_data();
    void nothingIsOfferedWhereNothingIsLeft();
};

void TestOtherWays::anotherMethodByKeyboard()
{
    UiFixture ui;
    QVERIFY(firstResult(ui, u"digest-refused-basic-offered"_s));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.rejected"_s);
    QCOMPARE(ui.controller->refusals(), 1);
    QCOMPARE(buttons(ui), (QStringList{u"try-basic"_s, u"trySpellings"_s}));
    auto *button = ui.child<QPushButton>("try-basic");
    QCOMPARE(button->text(), u"Try Basic instead"_s);
    QCOMPARE(button->accessibleName(), button->text());
    const QString cost = button->accessibleDescription();
    QVERIFY2(cost.contains(u"once more"_s) && cost.contains(u"1 of at most 3"_s)
                 && cost.contains(u"anybody on the way"_s),
             qPrintable(cost));

    ui.child<QPushButton>("testAgain")->setFocus();
    ui.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), button);
    ui.press(Qt::Key_Space);
    QVERIFY(ended(ui));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    QVERIFY(ui.controller->result().input.auth == pt::AuthChoice::Basic);
    QCOMPARE(ui.controller->result().attempts.rejected, 0);
    QCOMPARE(buttons(ui), QStringList());
    // The next test is one as the pages have it.
    ui.controller->startRun();
    QVERIFY(ended(ui));
    QVERIFY(ui.controller->result().input.auth == pt::AuthChoice::Any);
}

void TestOtherWays::otherSpellingsByKeyboard()
{
    UiFixture ui;
    QVERIFY(firstResult(ui, u"login-form-user-alone"_s));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.rejected"_s);
    QCOMPARE(buttons(ui), QStringList{u"trySpellings"_s});
    auto *button = ui.child<QPushButton>("trySpellings");
    QVERIFY2(button->text().contains(u'2'), qPrintable(button->text()));
    ui.child<QPushButton>("testAgain")->setFocus();
    ui.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), button);
    ui.press(Qt::Key_Space);
    QVERIFY(ended(ui));
    const pt::Finding &verdict = ui.controller->diagnosis().verdict();
    QCOMPARE(verdict.cause, u"credentials.login-form"_s);
    QVERIFY(verdict.confidence == pt::Confidence::Certain);
    QVERIFY2(ui.child<QLabel>("nextStep")->text().contains(u" anna,"_s),
             qPrintable(ui.child<QLabel>("nextStep")->text()));
    // What was typed is not sent a second time.
    QCOMPARE(ui.controller->result().attempts.rejected, 0);
    QCOMPARE(ui.controller->result().attempts.sent, 2);
    QCOMPARE(ui.controller->refusals(), 1);
    QCOMPARE(buttons(ui), QStringList());
}

void TestOtherWays::threeRefusalsAreTheEnd()
{
    UiFixture ui;
    QVERIFY(firstResult(ui, u"digest-refused-basic-offered"_s, u"PRACTICE\\anna"_s));
    ui.child<QPushButton>("trySpellings")->setFocus();
    ui.press(Qt::Key_Space);
    QVERIFY(ended(ui));
    QCOMPARE(ui.controller->result().attempts.rejected, 2);
    QCOMPARE(ui.controller->refusals(), 3);
    QCOMPARE(buttons(ui), QStringList());
    auto *refused = ui.child<QLabel>("triesRefused");
    QVERIFY(refused && refused->isVisible());
    QVERIFY2(refused->text().contains(u"3 times"_s), qPrintable(refused->text()));

    const int sent = ui.controller->result().attempts.sent;
    QSignalSpy notices(ui.controller.get(), &pt::TriageController::notice);
    ui.controller->tryScheme(u"Basic"_s);
    QVERIFY(!ui.controller->isRunning());
    QCOMPARE(ui.controller->result().attempts.sent, sent);
    QCOMPARE(notices.size(), 1);
    QVERIFY(notices.first().at(1).toString().contains(u"not sent again"_s));
    ui.controller->trySpellings();
    QVERIFY(!ui.controller->isRunning());
    QCOMPARE(notices.size(), 2);
    // Only by the person's own word, and once.
    ui.controller->setAttemptLimit(3);
    ui.controller->startRun();
    QVERIFY(ended(ui));
    QCOMPARE(ui.controller->result().input.attemptLimit, 1);
    QCOMPARE(ui.controller->refusals(), 4);
}

void TestOtherWays::anotherPasswordBeginsAnew()
{
    UiFixture ui;
    QVERIFY(firstResult(ui, u"wrong-password"_s));
    QCOMPARE(ui.controller->refusals(), 1);
    ui.controller->setPassword(pt::Secret::takeUtf8("Practice-Other-1"_ba),
                               pt::TriageController::PasswordFrom::Typed);
    QCOMPARE(ui.controller->refusals(), 0);
    QCOMPARE(ui.controller->schemesToTry(), QStringList());
    ui.controller->startRun();
    QVERIFY(ended(ui));
    QCOMPARE(ui.controller->refusals(), 1);
    ui.controller->startRun();
    QVERIFY(ended(ui));
    QCOMPARE(ui.controller->refusals(), 2);
    ui.controller->startOver();
    QCOMPARE(ui.controller->refusals(), 0);
}

void TestOtherWays::nothingIsOfferedWhereNothingIsLeft_data()
{
    QTest::addColumn<QString>("scenario");
    for (const QString &id : {u"right"_s, u"wrong-password"_s, u"no-credentials"_s})
        QTest::newRow(qPrintable(id)) << id;
}

void TestOtherWays::nothingIsOfferedWhereNothingIsLeft()
{
    QFETCH(QString, scenario);
    UiFixture ui;
    QVERIFY(firstResult(ui, scenario));
    QCOMPARE(buttons(ui), QStringList());
    ui.controller->trySpellings();
    ui.controller->tryScheme(u"Basic"_s);
    QVERIFY(!ui.controller->isRunning());
}

QTEST_MAIN(TestOtherWays)
#include "tst_other_ways.moc"
