// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ScriptedKeychain.h"

#include "model/RandomSource.h"
#include "platform/KeychainItem.h"
#include "platform/KeychainSecretStore.h"
#include "support/MemorySecretStore.h"

#include <QSignalSpy>
#include <QTest>

using namespace pt;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Outcome = KeychainReply::Outcome;

namespace {

/// Every call gives the same bytes, so that a test knows the names of canaries.
class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, 'r'); }
};

/// Answers as they come, without the secrets' bytes in any message.
struct Heard
{
    QList<SecretState> states;
    QStringList details;
    std::vector<Secret> secrets;

    SecretStore::Answer into()
    {
        return [this](SecretAnswer answer) {
            states.append(answer.state);
            details.append(answer.detail);
            secrets.push_back(std::move(answer.secret));
        };
    }
};

Secret secretOf(const char *text)
{
    return Secret::takeUtf8(QByteArray(text));
}

const QString profileId = QStringLiteral("0a0b0c0d-1111-2222-3333-444455556666");

} // namespace

class tst_secret_store : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void storedMeansReadBackEqual();
    void writeThatComesBackDifferentIsNotStored();
    void itemHoldsAVersionAndNoPlainName();
    void readsWhatWasWritten();
    void readingOtherItems_data();
    void readingOtherItems();
    void limitOfSize_data();
    void limitOfSize();
    void removingOverwritesDeletesAndLooks();
    void lockedKeyringIsNeverCalledDeleted();
    void deletingThatLeavesTheItem();
    void probeLeavesNothing();
    void failures_data();
    void failures();
    void oneOperationAtATimeInOrder();
    void neverFromInsideTheCall();
    void tellsThatSomebodyMustAct();
    void givesUpAndDropsTheLateAnswer();
    void nextCallAfterAHangIsServed();
    void cancelAnswersAllAndDropsTheLateAnswer();
    void answerMayDestroyTheStore();

    void memoryKeepsForThisRun();
    void memoryCancel();
    void memoryForgetsWithTheStore();

private:
    void make(SecretStoreLimits limits = {20s, 120s});

    FixedRandom m_random;
    std::unique_ptr<ScriptedKeychain::Log> m_keychain;
    std::unique_ptr<KeychainSecretStore> m_store;
};

void tst_secret_store::init()
{
    m_keychain = std::make_unique<ScriptedKeychain::Log>();
    make();
}

void tst_secret_store::cleanup()
{
    m_store.reset();
}

void tst_secret_store::make(SecretStoreLimits limits)
{
    m_store = std::make_unique<KeychainSecretStore>(std::make_unique<ScriptedKeychain>(*m_keychain),
                                                    m_random, limits);
}

void tst_secret_store::storedMeansReadBackEqual()
{
    Heard heard;
    m_store->write(profileId, secretOf("pencil"), heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Stored});
    QCOMPARE(m_keychain->operations, (QStringList{u"write"_s, u"read"_s}));
}

void tst_secret_store::writeThatComesBackDifferentIsNotStored()
{
    Heard heard;
    m_keychain->replies
        = {{Outcome::Done, {}, {}}, {Outcome::Done, KeychainItem::encoded(secretOf("older")), {}}};
    m_store->write(profileId, secretOf("pencil"), heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Unavailable});
    QVERIFY(!heard.details.first().isEmpty());
}

void tst_secret_store::itemHoldsAVersionAndNoPlainName()
{
    Heard heard;
    m_store->write(profileId, secretOf("pencil"), heard.into());
    QTRY_COMPARE(heard.states.size(), 1);
    QCOMPARE(m_keychain->items.keys(),
             QStringList{QStringLiteral("org.proxytriage.ProxyTriage/") + profileId});
    QVERIFY(m_keychain->items.cbegin().value()
            == QByteArray("{\"version\":1,\"bytes\":\"cGVuY2ls\"}"));
}

void tst_secret_store::readsWhatWasWritten()
{
    Heard heard;
    m_store->write(profileId, secretOf("p\xC3\xA9ncil \xE2\x82\xAC"), heard.into());
    m_store->read(profileId, heard.into());
    QTRY_COMPARE(heard.states, (QList{SecretState::Stored, SecretState::Read}));
    QVERIFY2(heard.secrets[1].equals(secretOf("p\xC3\xA9ncil \xE2\x82\xAC")), "another secret");
    QVERIFY2(heard.secrets[0].isEmpty(), "a secret in an answer that reads none");
}

void tst_secret_store::readingOtherItems_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<QString>("says");
    const QString broken = QStringLiteral("cannot be read");
    QTest::newRow("empty") << QByteArray() << broken;
    QTest::newRow("plain text") << QByteArray("pencil") << broken;
    QTest::newRow("cut in the middle") << QByteArray("{\"version\":1,\"bytes\":\"cGVu") << broken;
    QTest::newRow("overlapping ends") << QByteArray("{\"version\":1,\"bytes\":\"}") << broken;
    QTest::newRow("not base64") << QByteArray("{\"version\":1,\"bytes\":\"c!Vu\"}") << broken;
    QTest::newRow("a newer version") << QByteArray("{\"version\":2,\"bytes\":\"cGVu\",\"more\":1}")
                                     << QStringLiteral("newer version");
    QTest::newRow("much too long") << QByteArray(1'000'000, '{') << broken;
}

void tst_secret_store::readingOtherItems()
{
    QFETCH(QByteArray, item);
    QFETCH(QString, says);
    Heard heard;
    m_keychain->replies = {{Outcome::Done, item, {}}};
    m_store->read(profileId, heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Unavailable});
    QVERIFY2(heard.details.first().contains(says), qPrintable(heard.details.first()));
}

void tst_secret_store::limitOfSize_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("fits");
    QTest::newRow("empty") << 0 << true;
    QTest::newRow("the longest, an item of 2048 bytes") << 1518 << true;
    QTest::newRow("one byte more") << 1519 << false;
    QTest::newRow("a megabyte") << 1'000'000 << false;
}

void tst_secret_store::limitOfSize()
{
    QFETCH(int, bytes);
    QFETCH(bool, fits);
    Heard heard;
    m_store->write(profileId, Secret::takeUtf8(QByteArray(bytes, 'x')), heard.into());
    QTRY_COMPARE(heard.states, QList{fits ? SecretState::Stored : SecretState::TooLarge});
    QCOMPARE(m_keychain->items.size(), fits ? 1 : 0);
    if (fits)
        QVERIFY(m_keychain->items.cbegin().value().size() <= KeychainItem::maxItemBytes);
    if (bytes == 1518)
        QCOMPARE(m_keychain->items.cbegin().value().size(), 2048);
}

void tst_secret_store::removingOverwritesDeletesAndLooks()
{
    Heard heard;
    m_store->write(profileId, secretOf("pencil"), heard.into());
    m_store->remove(profileId, heard.into());
    QTRY_COMPARE(heard.states, (QList{SecretState::Stored, SecretState::Deleted}));
    QCOMPARE(m_keychain->operations,
             (QStringList{u"write"_s, u"read"_s, u"write"_s, u"read"_s, u"remove"_s, u"read"_s}));
    QVERIFY(m_keychain->items.isEmpty());
}

void tst_secret_store::lockedKeyringIsNeverCalledDeleted()
{
    // As gnome-keyring answers while locked, except that reading and deleting would claim success.
    Heard heard;
    m_keychain->replies = {{Outcome::Refused, {}, QStringLiteral("locked collection")}};
    m_store->remove(profileId, heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Denied});
    QCOMPARE(m_keychain->operations, QStringList{u"write"_s});
    QCOMPARE(heard.details, QStringList{u"locked collection"_s});
}

void tst_secret_store::deletingThatLeavesTheItem()
{
    Heard heard;
    const KeychainReply empty{Outcome::Done, KeychainItem::encoded({}), {}};
    m_keychain->replies = {{Outcome::Done, {}, {}}, empty, {Outcome::Done, {}, {}}, empty};
    m_store->remove(profileId, heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Unavailable});
    QVERIFY(heard.details.first().contains(QStringLiteral("still has")));
}

void tst_secret_store::probeLeavesNothing()
{
    Heard heard;
    m_store->probe(heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::Stored});
    QCOMPARE(m_keychain->operations, (QStringList{u"write"_s, u"read"_s, u"remove"_s, u"read"_s}));
    QVERIFY(m_keychain->items.isEmpty());
}

void tst_secret_store::failures_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("afterDone"); ///< operations that succeed before
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<SecretState>("state");
    const auto row
        = [](const char *name, const char *call, int after, Outcome outcome, SecretState state) {
              QTest::newRow(name) << QString::fromLatin1(call) << after << outcome << state;
          };
    row("write: no keychain", "write", 0, Outcome::Failed, SecretState::Unavailable);
    row("write: locked or refused", "write", 0, Outcome::Refused, SecretState::Denied);
    row("write: gone when read back", "write", 1, Outcome::NotFound, SecretState::NotFoundOrLocked);
    row("write: refused when read back", "write", 1, Outcome::Refused, SecretState::Denied);
    row("read: no keychain", "read", 0, Outcome::Failed, SecretState::Unavailable);
    row("read: not found, or locked", "read", 0, Outcome::NotFound, SecretState::NotFoundOrLocked);
    row("read: refused", "read", 0, Outcome::Refused, SecretState::Denied);
    row("remove: no keychain", "remove", 0, Outcome::Failed, SecretState::Unavailable);
    row("probe: no keychain", "probe", 0, Outcome::Failed, SecretState::Unavailable);
    row("probe: locked", "probe", 0, Outcome::Refused, SecretState::Denied);
}

void tst_secret_store::failures()
{
    QFETCH(QString, call);
    QFETCH(int, afterDone);
    QFETCH(Outcome, outcome);
    QFETCH(SecretState, state);
    for (int i = 0; i < afterDone; ++i)
        m_keychain->replies.push_back({Outcome::Done, {}, {}});
    m_keychain->replies.push_back({outcome, {}, QStringLiteral("its own words")});
    Heard heard;
    if (call == QStringLiteral("write"))
        m_store->write(profileId, secretOf("pencil"), heard.into());
    else if (call == QStringLiteral("read"))
        m_store->read(profileId, heard.into());
    else if (call == QStringLiteral("remove"))
        m_store->remove(profileId, heard.into());
    else
        m_store->probe(heard.into());
    QTRY_COMPARE(heard.states, QList{state});
    QCOMPARE(heard.details, QStringList{u"its own words"_s});
    QVERIFY(heard.secrets[0].isEmpty());
}

void tst_secret_store::oneOperationAtATimeInOrder()
{
    Heard heard;
    QStringList order;
    for (int i = 0; i < 20; ++i) {
        const QString id = QString::number(i);
        m_store->write(id, secretOf("pencil"), [&order, id](SecretAnswer) { order.append(id); });
    }
    QTRY_COMPARE(order.size(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(order.at(i), QString::number(i));
    QCOMPARE(m_keychain->mostRunning, 1);
}

void tst_secret_store::neverFromInsideTheCall()
{
    Heard heard;
    m_store->write(profileId, Secret::takeUtf8(QByteArray(5000, 'x')), heard.into());
    QVERIFY(heard.states.isEmpty());
    m_store->cancel();
    QVERIFY(heard.states.isEmpty());
    QTRY_COMPARE(heard.states, QList{SecretState::Cancelled});
}

void tst_secret_store::tellsThatSomebodyMustAct()
{
    make({30ms, 10s});
    m_keychain->holds = true;
    QSignalSpy waiting(m_store.get(), &SecretStore::waitingForUser);
    Heard heard;
    m_store->read(profileId, heard.into());
    QTRY_COMPARE(waiting.size(), 1);
    QVERIFY(heard.states.isEmpty());
    m_keychain->holds = false;
    m_keychain->held.front()();
    QTRY_COMPARE(heard.states, QList{SecretState::NotFoundOrLocked});
    QTest::qWait(60);
    QCOMPARE(waiting.size(), 1);
}

void tst_secret_store::givesUpAndDropsTheLateAnswer()
{
    make({10ms, 40ms});
    m_keychain->holds = true;
    Heard heard;
    m_store->write(profileId, secretOf("pencil"), heard.into());
    QTRY_COMPARE(heard.states, QList{SecretState::TimedOut});
    QCOMPARE(m_keychain->running, 1);
    m_keychain->held.front()();
    QTest::qWait(30);
    QCOMPARE(heard.states, QList{SecretState::TimedOut});
    // The late answer starts nothing more.
    QCOMPARE(m_keychain->operations, QStringList{u"write"_s});
}

void tst_secret_store::nextCallAfterAHangIsServed()
{
    // Long enough that a busy computer cannot time the second call out as well.
    make({10ms, 1000ms});
    m_keychain->holds = true;
    Heard heard;
    m_store->read(profileId, heard.into());
    m_store->read(profileId, heard.into());
    QTRY_COMPARE(m_keychain->held.size(), std::size_t(2));
    QCOMPARE(heard.states, QList{SecretState::TimedOut});
    // The late answer of the first call is not taken for the second.
    m_keychain->items.insert(QStringLiteral("org.proxytriage.ProxyTriage/") + profileId,
                             KeychainItem::encoded(secretOf("pencil")));
    m_keychain->held[0]();
    QTest::qWait(0);
    QCOMPARE(heard.states, QList{SecretState::TimedOut});
    m_keychain->held[1]();
    QTRY_COMPARE(heard.states, (QList{SecretState::TimedOut, SecretState::Read}));
}

void tst_secret_store::cancelAnswersAllAndDropsTheLateAnswer()
{
    m_keychain->holds = true;
    Heard heard;
    m_store->read(profileId, heard.into());
    m_store->read(profileId, heard.into());
    QTRY_COMPARE(m_keychain->held.size(), std::size_t(1));
    m_store->cancel();
    QTRY_COMPARE(heard.states, (QList{SecretState::Cancelled, SecretState::Cancelled}));
    m_keychain->held[0]();
    m_keychain->holds = false;
    m_store->write(profileId, secretOf("pencil"), heard.into());
    QTRY_COMPARE(heard.states.size(), 3);
    QCOMPARE(heard.states.last(), SecretState::Stored);
}

void tst_secret_store::answerMayDestroyTheStore()
{
    bool answered = false;
    m_store->read(profileId, [&](SecretAnswer) {
        m_store.reset();
        answered = true;
    });
    m_store->read(profileId, [](SecretAnswer) { QFAIL("an answer of a destroyed store"); });
    QTRY_VERIFY(answered);
    QTest::qWait(10);
}

void tst_secret_store::memoryKeepsForThisRun()
{
    MemorySecretStore store;
    Heard heard;
    store.read(profileId, heard.into());
    store.write(profileId, secretOf("pencil"), heard.into());
    store.read(profileId, heard.into());
    store.remove(profileId, heard.into());
    store.read(profileId, heard.into());
    store.probe(heard.into());
    QVERIFY(heard.states.isEmpty());
    QTRY_COMPARE(heard.states,
                 (QList{SecretState::NotFoundOrLocked, SecretState::Stored, SecretState::Read,
                        SecretState::Deleted, SecretState::NotFoundOrLocked, SecretState::Stored}));
    QVERIFY2(heard.secrets[2].equals(secretOf("pencil")), "another secret");
}

void tst_secret_store::memoryCancel()
{
    MemorySecretStore store;
    Heard heard;
    store.write(profileId, secretOf("pencil"), heard.into());
    store.read(profileId, heard.into());
    store.cancel();
    QTRY_COMPARE(heard.states, (QList{SecretState::Cancelled, SecretState::Cancelled}));
    QVERIFY(heard.secrets[1].isEmpty());
}

void tst_secret_store::memoryForgetsWithTheStore()
{
    Heard heard;
    {
        MemorySecretStore store;
        store.write(profileId, secretOf("pencil"), heard.into());
        QTRY_COMPARE(heard.states, QList{SecretState::Stored});
    }
    MemorySecretStore other;
    other.read(profileId, heard.into());
    QTRY_COMPARE(heard.states.size(), 2);
    QCOMPARE(heard.states.last(), SecretState::NotFoundOrLocked);
}

QTEST_GUILESS_MAIN(tst_secret_store)
#include "tst_secret_store.moc"
