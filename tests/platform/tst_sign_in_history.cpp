// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ScriptedKeychain.h"

#include "auth/SignInHash.h"
#include "model/Clock.h"
#include "model/SystemRandom.h"
#include "platform/KeychainItem.h"
#include "platform/KeychainSecretStore.h"
#include "platform/ProfileStore.h"
#include "platform/SignInHistory.h"
#include "support/ScriptedSecretStore.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime({2026, 3, 1}, {12, 0}, Qt::UTC);
    qint64 monotonicMs() const override { return 0; }
    QDateTime utcNow() const override { return now; }
};

const QString profileId = u"0a0b0c0d-1111-2222-3333-444455556666"_s;
const ProxyEndpoint proxy{ProxyScheme::Http, u"proxy.example"_s, 3128};

Credentials signIn(const char *password, const QString &user = u"dev"_s)
{
    return {user, {}, Secret::takeUtf8(QByteArray(password))};
}

} // namespace

class tst_sign_in_history : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void nothingKnownNothingAsked();
    void sameAndAnotherPassword();
    void knownAgainInTheNextRun();
    void anotherProxyAndUser();
    void bounded();
    void newerTimeOfTheSame();
    void storedCopy();
    void settingsHoldNoPasswordAndNoKey();
    void removingTheProfileForgets();
    void forgetting();
    void ofNoProfileNothingIsKept();
    void withoutKeychain_data();
    void withoutKeychain();
    void lockedWhileItIsRead();
    void lostKeyIsReplaced();
    void keyThatWasOnlyLockedAwayStays();
    void notAskedAgainOnceRefused();
    void cancelledIsNoRefusal();
    void itemThatIsNoKey();
    void diesWhileAsking();
    void damagedEntries_data();
    void damagedEntries();

private:
    QString path() const { return m_directory->filePath(u"settings.ini"_s); }
    QByteArray contents();
    void start(); ///< as the next run of the program
    SecretState open();
    SecretState accept(const char *password, const QString &user = u"dev"_s,
                       const ProxyEndpoint &at = proxy, const QString &scheme = u"basic"_s);
    /// Those of dev at the proxy as "same yes|no at day", the latest first.
    QStringList remembered(const char *password, const QString &user = u"dev"_s,
                           const ProxyEndpoint &at = proxy) const;
    void useScripted();

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<ScriptedKeychain::Log> m_keychain;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<SignInHistory> m_history;
    ScriptedSecretStore *m_scripted = nullptr; ///< m_secrets, where useScripted() was called
    SystemRandom m_random;
    SetClock m_clock;
};

void tst_sign_in_history::init()
{
    m_scripted = nullptr;
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    m_keychain = std::make_unique<ScriptedKeychain::Log>();
    m_clock.now = QDateTime({2026, 3, 1}, {12, 0}, Qt::UTC);
    start();
    Profile profile;
    profile.id = profileId;
    profile.endpoint = proxy;
    profile.user = u"dev"_s;
    QVERIFY(m_profiles->save(profile));
}

void tst_sign_in_history::cleanup()
{
    m_history.reset();
    m_secrets.reset();
    m_profiles.reset();
    m_settings.reset();
}

void tst_sign_in_history::start()
{
    cleanup();
    m_settings = std::make_unique<QSettings>(path(), QSettings::IniFormat);
    m_profiles = std::make_unique<ProfileStore>(*m_settings);
    m_secrets = std::make_unique<KeychainSecretStore>(
        std::make_unique<ScriptedKeychain>(*m_keychain), m_random, SecretStoreLimits{20s, 120s});
    m_history = std::make_unique<SignInHistory>(*m_profiles, m_secrets.get(), m_random, m_clock);
}

void tst_sign_in_history::useScripted()
{
    m_history.reset();
    auto scripted = std::make_unique<ScriptedSecretStore>();
    m_scripted = scripted.get();
    m_secrets = std::move(scripted);
    m_history = std::make_unique<SignInHistory>(*m_profiles, m_secrets.get(), m_random, m_clock);
}

QByteArray tst_sign_in_history::contents()
{
    m_settings->sync();
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SecretState tst_sign_in_history::open()
{
    std::optional<SecretState> state;
    m_history->open([&](SecretState answered, const QString &) { state = answered; });
    if (state)
        return SecretState::Cancelled; // from inside the call
    return QTest::qWaitFor([&] { return state.has_value(); }) ? *state : SecretState::TimedOut;
}

SecretState tst_sign_in_history::accept(const char *password, const QString &user,
                                        const ProxyEndpoint &at, const QString &scheme)
{
    std::optional<SecretState> state;
    m_history->keepAccepted(profileId, at, signIn(password, user), scheme,
                            [&](SecretState answered, const QString &) { state = answered; });
    if (state)
        return SecretState::Cancelled;
    return QTest::qWaitFor([&] { return state.has_value(); }) ? *state : SecretState::TimedOut;
}

QStringList tst_sign_in_history::remembered(const char *password, const QString &user,
                                            const ProxyEndpoint &at) const
{
    const auto memory = m_history->compared(profileId, at, signIn(password, user));
    if (!memory)
        return {u"none"_s};
    QStringList list;
    for (const EarlierSignIn &each : memory->accepted) {
        list.append(u"%1 %2 %3"_s.arg(each.sameSecret     ? u"same"_s
                                          : each.sameUser ? u"other"_s
                                                          : u"user"_s,
                                      each.scheme, each.acceptedUtc.left(10)));
    }
    return list;
}

void tst_sign_in_history::nothingKnownNothingAsked()
{
    QVERIFY(!m_history->knows(profileId));
    QCOMPARE(open(), SecretState::NotFoundOrLocked);
    QVERIFY2(m_keychain->operations.isEmpty(),
             "the keychain was asked although there is nothing to compare");
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"none"_s});
}

void tst_sign_in_history::sameAndAnotherPassword()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    QVERIFY(m_history->knows(profileId));
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"same basic 2026-03-01"_s});
    QCOMPARE(remembered("madeup-Word8"), QStringList{u"other basic 2026-03-01"_s});
    QVERIFY(!m_history->compared(profileId, proxy, Credentials{u"dev"_s, {}, std::nullopt}));
}

void tst_sign_in_history::knownAgainInTheNextRun()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    start();
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"none"_s}); // without the key
    QCOMPARE(open(), SecretState::Stored);
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"same basic 2026-03-01"_s});
    const auto before = m_keychain->operations;
    QCOMPARE(open(), SecretState::Stored);
    QCOMPARE(m_keychain->operations, before); // it is at hand
}

void tst_sign_in_history::anotherProxyAndUser()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    QCOMPARE(remembered("madeup-Word7", u"eve"_s), QStringList{u"user basic 2026-03-01"_s});
    ProxyEndpoint other = proxy;
    other.port = 8080;
    QCOMPARE(remembered("madeup-Word7", u"dev"_s, other), QStringList());
    other = proxy;
    other.scheme = ProxyScheme::Https;
    QCOMPARE(remembered("madeup-Word7", u"dev"_s, other), QStringList());
    other = proxy;
    other.host = u"PROXY.example"_s;
    QCOMPARE(remembered("madeup-Word7", u"dev"_s, other), QStringList{u"same basic 2026-03-01"_s});
}

void tst_sign_in_history::bounded()
{
    for (const char *password : {"madeup-1", "madeup-2", "madeup-3", "madeup-4"}) {
        m_clock.now = m_clock.now.addDays(1);
        QCOMPARE(accept(password), SecretState::Stored);
    }
    QCOMPARE(remembered("madeup-4").size(), SignInMarks::most);
    QCOMPARE(remembered("madeup-4").first(), u"same basic 2026-03-05"_s);
    QVERIFY(!remembered("madeup-1").join(u' ').contains(u"same"_s));
    QVERIFY(remembered("madeup-2").last().contains(u"same"_s));
}

void tst_sign_in_history::newerTimeOfTheSame()
{
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    m_clock.now = m_clock.now.addDays(1);
    QCOMPARE(accept("madeup-2"), SecretState::Stored);
    m_clock.now = m_clock.now.addDays(1);
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    QCOMPARE(remembered("madeup-1"),
             (QStringList{u"same basic 2026-03-03"_s, u"other basic 2026-03-02"_s}));
    // By another method it is another fact.
    QCOMPARE(accept("madeup-1", u"dev"_s, proxy, u"ntlm"_s), SecretState::Stored);
    QCOMPARE(remembered("madeup-1").size(), 3);
}

void tst_sign_in_history::storedCopy()
{
    const auto keep = [&](const char *password) {
        std::optional<SecretState> state;
        m_history->keepStored(profileId, proxy, signIn(password),
                              [&](SecretState answered, const QString &) { state = answered; });
        QTRY_VERIFY(state);
        QCOMPARE(*state, SecretState::Stored);
    };
    Profile profile = *m_profiles->find(profileId);
    profile.secretStored = true;
    QVERIFY(m_profiles->save(profile));
    keep("madeup-1");
    auto memory = m_history->compared(profileId, proxy, signIn("madeup-1"));
    QVERIFY(memory);
    QCOMPARE(int(memory->stored), int(SameSecret::Yes));
    QCOMPARE(memory->storedUtc, u"2026-03-01T12:00:00.000Z"_s);
    QVERIFY(memory->accepted.isEmpty());
    QCOMPARE(int(m_history->compared(profileId, proxy, signIn("madeup-2"))->stored),
             int(SameSecret::No));
    QCOMPARE(int(m_history->compared(profileId, proxy, signIn("madeup-1", u"eve"_s))->stored),
             int(SameSecret::Unknown));

    // Gone with the copy itself.
    profile.secretStored = false;
    QVERIFY(m_profiles->save(profile));
    QVERIFY(!m_profiles->signInMarks(profileId).stored);
}

void tst_sign_in_history::settingsHoldNoPasswordAndNoKey()
{
    QCOMPARE(accept("kn0bbel-Canary"), SecretState::Stored);
    const QByteArray text = contents();
    QVERIFY(text.contains("hash="));
    QVERIFY2(!text.contains("kn0bbel"), "the settings hold the password");
    QCOMPARE(m_keychain->items.size(), 1);
    const Result<Secret> key = KeychainItem::decoded(m_keychain->items.constBegin().value());
    QVERIFY(key);
    QVERIFY2(isSignInKey(*key), "the item in the keychain is not the key");
    QVERIFY2(!text.contains(QByteArray(key->reveal().data(), 32).toHex())
                 && !text.contains(QByteArray(key->reveal().data(), 32).toBase64()),
             "the settings hold the key");
    // What is there is the keyed hash and no other.
    QVERIFY(text.contains(signInHash(*key, proxy, signIn("kn0bbel-Canary")).toHex()));
    QVERIFY(!text.contains(
        QCryptographicHash::hash("kn0bbel-Canary", QCryptographicHash::Sha256).toHex()));
    QVERIFY(m_profiles->secretIds().contains(m_profiles->signInKeyId()));
}

void tst_sign_in_history::removingTheProfileForgets()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    m_profiles->remove(profileId);
    QVERIFY(!m_history->knows(profileId));
    QVERIFY(!contents().contains("hash="));
    // An answer that comes late brings nothing back.
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    QVERIFY(!contents().contains("hash="));
    QVERIFY(m_profiles->profiles().isEmpty());
}

void tst_sign_in_history::forgetting()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    m_history->forget(profileId);
    QVERIFY(!m_history->knows(profileId));
    QVERIFY(!contents().contains("hash="));
    QCOMPARE(m_profiles->profiles().size(), 1);
}

void tst_sign_in_history::ofNoProfileNothingIsKept()
{
    std::optional<SecretState> state;
    m_history->keepAccepted({}, proxy, signIn("madeup-Word7"), u"basic"_s,
                            [&](SecretState answered, const QString &) { state = answered; });
    QTRY_VERIFY(state);
    QVERIFY(!contents().contains("hash="));
}

void tst_sign_in_history::withoutKeychain_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("expected");
    QTest::newRow("none there") << int(KeychainReply::Outcome::Failed)
                                << int(SecretState::Unavailable);
    QTest::newRow("locked, or refused")
        << int(KeychainReply::Outcome::Refused) << int(SecretState::Denied);
}

void tst_sign_in_history::withoutKeychain()
{
    QFETCH(const int, outcome);
    QFETCH(const int, expected);
    m_keychain->replies.push_back({KeychainReply::Outcome(outcome), {}, u"its own words"_s});
    std::optional<SecretState> state;
    QString detail;
    m_history->keepAccepted(profileId, proxy, signIn("madeup-Word7"), u"basic"_s,
                            [&](SecretState answered, const QString &words) {
                                state = answered;
                                detail = words;
                            });
    QTRY_VERIFY(state);
    QCOMPARE(int(*state), expected);
    QCOMPARE(detail, u"its own words"_s);
    QVERIFY(!m_history->knows(profileId));
    QVERIFY2(!contents().contains("hash="), "without a key something was kept on the disk");
    QVERIFY(m_profiles->signInKeyId().isEmpty());
    QVERIFY2(m_profiles->secretIds().isEmpty(), "the list grows with every run");
}

void tst_sign_in_history::lockedWhileItIsRead()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    start();
    m_keychain->replies.push_back({KeychainReply::Outcome::NotFound, {}, u"Entry not found"_s});
    QCOMPARE(open(), SecretState::NotFoundOrLocked);
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"none"_s});
    QVERIFY2(m_history->knows(profileId), "what may only be locked away was forgotten");
    // Unlocked by the next test.
    QCOMPARE(open(), SecretState::Stored);
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"same basic 2026-03-01"_s});
}

void tst_sign_in_history::lostKeyIsReplaced()
{
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    const QString lost = m_profiles->signInKeyId();
    m_keychain->items.clear();
    start();
    QCOMPARE(accept("madeup-Word7"), SecretState::Stored);
    QVERIFY(m_profiles->signInKeyId() != lost);
    QCOMPARE(m_keychain->items.size(), 1);
    // Marks of the old key are worth nothing and are gone.
    QCOMPARE(m_profiles->signInMarks(profileId).accepted.size(), 1);
    QCOMPARE(remembered("madeup-Word7"), QStringList{u"same basic 2026-03-01"_s});
}

void tst_sign_in_history::keyThatWasOnlyLockedAwayStays()
{
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    const QString id = m_profiles->signInKeyId();
    start();
    m_clock.now = m_clock.now.addDays(1);
    m_keychain->replies.push_back({KeychainReply::Outcome::NotFound, {}, {}});
    QCOMPARE(accept("madeup-2"), SecretState::Stored);
    QCOMPARE(m_profiles->signInKeyId(), id);
    QCOMPARE(remembered("madeup-1"),
             (QStringList{u"other basic 2026-03-02"_s, u"same basic 2026-03-01"_s}));
    QTRY_COMPARE(m_keychain->items.size(), 1); // the one made for nothing is removed
    QTRY_COMPARE(m_profiles->secretIds(), QStringList{id});
}

void tst_sign_in_history::notAskedAgainOnceRefused()
{
    m_keychain->replies.push_back({KeychainReply::Outcome::Refused, {}, {}});
    QCOMPARE(accept("madeup-1"), SecretState::Denied);
    const auto before = m_keychain->operations;
    QCOMPARE(accept("madeup-1"), SecretState::Denied);
    QCOMPARE(open(), SecretState::Denied);
    QCOMPARE(m_keychain->operations, before);
    start();
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
}

void tst_sign_in_history::cancelledIsNoRefusal()
{
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    useScripted();
    std::optional<SecretState> state;
    m_history->open([&](SecretState answered, const QString &) { state = answered; });
    QTRY_VERIFY(m_scripted->isWaiting());
    m_scripted->cancel();
    QTRY_VERIFY(state);
    QCOMPARE(*state, SecretState::Cancelled);
    m_history->open([](SecretState, const QString &) {});
    QTRY_VERIFY(m_scripted->isWaiting());
    QCOMPARE(m_scripted->calls.count(u"read "_s + m_profiles->signInKeyId()), 2);
}

void tst_sign_in_history::itemThatIsNoKey()
{
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    useScripted();
    std::optional<SecretState> state;
    m_history->open([&](SecretState answered, const QString &) { state = answered; });
    QTRY_VERIFY(m_scripted->isWaiting());
    m_scripted->answer(SecretState::Read, Secret::takeUtf8("short"));
    QTRY_VERIFY(state);
    QCOMPARE(*state, SecretState::NotFoundOrLocked);
    QCOMPARE(remembered("madeup-1"), QStringList{u"none"_s});
}

void tst_sign_in_history::diesWhileAsking()
{
    useScripted();
    bool answered = false;
    m_history->keepAccepted(profileId, proxy, signIn("madeup-1"), u"basic"_s,
                            [&](SecretState, const QString &) { answered = true; });
    QTRY_VERIFY(m_scripted->isWaiting());
    m_history.reset();
    m_scripted->answer(SecretState::Stored);
    QTest::qWait(0);
    QVERIFY(!answered);
}

void tst_sign_in_history::damagedEntries_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("no hash") << u"0/hash"_s << u""_s;
    QTest::newRow("short hash") << u"0/hash"_s << u"00ff"_s;
    QTest::newRow("no time") << u"0/utc"_s << u"yesterday"_s;
    QTest::newRow("no such kind of proxy") << u"0/proxyScheme"_s << u"gopher"_s;
    QTest::newRow("no port") << u"0/port"_s << u"70000"_s;
    QTest::newRow("no key") << u"keyId"_s << u"../x"_s;
}

void tst_sign_in_history::damagedEntries()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    m_settings->setValue(u"profiles/entries/%1/remembered/%2"_s.arg(profileId, name), value);
    QVERIFY(m_profiles->signInMarks(profileId).accepted.isEmpty());
    QVERIFY(!remembered("madeup-1").join(u' ').contains(u"same"_s));
    QCOMPARE(m_profiles->profiles().size(), 1);
    QCOMPARE(accept("madeup-1"), SecretState::Stored);
    QCOMPARE(remembered("madeup-1"), QStringList{u"same basic 2026-03-01"_s});
}

QTEST_GUILESS_MAIN(tst_sign_in_history)
#include "tst_sign_in_history.moc"
