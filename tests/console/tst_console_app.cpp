// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ConsoleApp.h"
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "platform/ComputerSettings.h"
#include "platform/ProfileStore.h"
#include "practice/PracticeProxy.h"
#include "support/MemorySecretStore.h"
#include "support/ScriptedSecretStore.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

/// The console inside this process: what needs a scripted keychain.
class TestConsoleApp : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void profileWithStoredPassword();
    void profileWithLockedKeychain();
    void passwordThatWasAcceptedBefore();
    void anotherPasswordThanTheOneAccepted();
    void withoutAKeyNothingIsRemembered();
    void lockedKeyIsSaid();
    void stoppedWhileTheKeyIsFetched();
    void anotherProxyThanTheProfilesIsNotRemembered();
    void practiceRemembers();
    void stoppedWhileTheKeychainAsks();
    void unknownProfileNamesTheKnownOnes();
    void passwordOnATerminalIsRefused();
    void proxyFromTheSettings();
    void outdatedCopyBesideTheSettingInUse();
    void noProxyInTheSettings();
    void finishesOnceAndNeverFromInsideStart();
    void watchOfAHealthyProxy();
    void watchNamesARefusalAndStopsSending();
    void watchNamesANode();
    void watchAsJson();
    void watchSavesTheBundleOfTheRoundThatFailed();
    void watchInterruptedInTheFirstRound();
    void watchInterruptedLater();

private:
    /// Starts the arguments and gives the exit code; `meanwhile` is called once they were started.
    int run(const QStringList &arguments, const std::function<void(ConsoleApp &)> &meanwhile = {});
    QStringList causes() const;
    /// Another proxy at the same address.
    void serve(const QString &scenario);
    void keepInKeychain(const char *password);
    QByteArray settingsText();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ScriptedSecretStore> m_secrets;
    MemorySecretStore m_kept; ///< in its place, where m_remembers
    bool m_remembers = false;
    std::unique_ptr<PracticeProxy> m_proxy;
    SettingsPlaces m_places;
    std::unique_ptr<ComputerSettings> m_computer;
    quint16 m_port = 0;
    SystemClock m_clock;
    SystemRandom m_random;
    QByteArray m_in;
    QByteArray m_out;
    QByteArray m_error;
    bool m_terminal = false;
    int m_watchSecondMs = 1000;
};

void TestConsoleApp::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_secrets = std::make_unique<ScriptedSecretStore>();
    m_terminal = false;
    m_watchSecondMs = 1000;
    m_remembers = false;
    m_computer.reset();
    m_places = {};
    m_places.onDisk = false;

    const auto scenario = scenarioById(u"right"_s);
    QVERIFY(scenario.has_value());
    m_proxy = std::make_unique<PracticeProxy>(*scenario);
    const auto port = m_proxy->listen();
    QVERIFY(port.has_value());
    m_port = *port;

    Profile profile;
    profile.id = u"11111111-2222-3333-4444-555555555555"_s;
    profile.name = u"Work"_s;
    profile.endpoint = {ProxyScheme::Http, u"127.0.0.1"_s, *port};
    profile.user = u"anna"_s;
    profile.targets = {u"http://www.practice.test/"_s};
    profile.secretStored = true;
    QVERIFY(ProfileStore(*m_settings).save(profile).has_value());
}

int TestConsoleApp::run(const QStringList &arguments, const std::function<void(ConsoleApp &)> &meanwhile)
{
    m_out.clear();
    m_error.clear();
    QBuffer in(&m_in);
    QBuffer out(&m_out);
    QBuffer error(&m_error);
    in.open(QIODevice::ReadOnly);
    out.open(QIODevice::WriteOnly);
    error.open(QIODevice::WriteOnly);
    ConsoleIo io{&in, &out, &error};
    io.inIsTerminal = m_terminal;
    ConsoleApp app(io, {&m_clock, &m_random, m_settings.get(),
                        m_remembers ? static_cast<SecretStore *>(&m_kept) : m_secrets.get(),
                        m_places.environment, m_computer.get(), {}, {}, m_watchSecondMs});
    QSignalSpy finished(&app, &ConsoleApp::finished);
    app.start(arguments);
    if (!finished.isEmpty())
        return -2; // from inside start()
    if (meanwhile)
        meanwhile(app);
    if (finished.isEmpty() && !finished.wait(20'000))
        return -1;
    QTest::qWait(0);
    return finished.size() == 1 ? finished.first().first().toInt() : -3;
}

QStringList TestConsoleApp::causes() const
{
    QStringList list;
    const QJsonArray findings = QJsonDocument::fromJson(m_out).object()[u"findings"_s].toArray();
    for (const QJsonValue &finding : findings)
        list.append(finding[u"cause"_s].toString());
    return list;
}

void TestConsoleApp::proxyFromTheSettings()
{
    m_places.files.insert(u"~/.config/kioslaverc"_s,
                          "[Proxy Settings]\nProxyType=1\nhttpProxy=http://anna:Practice-Sesame-1@127.0.0.1 "
                              + QByteArray::number(m_port) + '\n');
    m_computer = std::make_unique<ComputerSettings>(m_places, m_clock);
    QCOMPARE(run({u"check"_s, u"--target=http://www.practice.test/"_s, u"--json"_s}), 0);
    QVERIFY2(causes().contains(u"healthy.signed-in"_s), m_out);
    const QJsonObject json = QJsonDocument::fromJson(m_out).object();
    QCOMPARE(json[u"environment"_s][u"chosen"_s].toString(), u"kde httpProxy"_s);
    QVERIFY(m_error.contains("KDE httpProxy"));
    QVERIFY2(!m_out.contains("Sesame") && !m_error.contains("Sesame"), "a password is shown");
    for (const QString &cause : causes())
        QVERIFY2(!cause.startsWith(u"settings."_s) || cause == u"settings.missing-in-one-place"_s, qPrintable(cause));

    // Without any setting nothing is said about them.
    m_places.files.clear();
    m_computer = std::make_unique<ComputerSettings>(m_places, m_clock);
    run({u"check"_s, u"--proxy=127.0.0.1:%1"_s.arg(m_port), u"--target=http://www.practice.test/"_s, u"--json"_s});
    QVERIFY(!causes().isEmpty());
    for (const QString &cause : causes())
        QVERIFY2(!cause.startsWith(u"settings."_s), qPrintable(cause));
}

/// Nothing is typed: what the copies are compared with comes from a setting itself.
void TestConsoleApp::outdatedCopyBesideTheSettingInUse()
{
    const QByteArray proxy = "127.0.0.1:" + QByteArray::number(m_port);
    m_places.environment.insert(u"http_proxy"_s,
                                u"http://anna:Practice-Sesame-1@127.0.0.1:%1"_s.arg(m_port));
    m_places.files.insert(u"~/.gitconfig"_s, "[http]\n\tproxy = http://anna:Practice-Sesame-0@" + proxy + "\n");
    m_computer = std::make_unique<ComputerSettings>(m_places, m_clock);
    QCOMPARE(run({u"check"_s, u"--target=http://www.practice.test/"_s, u"--json"_s}), 0);
    QVERIFY2(causes().contains(u"credentials.stored-copy-outdated"_s), qPrintable(causes().join(u' ')));
    QVERIFY(m_out.contains("~/.gitconfig:2 http.proxy"));
    QVERIFY2(!m_out.contains("Sesame") && !m_error.contains("Sesame"), "a password is shown");

    m_places.files.insert(u"~/.gitconfig"_s, "[http]\n\tproxy = http://anna:Practice-Sesame-1@" + proxy + "\n");
    m_computer = std::make_unique<ComputerSettings>(m_places, m_clock);
    QCOMPARE(run({u"check"_s, u"--target=http://www.practice.test/"_s, u"--json"_s}), 0);
    QVERIFY(!causes().contains(u"credentials.stored-copy-outdated"_s));
}

void TestConsoleApp::noProxyInTheSettings()
{
    m_computer = std::make_unique<ComputerSettings>(m_places, m_clock);
    QCOMPARE(run({u"check"_s}), 2);
    QVERIFY2(m_error.contains("The proxy to test is missing") && m_error.contains("--proxy HOST:PORT"), m_error);
    QVERIFY(m_out.isEmpty());
    QCOMPARE(run({u"check"_s, u"--watch=60"_s}), 2);
    QVERIFY2(m_error.startsWith("The proxy to test is missing"), m_error);
    QVERIFY(m_out.isEmpty());
}

void TestConsoleApp::profileWithStoredPassword()
{
    const int code = run({u"check"_s, u"--profile"_s, u"work"_s, u"--json"_s}, [this](ConsoleApp &) {
        QCOMPARE(m_secrets->calls, QStringList{u"read 11111111-2222-3333-4444-555555555555"_s});
        m_secrets->answer(SecretState::Read, Secret::takeUtf8("Practice-Sesame-1"));
        // The key to what is remembered is made when the proxy has accepted it.
        auto *waiting = new QTimer(m_secrets.get());
        connect(waiting, &QTimer::timeout, waiting, [this, waiting] {
            if (!m_secrets->isWaiting())
                return;
            waiting->stop();
            QVERIFY2(!m_out.isEmpty(), "the result has to wait for the keychain");
            m_secrets->answer(SecretState::Stored);
        });
        waiting->start(5);
    });
    QCOMPARE(m_secrets->calls.size(), 2);
    QVERIFY(m_secrets->calls.last().startsWith(u"write "_s));
    QVERIFY2(code == 0, (m_error + m_out.left(2000)).constData());
    QCOMPARE(causes().value(0), u"healthy.signed-in"_s);
    QCOMPARE(m_proxy->answersRefused(), 0);
    QVERIFY2(!m_out.contains("Sesame") && !m_error.contains("Sesame"), "the password was printed");
}

namespace {

const QString profileId = u"11111111-2222-3333-4444-555555555555"_s;
const QStringList checkWork{u"check"_s, u"--profile=Work"_s, u"--json"_s};

} // namespace

void TestConsoleApp::serve(const QString &scenario)
{
    m_proxy.reset();
    const auto read = scenarioById(scenario);
    QVERIFY(read.has_value());
    m_proxy = std::make_unique<PracticeProxy>(*read);
    QVERIFY(m_proxy->listen(m_port).has_value());
}

void TestConsoleApp::keepInKeychain(const char *password)
{
    bool kept = false;
    m_kept.write(profileId, Secret::takeUtf8(QByteArray(password)), [&](const SecretAnswer &) { kept = true; });
    QTRY_VERIFY(kept);
}

QByteArray TestConsoleApp::settingsText()
{
    m_settings->sync();
    QFile file(m_settings->fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestConsoleApp::passwordThatWasAcceptedBefore()
{
    m_remembers = true;
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork), 0);
    QVERIFY2(!m_error.contains("remembered"), m_error);
    QCOMPARE(ProfileStore(*m_settings).signInMarks(profileId).accepted.size(), 1);
    const QString day = m_clock.utcNow().toUTC().date().toString(Qt::ISODate);

    // The proxy wants another one from now on.
    serve(u"password-changed"_s);
    QCOMPARE(run(checkWork), 1);
    QCOMPARE(causes().value(0), u"credentials.changed"_s);
    QVERIFY(!causes().contains(u"credentials.rejected"_s));
    const QJsonObject json = QJsonDocument::fromJson(m_out).object();
    const QJsonValue earlier = json[u"environment"_s][u"memory"_s][u"accepted"_s][0];
    QVERIFY(earlier[u"same_secret"_s].toBool() && earlier[u"same_user"_s].toBool());
    QVERIFY(earlier[u"accepted_utc"_s].toString().startsWith(day));
    QVERIFY2(json[u"verdict"_s][u"summary"_s].toString().contains(day), "it does not say since when");
    QCOMPARE(m_proxy->answersRefused(), 1);

    // No password and no hash in what is printed, no password in the settings.
    QVERIFY2(!m_out.contains("Sesame") && !m_error.contains("Sesame"), "the password was printed");
    QVERIFY2(!settingsText().contains("Sesame"), "the settings hold the password");
    const QByteArray hash = ProfileStore(*m_settings).signInMarks(profileId).accepted.first().hash.toHex();
    QVERIFY2(settingsText().contains(hash) && !m_out.contains(hash), "the hash is in the Case");
}

void TestConsoleApp::anotherPasswordThanTheOneAccepted()
{
    m_remembers = true;
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork), 0);
    keepInKeychain("Practice-Sesame-3");
    QCOMPARE(run(checkWork), 1);
    QCOMPARE(causes().value(0), u"credentials.rejected"_s);
    QVERIFY(m_out.contains("memory.other-accepted") || m_out.contains("accepted another password"));
    // A refusal leaves what is remembered as it was.
    QCOMPARE(ProfileStore(*m_settings).signInMarks(profileId).accepted.size(), 1);

    serve(u"password-changed"_s);
    keepInKeychain("Practice-Sesame-2");
    QCOMPARE(run(checkWork), 0);
    // An old copy comes back, as from a backup.
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork), 1);
    QCOMPARE(causes().value(0), u"credentials.stored-copy-outdated"_s);
}

void TestConsoleApp::withoutAKeyNothingIsRemembered()
{
    const int code = run(checkWork, [this](ConsoleApp &) {
        m_secrets->answer(SecretState::Read, Secret::takeUtf8("Practice-Sesame-1"));
        auto *waiting = new QTimer(m_secrets.get());
        connect(waiting, &QTimer::timeout, waiting, [this] {
            if (m_secrets->isWaiting())
                m_secrets->answer(SecretState::Denied);
        });
        waiting->start(5);
    });
    QCOMPARE(code, 0);
    QVERIFY2(m_error.contains("It is not remembered"), m_error);
    QVERIFY(!ProfileStore(*m_settings).signInMarks(profileId).stored);
    QVERIFY(ProfileStore(*m_settings).signInMarks(profileId).isEmpty());
    QVERIFY(!settingsText().contains("hash="));
}

void TestConsoleApp::lockedKeyIsSaid()
{
    m_remembers = true;
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork), 0);
    serve(u"password-changed"_s);
    m_remembers = false;
    const int code = run(checkWork, [this](ConsoleApp &) {
        m_secrets->answer(SecretState::Read, Secret::takeUtf8("Practice-Sesame-1"));
        QTRY_VERIFY(m_secrets->isWaiting());
        m_secrets->answer(SecretState::NotFoundOrLocked);
    });
    QCOMPARE(code, 1);
    QCOMPARE(causes().value(0), u"credentials.rejected"_s);
    QVERIFY2(m_error.contains("cannot be compared"), m_error);
    QVERIFY(!ProfileStore(*m_settings).signInMarks(profileId).isEmpty());
}

void TestConsoleApp::stoppedWhileTheKeyIsFetched()
{
    m_remembers = true;
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork), 0);
    m_remembers = false;
    const int before = m_proxy->requests();
    const int code = run(checkWork, [this](ConsoleApp &app) {
        m_secrets->answer(SecretState::Read, Secret::takeUtf8("Practice-Sesame-1"));
        QTRY_VERIFY(m_secrets->isWaiting());
        app.cancel();
    });
    QCOMPARE(code, 3);
    QCOMPARE(m_proxy->requests(), before);
}

void TestConsoleApp::anotherProxyThanTheProfilesIsNotRemembered()
{
    m_remembers = true;
    keepInKeychain("Practice-Sesame-1");
    QCOMPARE(run(checkWork + QStringList{u"--proxy=localhost:%1"_s.arg(m_port)}), 0);
    QVERIFY(ProfileStore(*m_settings).signInMarks(profileId).isEmpty());
}

void TestConsoleApp::practiceRemembers()
{
    QCOMPARE(run({u"practice"_s, u"password-changed"_s, u"--json"_s}), 1);
    QCOMPARE(causes().value(0), u"credentials.changed"_s);
    QVERIFY(m_secrets->calls.isEmpty());
    QVERIFY(!settingsText().contains("hash="));
}

void TestConsoleApp::profileWithLockedKeychain()
{
    const int code = run({u"check"_s, u"--profile=Work"_s, u"--json"_s}, [this](ConsoleApp &) {
        m_secrets->answer(SecretState::NotFoundOrLocked, {}, u"no entry"_s);
    });
    QVERIFY2(code == 1, (m_error + m_out.left(2000)).constData());
    QVERIFY2(causes().contains(u"credentials.keychain-unavailable"_s), qPrintable(causes().join(u' ')));
    QVERIFY(m_error.contains("could not be read"));
}

void TestConsoleApp::stoppedWhileTheKeychainAsks()
{
    const int code = run({u"check"_s, u"--profile=Work"_s}, [](ConsoleApp &app) { app.cancel(); });
    QCOMPARE(code, 3);
    QCOMPARE(m_proxy->requests(), 0);
    QVERIFY(m_out.isEmpty());
}

void TestConsoleApp::unknownProfileNamesTheKnownOnes()
{
    QCOMPARE(run({u"check"_s, u"--profile=Home"_s}), 2);
    QVERIFY(m_error.contains("Home"));
    QVERIFY(m_error.contains("Work"));
    QVERIFY(m_secrets->calls.isEmpty());
}

void TestConsoleApp::passwordOnATerminalIsRefused()
{
    m_terminal = true;
    m_in = "madeup-Word7\n";
    QCOMPARE(run({u"check"_s, u"--proxy=127.0.0.1:1"_s, u"--user=a"_s, u"--password-stdin"_s}), 2);
    QVERIFY(m_error.contains("screen"));
    QVERIFY(m_error.contains("read -rs"));
}

void TestConsoleApp::finishesOnceAndNeverFromInsideStart()
{
    for (const QStringList &arguments :
         {QStringList{}, QStringList{u"--help"_s}, QStringList{u"practice"_s, u"--list"_s},
          QStringList{u"practice"_s, u"no-such"_s}, QStringList{u"analyze"_s, u"/no/such/file"_s}}) {
        const int code = run(arguments, [](ConsoleApp &app) { app.cancel(); });
        QVERIFY2(code == 0 || code == 2, qPrintable(arguments.join(u' ')));
    }
}

void TestConsoleApp::watchOfAHealthyProxy()
{
    m_watchSecondMs = 20; // a minute takes 1.2 s
    m_in = "Practice-Sesame-1";
    const int code = run({u"check"_s, u"--proxy=127.0.0.1:%1"_s.arg(m_port), u"--target=http://www.practice.test/"_s,
                          u"--user=anna"_s, u"--password-stdin"_s, u"--watch=1"_s, u"--every=20"_s});
    QVERIFY2(code == 0, (m_error + m_out.left(2000)).constData());
    QVERIFY2(m_error.startsWith("[1] ") && m_error.contains("\n[2] "), m_error);
    QVERIFY2(!m_error.contains("[passed]"), "the steps of each round are too much to read");
    QVERIFY2(m_out.contains("Watched: rounds ") && m_out.contains("Changes: "), m_out);
    QVERIFY2(m_out.contains("usually about"), m_out);
    QVERIFY2(!m_out.contains("Sesame") && !m_error.contains("Sesame"), "a password is shown");
    QCOMPARE(m_proxy->answersRefused(), 0);
}

void TestConsoleApp::watchNamesARefusalAndStopsSending()
{
    m_watchSecondMs = 60;
    const int code = run({u"practice"_s, u"watch-password-refused"_s, u"--watch=1"_s, u"--every=5"_s});
    QVERIFY2(code == 1, (m_error + m_out.left(2000)).constData());
    QVERIFY2(m_out.contains("UTC): Sign-in accepted until ") && m_out.contains(", refused since "), m_out);
    QVERIFY2(m_out.contains("  kept back: rounds "), m_out);
    // The verdict is that of the round in which it was refused, not of those without a sign-in.
    QVERIFY2(m_out.contains("credentials.rejected") || m_out.contains("password"), m_out);
    QCOMPARE(m_out.count(", refused since "), 1);
}

void TestConsoleApp::watchNamesANode()
{
    m_watchSecondMs = 60;
    const int code = run({u"practice"_s, u"watch-node-changes"_s, u"--watch=1"_s, u"--every=5"_s});
    QVERIFY2(code == 0, (m_error + m_out.left(2000)).constData());
    QVERIFY2(m_out.contains("Another node answers: proxy1.practice.test until "), m_out);
    QVERIFY2(m_out.contains("  proxy2.practice.test: rounds "), m_out);
}

void TestConsoleApp::watchAsJson()
{
    m_watchSecondMs = 60;
    const int code = run({u"practice"_s, u"watch-proxy-fails"_s, u"--watch=1"_s, u"--every=5"_s, u"--json"_s});
    QVERIFY2(code == 1, (m_error + m_out.left(2000)).constData());
    const QJsonObject json = QJsonDocument::fromJson(m_out).object();
    QVERIFY2(!json.isEmpty(), "standard output holds more than the JSON");
    QCOMPARE(json[u"schema"_s].toString(), u"proxy-triage/case/1"_s);
    const QJsonObject watch = json[u"watch"_s].toObject();
    const QJsonArray rounds = watch[u"rounds"_s].toArray();
    const int decisive = watch[u"decisive_round"_s].toInt();
    QVERIFY(rounds.size() >= 4 && decisive >= 1 && decisive <= rounds.size());
    // The document is that of the round it says.
    const QJsonObject round = rounds.at(decisive - 1).toObject();
    QCOMPARE(round[u"verdict"_s].toString(), json[u"verdict"_s][u"cause"_s].toString());
    QCOMPARE(round[u"plain_status"_s].toInt(), 503);
    QCOMPARE(rounds.first()[u"verdict"_s].toString(), u"healthy.signed-in"_s);
    QStringList changes;
    const QJsonArray found = watch[u"changes"_s].toArray();
    for (const QJsonValue &change : found) {
        changes.append(change[u"id"_s].toString());
        QVERIFY(!change[u"summary"_s].toString().isEmpty());
    }
    QVERIFY2(changes.contains(u"verdict"_s) && changes.contains(u"status"_s), qPrintable(changes.join(u' ')));
    QVERIFY2(m_error.contains("without a sign-in: 407 until "), m_error);
}

void TestConsoleApp::watchSavesTheBundleOfTheRoundThatFailed()
{
    m_watchSecondMs = 60;
    const QString file = m_folder->filePath(u"watch.zip"_s);
    QCOMPARE(run({u"practice"_s, u"watch-proxy-fails"_s, u"--watch=1"_s, u"--every=5"_s, u"--bundle"_s, file}), 1);
    QCOMPARE(run({u"analyze"_s, file, u"--json"_s}), 1);
    QVERIFY2(!causes().value(0).startsWith(u"healthy"_s) && !causes().isEmpty(), qPrintable(causes().value(0)));
}

void TestConsoleApp::watchInterruptedInTheFirstRound()
{
    QCOMPARE(run({u"practice"_s, u"recorded-basic-refused"_s, u"--watch=1"_s}), 2);
    QVERIFY2(m_error.contains("no proxy to watch"), m_error);
    const int code = run({u"practice"_s, u"silent"_s, u"--watch=1"_s},
                         [](ConsoleApp &app) {
                             QTest::qWait(150);
                             app.cancel();
                         });
    QCOMPARE(code, 3);
    QVERIFY(m_error.contains("Stopping."));
    QVERIFY(!m_out.contains("Watched: rounds"));
}

void TestConsoleApp::watchInterruptedLater()
{
    const int code = run({u"practice"_s, u"right"_s, u"--watch=5"_s},
                         [this](ConsoleApp &app) {
                             QVERIFY(QTest::qWaitFor([this] { return m_error.contains("[1] "); }, 10'000));
                             app.cancel();
                         });
    QCOMPARE(code, 0);
    QVERIFY2(m_out.contains("Watched: rounds 1,"), m_out);
}

QTEST_GUILESS_MAIN(TestConsoleApp)
#include "tst_console_app.moc"
