// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "UiFixture.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using pt::PageId;
using pt::TriageController;
using pt::test::UiFixture;

namespace {

constexpr int secondMs = 20;

/// The watch page behind the result of a practice scenario.
bool reachWatch(UiFixture &ui, const QString &scenario)
{
    if (!ui.show() || !ui.choosePractice(scenario) || !ui.startRun()
        || !ui.waitForPage(PageId::Result))
        return false;
    ui.child<QPushButton>("watchProxy")->setFocus();
    ui.press(Qt::Key_Space);
    return ui.controller->page() == PageId::Watch;
}

bool waitForRounds(const UiFixture &ui, int rounds)
{
    return QTest::qWaitFor([&] { return ui.controller->watchLog().rounds().size() >= rounds; },
                           30'000);
}

QStringList changesShown(const UiFixture &ui)
{
    QStringList texts;
    const auto *list = ui.child<QListWidget>("watchChanges");
    for (int i = 0; i < list->count(); ++i)
        texts.append(list->item(i)->text());
    return texts;
}

QString signInsOfLog(const UiFixture &ui)
{
    QStringList names;
    for (const pt::WatchRound &round : ui.controller->watchLog().rounds())
        names.append(toString(round.signIn));
    return names.join(u' ');
}

} // namespace

/// The page that watches a proxy: by keyboard, and with what it may send.
class TestWatchPage : public QObject
{
    Q_OBJECT

private slots:
    void startsAndStopsByKeyboard();
    void namesANodeAndMarksTheCells();
    void refusedLaterIsNotSentAgain();
    void refusedBeforeIsNotSentAtAll();
    void leavingAsksFirst();
    void aRoundCanBeLookedAt();
    void endsByItself();
    void badTimesAreRefused();
    void startingOverForgetsIt();
    void notOfAPastedText();
};

void TestWatchPage::startsAndStopsByKeyboard()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"right"_s));
    QCOMPARE(QApplication::focusWidget()->objectName(), u"startWatch"_s);
    QCOMPARE(ui.child<QSpinBox>("watchEvery")->value(), 60);
    QVERIFY(!ui.child<QPushButton>("stopWatch")->isEnabled());
    ui.press(Qt::Key_E, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"watchEvery"_s);
    ui.press(Qt::Key_A, Qt::ControlModifier);
    ui.press(Qt::Key_5);
    QCOMPARE(ui.controller->watchEvery(), 5);
    ui.press(Qt::Key_S, Qt::AltModifier);
    QVERIFY(ui.controller->isWatching());
    QCOMPARE(QApplication::focusWidget()->objectName(), u"stopWatch"_s);
    QVERIFY(!ui.child<QPushButton>("startWatch")->isEnabled());
    QVERIFY(!ui.child<QSpinBox>("watchEvery")->isEnabled());
    QVERIFY(!ui.child<QPushButton>("startOver")->isEnabled());
    QVERIFY(waitForRounds(ui, 2));
    ui.press(Qt::Key_Space);
    QVERIFY(!ui.controller->isWatching());
    const auto rounds = ui.controller->watchLog().rounds().size();
    QTest::qWait(300);
    QCOMPARE(ui.controller->watchLog().rounds().size(), rounds);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"startWatch"_s);
    QVERIFY(ui.child<QLabel>("watchState")->text().startsWith(u"Stopped."_s));
    QCOMPARE(ui.child<QTreeWidget>("watchRounds")->topLevelItemCount(), int(rounds));
    QVERIFY(ui.controller->watchLog().allHealthy());
    // Esc goes back, as nothing is under way any more.
    ui.press(Qt::Key_Escape);
    QCOMPARE(ui.controller->page(), PageId::Result);
}

void TestWatchPage::namesANodeAndMarksTheCells()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"watch-node-changes"_s));
    ui.controller->setWatchEvery(5);
    ui.press(Qt::Key_Space);
    QVERIFY(
        QTest::qWaitFor([&] { return !ui.controller->watchLog().changes().isEmpty(); }, 20'000));
    ui.controller->stopWatch();
    QVERIFY2(changesShown(ui).join(u'\n').contains(
                 u"Another node answers: proxy1.practice.test until "_s),
             qPrintable(changesShown(ui).join(u'\n')));
    const int round = ui.controller->watchLog().changes().first().round;
    const auto *rounds = ui.child<QTreeWidget>("watchRounds");
    bool marked = false;
    for (int i = 0; i < rounds->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = rounds->topLevelItem(i);
        if (item->data(0, Qt::UserRole).toInt() != round)
            continue;
        // By sign, by type and by voice.
        QCOMPARE(item->text(5), u"≠ proxy2.practice.test"_s);
        QVERIFY(item->font(5).bold());
        QVERIFY(item->data(5, Qt::AccessibleTextRole).toString().contains(u"changed"_s));
        marked = true;
    }
    QVERIFY(marked);
}

void TestWatchPage::refusedLaterIsNotSentAgain()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"watch-password-refused"_s));
    QVERIFY(!ui.child<QLabel>("watchNote")->isVisible());
    ui.controller->setWatchEvery(5);
    ui.press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor(
        [&] { return signInsOfLog(ui).endsWith(u"refused withheld withheld"_s); }, 30'000));
    ui.controller->stopWatch();
    QCOMPARE(ui.controller->refusals(), 1);
    QVERIFY2(changesShown(ui).join(u'\n').contains(u"Sign-in accepted until "_s),
             qPrintable(changesShown(ui).join(u'\n')));
    // A second watch does not send it either, and says so.
    QVERIFY(ui.child<QLabel>("watchNote")->isVisible());
    ui.press(Qt::Key_S, Qt::AltModifier);
    QVERIFY(waitForRounds(ui, 2));
    QVERIFY2(signInsOfLog(ui).startsWith(u"withheld withheld"_s), qPrintable(signInsOfLog(ui)));
    QCOMPARE(ui.controller->refusals(), 1);
}

void TestWatchPage::refusedBeforeIsNotSentAtAll()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"wrong-password"_s));
    QVERIFY(ui.child<QLabel>("watchNote")->isVisible());
    QVERIFY(ui.child<QLabel>("watchNote")->text().contains(u"not sent again"_s));
    ui.controller->setWatchEvery(5);
    ui.press(Qt::Key_Space);
    QVERIFY(waitForRounds(ui, 3));
    ui.controller->stopWatch();
    QCOMPARE(ui.controller->refusals(), 1);
    QVERIFY2(signInsOfLog(ui).startsWith(u"withheld withheld withheld"_s),
             qPrintable(signInsOfLog(ui)));
    QVERIFY(
        ui.child<QTreeWidget>("watchRounds")->topLevelItem(0)->text(1).contains(u"not tried"_s));
}

void TestWatchPage::leavingAsksFirst()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"right"_s));
    ui.press(Qt::Key_Space);
    QVERIFY(waitForRounds(ui, 1));
    ui.press(Qt::Key_Escape);
    QCOMPARE(ui.controller->page(), PageId::Watch);
    QVERIFY(ui.controller->isWatching());
    auto *message = ui.child<QLabel>("messageText");
    QVERIFY2(message->isVisible() && message->text().contains(u"still going on"_s),
             qPrintable(message->text()));
    ui.press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(ui.controller->page(), PageId::Result);
    QVERIFY(!ui.controller->isWatching());
    QVERIFY(!message->isVisible());
    const auto rounds = ui.controller->watchLog().rounds().size();
    QTest::qWait(200);
    QCOMPARE(ui.controller->watchLog().rounds().size(), rounds);
    // What was seen is still there.
    ui.controller->goTo(PageId::Watch);
    QCOMPARE(ui.child<QTreeWidget>("watchRounds")->topLevelItemCount(), int(rounds));
}

void TestWatchPage::aRoundCanBeLookedAt()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"watch-proxy-fails"_s));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    ui.controller->setWatchEvery(5);
    ui.press(Qt::Key_Space);
    QVERIFY(
        QTest::qWaitFor([&] { return !ui.controller->watchLog().changes().isEmpty(); }, 20'000));
    ui.controller->stopWatch();
    ui.child<QTreeWidget>("watchRounds")->setFocus();
    ui.press(Qt::Key_Down);
    ui.press(Qt::Key_Home);
    QVERIFY(ui.child<QPushButton>("openRound")->isEnabled());
    ui.press(Qt::Key_O, Qt::AltModifier);
    QCOMPARE(ui.controller->page(), PageId::Result);
    QVERIFY(!ui.controller->diagnosis().verdict().cause.startsWith(u"healthy"_s));
    QVERIFY(ui.controller->canTestAgain());
    ui.controller->goTo(PageId::Bundle);
    QVERIFY(!ui.controller->bundle().entries.isEmpty());
}

void TestWatchPage::endsByItself()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"right"_s));
    ui.controller->setWatchEvery(30);
    ui.controller->setWatchMinutes(1);
    ui.press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return !ui.controller->isWatching(); }, 20'000));
    QVERIFY(ui.controller->watchPhase() == TriageController::WatchPhase::Ended);
    QVERIFY(ui.controller->watchLog().rounds().size() >= 2);
    QVERIFY(ui.child<QLabel>("watchState")->text().startsWith(u"The time is over."_s));
    QVERIFY(ui.child<QPushButton>("startWatch")->isEnabled());
}

void TestWatchPage::badTimesAreRefused()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"right"_s));
    QCOMPARE(ui.child<QSpinBox>("watchEvery")->minimum(), 5);
    QCOMPARE(ui.child<QSpinBox>("watchEvery")->maximum(), 3600);
    QCOMPARE(ui.child<QSpinBox>("watchMinutes")->minimum(), 1);
    QCOMPARE(ui.child<QSpinBox>("watchMinutes")->maximum(), 1440);
    ui.controller->setWatchEvery(1);
    QCOMPARE(ui.controller->watchEvery(), 5);
    ui.controller->setWatchEvery(61);
    ui.controller->setWatchMinutes(1);
    ui.press(Qt::Key_Space);
    QVERIFY(!ui.controller->isWatching());
    QVERIFY(ui.child<QLabel>("messageText")->text().contains(u"longer than the whole watch"_s));
}

void TestWatchPage::startingOverForgetsIt()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(reachWatch(ui, u"right"_s));
    ui.controller->setWatchEvery(5);
    ui.press(Qt::Key_Space);
    QVERIFY(waitForRounds(ui, 1));
    ui.controller->startOver();
    QVERIFY(!ui.controller->isWatching());
    QVERIFY(ui.controller->watchLog().isEmpty());
    QCOMPARE(ui.child<QTreeWidget>("watchRounds")->topLevelItemCount(), 0);
    QVERIFY(!ui.controller->canWatch());

    // A window that is closed in the middle of a round leaves nothing behind.
    QVERIFY(ui.choosePractice(u"silent"_s));
    QVERIFY(ui.startRun());
    QVERIFY(ui.waitForPage(PageId::Result));
    ui.controller->goTo(PageId::Watch);
    ui.controller->startWatch();
    QTest::qWait(50);
    ui.window->close();
    QVERIFY(!ui.controller->isWatching());
}

void TestWatchPage::notOfAPastedText()
{
    UiFixture ui({}, nullptr, secondMs);
    QVERIFY(ui.show());
    ui.controller->analyse("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
    QCOMPARE(ui.controller->page(), PageId::Result);
    QVERIFY(!ui.child<QPushButton>("watchProxy")->isVisible());
    ui.controller->startWatch();
    QVERIFY(!ui.controller->isWatching());
}

QTEST_MAIN(TestWatchPage)
#include "tst_watch_page.moc"
