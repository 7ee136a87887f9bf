// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "UiFixture.h"

#include "platform/ProfileStore.h"
#include "practice/PracticeProxy.h"
#include "support/ScriptedSecretStore.h"

#include <QAbstractItemView>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;
using pt::test::UiFixture;

namespace {

constexpr char first[] = "Practice-Sesame-1";
constexpr char second[] = "Practice-Sesame-2"; // of the scenario password-changed

QStringList causes(const TriageController &controller)
{
    QStringList list;
    for (const Finding &finding : controller.diagnosis().findings)
        list.append(finding.cause);
    return list;
}

bool ended(const TriageController &controller)
{
    return QTest::qWaitFor(
        [&controller] {
            return controller.runPhase() == TriageController::RunPhase::Finished
                && controller.hasResult();
        },
        20'000);
}

} // namespace

/// What the window remembers of sign-ins that a proxy accepted, and what it says of it later.
class TestMemory : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void acceptedBeforeIsChangedNow();
    void storedOneIsOutdatedByAnother();
    void savedAgainIsNotOutdated();
    void anotherTypedIsMistyped();
    void notKeptIsNotRemembered();
    void goesWithTheTest();
    void forgottenAlone();
    void withoutKeychain();
    void keyThatComesLate();
    void practiceRemembersForItself();

private:
    /// A proxy at the address of the one before.
    void serve(const QString &scenario);
    /// Types the address with user and password and tests it.
    bool test(TriageController &controller, const char *password);
    QString onlyProfile(const TriageController &controller) const
    {
        return controller.profiles().size() == 1 ? controller.profiles().first().id : QString();
    }

    std::unique_ptr<PracticeProxy> m_proxy;
    quint16 m_port = 0;
};

void TestMemory::init()
{
    m_port = 0;
    serve(u"right"_s);
}

void TestMemory::serve(const QString &scenario)
{
    m_proxy.reset();
    const auto read = scenarioById(scenario);
    QVERIFY(read.has_value());
    m_proxy = std::make_unique<PracticeProxy>(*read);
    const auto port = m_proxy->listen(m_port);
    QVERIFY(port.has_value());
    m_port = *port;
}

bool TestMemory::test(TriageController &controller, const char *password)
{
    controller.startOver();
    controller.setPastedText(
        u"http://anna:%1@127.0.0.1:%2"_s.arg(QLatin1StringView(password)).arg(m_port));
    controller.setTargets({u"http://www.practice.test/"_s});
    controller.startRun();
    return ended(controller);
}

void TestMemory::acceptedBeforeIsChangedNow()
{
    UiFixture ui;
    QVERIFY(ui.show());
    QVERIFY(test(*ui.controller, first));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    const QString id = onlyProfile(*ui.controller);
    QTRY_VERIFY(ui.controller->remembersSignIns(id));
    QVERIFY(!ui.controller->profiles().first().secretStored);
    QVERIFY2(!ui.settingsText().contains(u"Sesame"_s), "the settings hold the password");

    serve(u"password-changed"_s);
    QVERIFY(test(*ui.controller, first));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.changed"_s);
    QVERIFY(!causes(*ui.controller).contains(u"credentials.rejected"_s));
    QCOMPARE(m_proxy->answersRefused(), 1);
    const QString day = ui.clock.utcNow().toUTC().date().toString(Qt::ISODate);
    QVERIFY2(ui.controller->ticketText().contains(day), "it does not say since when");
    QVERIFY(!ui.controller->ticketText().contains(u"Sesame"_s));

    // The refusal leaves what is remembered; so does a test of another run of the program.
    TriageController again(
        TriageServices{&ui.clock, &ui.random, &ui.secrets, ui.settings.get(), {}, nullptr});
    again.useProfile(id);
    again.setPassword(Secret::takeUtf8(QByteArray(first)), TriageController::PasswordFrom::Typed);
    again.startRun();
    QVERIFY(ended(again));
    QTRY_COMPARE(again.diagnosis().verdict().cause, u"credentials.changed"_s);
}

void TestMemory::storedOneIsOutdatedByAnother()
{
    UiFixture ui;
    QVERIFY(ui.show());
    ui.controller->startOver();
    ui.controller->setPastedText(
        u"http://anna:%1@127.0.0.1:%2"_s.arg(QLatin1StringView(first)).arg(m_port));
    ui.controller->setRememberPassword(true);
    ui.controller->setTargets({u"http://www.practice.test/"_s});
    ui.controller->startRun();
    QVERIFY(ended(*ui.controller));
    const QString id = onlyProfile(*ui.controller);
    const ProfileStore store(*ui.settings);
    QTRY_VERIFY(store.signInMarks(id).stored && !store.signInMarks(id).accepted.isEmpty());

    // The same test with the new password, typed and not to be remembered: the old copy stays.
    serve(u"password-changed"_s);
    QVERIFY(test(*ui.controller, second));
    QCOMPARE(onlyProfile(*ui.controller), id);
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    QVERIFY2(causes(*ui.controller).contains(u"credentials.stored-copy-outdated"_s),
             qPrintable(causes(*ui.controller).join(u' ')));
    QTRY_COMPARE(store.signInMarks(id).accepted.size(), 2);

    // With the copy of the keychain.
    ui.controller->useProfile(id);
    QVERIFY(ui.controller->passwordInKeychain());
    ui.controller->startRun();
    QVERIFY(ended(*ui.controller));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.stored-copy-outdated"_s);
    QVERIFY(ui.controller->result().input.keychain == KeychainUse::Used);
    QCOMPARE(m_proxy->answersRefused(), 1);
    QVERIFY2(!ui.settingsText().contains(u"Sesame"_s), "the settings hold the password");
}

void TestMemory::savedAgainIsNotOutdated()
{
    UiFixture ui;
    QVERIFY(ui.show());
    ui.controller->setRememberPassword(true);
    const auto withRemembering = [&](const char *password) {
        ui.controller->startOver();
        ui.controller->setPastedText(
            u"http://anna:%1@127.0.0.1:%2"_s.arg(QLatin1StringView(password)).arg(m_port));
        ui.controller->setRememberPassword(true);
        ui.controller->setTargets({u"http://www.practice.test/"_s});
        ui.controller->startRun();
        return ended(*ui.controller);
    };
    QVERIFY(withRemembering(first));
    const QString id = onlyProfile(*ui.controller);
    const ProfileStore store(*ui.settings);
    QTRY_VERIFY(store.signInMarks(id).stored);
    serve(u"password-changed"_s);
    QVERIFY(withRemembering(second));
    QVERIFY(!causes(*ui.controller).contains(u"credentials.stored-copy-outdated"_s));
}

void TestMemory::anotherTypedIsMistyped()
{
    UiFixture ui;
    QVERIFY(ui.show());
    QVERIFY(test(*ui.controller, first));
    QTRY_VERIFY(ui.controller->remembersSignIns(onlyProfile(*ui.controller)));
    QVERIFY(test(*ui.controller, "Practice-Sesame-3"));
    const Finding verdict = ui.controller->diagnosis().verdict();
    QCOMPARE(verdict.cause, u"credentials.rejected"_s);
    QVERIFY(verdict.params.contains(u"otherAccepted"_s));
}

void TestMemory::notKeptIsNotRemembered()
{
    UiFixture ui;
    QVERIFY(ui.show());
    ui.controller->setKeepProfile(false);
    QVERIFY(test(*ui.controller, first));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    QTest::qWait(50);
    QVERIFY(ui.controller->profiles().isEmpty());
    QVERIFY(!ui.settingsText().contains(u"hash="_s));

    // Also of one that was kept before.
    ui.controller->setKeepProfile(true);
    QVERIFY(test(*ui.controller, first));
    const QString id = onlyProfile(*ui.controller);
    QTRY_VERIFY(ui.controller->remembersSignIns(id));
    const auto before = ProfileStore(*ui.settings).signInMarks(id);
    ui.controller->setKeepProfile(false);
    ui.controller->useProfile(id);
    ui.controller->setPassword(Secret::takeUtf8(QByteArray(first)),
                               TriageController::PasswordFrom::Typed);
    ui.controller->startRun();
    QVERIFY(ended(*ui.controller));
    QTest::qWait(50);
    QVERIFY(ProfileStore(*ui.settings).signInMarks(id) == before);
}

void TestMemory::goesWithTheTest()
{
    UiFixture ui;
    QVERIFY(ui.show());
    QVERIFY(test(*ui.controller, first));
    const QString id = onlyProfile(*ui.controller);
    QTRY_VERIFY(ui.controller->remembersSignIns(id));
    ui.controller->startOver();
    ui.controller->removeProfile(id);
    QVERIFY(!ui.controller->remembersSignIns(id));
    QVERIFY(!ui.settingsText().contains(u"hash="_s));
    serve(u"password-changed"_s);
    QVERIFY(test(*ui.controller, first));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.rejected"_s);
}

void TestMemory::forgottenAlone()
{
    UiFixture ui;
    QVERIFY(ui.show());
    QVERIFY(test(*ui.controller, first));
    const QString id = onlyProfile(*ui.controller);
    QTRY_VERIFY(ui.controller->remembersSignIns(id));
    ui.controller->startOver();
    const auto ask = [&]() -> QPushButton * {
        ui.child<QPushButton>("removeProfile")->click();
        const auto *box = ui.child<QMessageBox>("removeQuestion");
        return box ? box->findChild<QPushButton *>(u"forgetSignIns"_s) : nullptr;
    };
    QTRY_VERIFY(ui.child<QPushButton>("removeProfile")->isEnabled());
    QPushButton *forget = ask();
    QVERIFY(forget);
    QTest::keyClick(forget, Qt::Key_Space);
    QTRY_VERIFY(!ui.controller->remembersSignIns(id));
    QCOMPARE(ui.controller->profiles().size(), 1);
    QVERIFY(!ui.settingsText().contains(u"hash="_s));
    // Where there is nothing to forget, nothing is offered.
    QTRY_VERIFY(!ui.child<QMessageBox>("removeQuestion"));
    QVERIFY(!ask());
    QVERIFY(ui.child<QMessageBox>("removeQuestion"));
    ui.child<QMessageBox>("removeQuestion")->reject();
}

void TestMemory::withoutKeychain()
{
    UiFixture ui;
    ScriptedSecretStore secrets;
    TriageController controller(
        TriageServices{&ui.clock, &ui.random, &secrets, ui.settings.get(), {}, nullptr});
    QSignalSpy notices(&controller, &TriageController::notice);
    QVERIFY(test(controller, first));
    QTRY_VERIFY(secrets.isWaiting());
    QVERIFY(secrets.calls.last().startsWith(u"write "_s));
    notices.clear();
    secrets.answer(SecretState::Unavailable);
    QTRY_COMPARE(notices.size(), 1);
    QVERIFY(notices.first().at(1).toString().contains(u"not remembered"_s));
    QVERIFY(!ui.settingsText().contains(u"hash="_s));
    QCOMPARE(controller.diagnosis().verdict().cause, u"healthy.signed-in"_s);

    // Neither asked nor said a second time.
    const QStringList before = secrets.calls;
    QVERIFY(test(controller, first));
    QTest::qWait(50);
    QCOMPARE(secrets.calls, before);
    for (const auto &notice : notices.mid(1))
        QVERIFY(notice.at(1).toString().isEmpty());
}

void TestMemory::keyThatComesLate()
{
    UiFixture ui;
    QVERIFY(test(*ui.controller, first));
    const QString id = onlyProfile(*ui.controller);
    QTRY_VERIFY(ui.controller->remembersSignIns(id));
    const QString keyId = ProfileStore(*ui.settings).signInKeyId();
    std::optional<Secret> key;
    ui.secrets.read(keyId, [&](SecretAnswer answer) { key = std::move(answer.secret); });
    QTRY_VERIFY(key);

    // The keychain waits to be unlocked; the test does not wait for it.
    serve(u"password-changed"_s);
    ScriptedSecretStore secrets;
    TriageController controller(
        TriageServices{&ui.clock, &ui.random, &secrets, ui.settings.get(), {}, nullptr});
    QVERIFY(test(controller, first));
    QCOMPARE(secrets.calls, QStringList{u"read "_s + keyId});
    QCOMPARE(controller.diagnosis().verdict().cause, u"credentials.rejected"_s);
    QSignalSpy changed(&controller, &TriageController::resultChanged);
    secrets.answer(SecretState::Read, std::move(*key));
    QTRY_COMPARE(controller.diagnosis().verdict().cause, u"credentials.changed"_s);
    QCOMPARE(changed.size(), 1);
}

void TestMemory::practiceRemembersForItself()
{
    UiFixture ui;
    QVERIFY(ui.show());
    QVERIFY(ui.choosePractice(u"password-changed"_s));
    QVERIFY(ui.startRun());
    QVERIFY(ui.waitForPage(PageId::Result));
    QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.changed"_s);
    QVERIFY(!ui.settingsText().contains(u"hash="_s));
    QVERIFY(ui.controller->profiles().isEmpty());
}

QTEST_MAIN(TestMemory)
#include "tst_memory.moc"
