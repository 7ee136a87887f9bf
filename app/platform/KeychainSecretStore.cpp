// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KeychainSecretStore.h"

#include "model/RandomSource.h"
#include "platform/KeychainItem.h"
#include "platform/QtKeychainBackend.h"

namespace pt {

namespace {

// Unique world-wide: Windows looks items up by the key alone.
QString keyFor(const QString &id)
{
    return QStringLiteral("org.proxytriage.ProxyTriage/") + id;
}

SecretAnswer answerOf(SecretState state, const QString &detail = {})
{
    SecretAnswer answer;
    answer.state = state;
    answer.detail = detail;
    return answer;
}

} // namespace

KeychainSecretStore::KeychainSecretStore(RandomSource &random, QObject *parent)
    : KeychainSecretStore(std::make_unique<QtKeychainBackend>(), random, {}, parent)
{
}

KeychainSecretStore::KeychainSecretStore(std::unique_ptr<KeychainBackend> backend,
                                         RandomSource &random, SecretStoreLimits limits,
                                         QObject *parent)
    : SecretStore(parent)
    , m_backend(std::move(backend))
    , m_random(random)
    , m_limits(limits)
{
    m_tellTimer.setSingleShot(true);
    m_giveUpTimer.setSingleShot(true);
    connect(&m_tellTimer, &QTimer::timeout, this, &SecretStore::waitingForUser);
    connect(&m_giveUpTimer, &QTimer::timeout, this, [this] { finishWith(SecretState::TimedOut); });
}

KeychainSecretStore::~KeychainSecretStore() = default;

void KeychainSecretStore::write(const QString &profileId, Secret secret, Answer answer)
{
    enqueue({Call::Kind::Write, keyFor(profileId), std::move(secret), std::move(answer)});
}

void KeychainSecretStore::read(const QString &profileId, Answer answer)
{
    enqueue({Call::Kind::Read, keyFor(profileId), {}, std::move(answer)});
}

void KeychainSecretStore::remove(const QString &profileId, Answer answer)
{
    // A locked keyring says "done" to deleting and "not found" to reading while it keeps the item.
    // Only writing tells, so the item is overwritten first: that fails where nothing can be deleted.
    enqueue({Call::Kind::Remove, keyFor(profileId), {}, std::move(answer)});
}

void KeychainSecretStore::probe(Answer answer)
{
    // A key and a value of its own each time: an item left by an interrupted probe proves nothing.
    const QString name = QStringLiteral("probe-") + QString::fromLatin1(m_random.bytes(16).toHex());
    enqueue({Call::Kind::Probe, keyFor(name), Secret::takeUtf8(m_random.bytes(32).toHex()),
             std::move(answer)});
}

void KeychainSecretStore::cancel()
{
    ++m_generation;
    m_busy = false;
    m_tellTimer.stop();
    m_giveUpTimer.stop();
    for (Call &call : std::exchange(m_calls, {}))
        deliver(std::move(call), answerOf(SecretState::Cancelled));
}

void KeychainSecretStore::enqueue(Call call)
{
    m_calls.push_back(std::move(call));
    // Later, so that no answer can come from inside the call.
    QMetaObject::invokeMethod(this, &KeychainSecretStore::startNext, Qt::QueuedConnection);
}

void KeychainSecretStore::startNext()
{
    if (m_busy || m_calls.empty())
        return;
    m_busy = true;
    ++m_generation;
    m_tellTimer.start(m_limits.tellAfter);
    m_giveUpTimer.start(m_limits.giveUpAfter);
    begin();
}

void KeychainSecretStore::begin()
{
    const Call &call = m_calls.front();
    switch (call.kind) {
    case Call::Kind::Write:
    case Call::Kind::Probe:
    case Call::Kind::Remove:
        writeItem();
        break;
    case Call::Kind::Read:
        m_backend->read(call.key, into(&KeychainSecretStore::onRead));
        break;
    }
}

void KeychainSecretStore::writeItem()
{
    const Call &call = m_calls.front();
    if (!KeychainItem::fits(call.secret)) {
        finishWith(SecretState::TooLarge,
                   tr("The password is longer than %n byte(s), more than a keychain item can hold.",
                      nullptr, int(KeychainItem::maxSecretBytes)));
        return;
    }
    m_backend->write(call.key, KeychainItem::encoded(call.secret),
                     into(&KeychainSecretStore::onWritten));
}

KeychainBackend::Reply KeychainSecretStore::into(Step step)
{
    // The backend dies with this object and answers nobody afterwards, so `this` is safe.
    return [this, step, generation = m_generation](KeychainReply reply) {
        if (generation == m_generation && m_busy)
            (this->*step)(std::move(reply));
    };
}

void KeychainSecretStore::onWritten(KeychainReply reply)
{
    if (reply.outcome != KeychainReply::Outcome::Done)
        finishFailed(reply);
    else
        m_backend->read(m_calls.front().key, into(&KeychainSecretStore::onReadBack));
}

void KeychainSecretStore::onReadBack(KeychainReply reply)
{
    if (reply.outcome != KeychainReply::Outcome::Done) {
        finishFailed(reply);
        return;
    }
    const Call &call = m_calls.front();
    const Result<Secret> kept = KeychainItem::decoded(reply.item);
    if (!kept || !kept->equals(call.secret)) {
        finishWith(SecretState::Unavailable,
                   tr("The keychain gave back something else than what was written."));
        return;
    }
    if (call.kind == Call::Kind::Write)
        finishWith(SecretState::Stored);
    else
        m_backend->remove(call.key, into(&KeychainSecretStore::onRemoved));
}

void KeychainSecretStore::onRead(KeychainReply reply)
{
    if (reply.outcome != KeychainReply::Outcome::Done) {
        finishFailed(reply);
        return;
    }
    Result<Secret> secret = KeychainItem::decoded(reply.item);
    if (!secret) {
        finishWith(SecretState::Unavailable,
                   secret.error().code == QLatin1StringView("keychain.item-newer")
                       ? tr("The stored password was written by a newer version of this program.")
                       : tr("The stored password cannot be read. Save it again."));
        return;
    }
    SecretAnswer answer = answerOf(SecretState::Read);
    answer.secret = std::move(*secret);
    finish(std::move(answer));
}

void KeychainSecretStore::onRemoved(KeychainReply reply)
{
    // Most keychains say "done" for what never was there; those that do not mean the same.
    if (reply.outcome != KeychainReply::Outcome::Done
        && reply.outcome != KeychainReply::Outcome::NotFound)
        finishFailed(reply);
    else
        m_backend->read(m_calls.front().key, into(&KeychainSecretStore::onAbsenceChecked));
}

void KeychainSecretStore::onAbsenceChecked(KeychainReply reply)
{
    if (reply.outcome == KeychainReply::Outcome::Done) {
        finishWith(SecretState::Unavailable,
                   tr("The keychain still has the password after deleting it."));
    } else if (reply.outcome != KeychainReply::Outcome::NotFound) {
        finishFailed(reply);
    } else {
        finishWith(m_calls.front().kind == Call::Kind::Probe ? SecretState::Stored
                                                             : SecretState::Deleted);
    }
}

void KeychainSecretStore::finishFailed(const KeychainReply &reply)
{
    switch (reply.outcome) {
    case KeychainReply::Outcome::NotFound:
        finishWith(SecretState::NotFoundOrLocked, reply.detail);
        break;
    case KeychainReply::Outcome::Refused:
        finishWith(SecretState::Denied, reply.detail);
        break;
    default:
        finishWith(SecretState::Unavailable, reply.detail);
        break;
    }
}

void KeychainSecretStore::finishWith(SecretState state, const QString &detail)
{
    finish(answerOf(state, detail));
}

void KeychainSecretStore::finish(SecretAnswer answer)
{
    ++m_generation;
    m_busy = false;
    m_tellTimer.stop();
    m_giveUpTimer.stop();
    Call call = std::move(m_calls.front());
    m_calls.pop_front();
    deliver(std::move(call), std::move(answer));
    QMetaObject::invokeMethod(this, &KeychainSecretStore::startNext, Qt::QueuedConnection);
}

void KeychainSecretStore::deliver(Call call, SecretAnswer answer)
{
    // Through the event loop: an answer may destroy the store or call it again. std::function wants
    // something that can be copied, which a Secret cannot.
    auto held = std::make_shared<std::pair<Answer, SecretAnswer>>(std::move(call.answer),
                                                                  std::move(answer));
    QMetaObject::invokeMethod(
        this, [held] { held->first(std::move(held->second)); }, Qt::QueuedConnection);
}

} // namespace pt
