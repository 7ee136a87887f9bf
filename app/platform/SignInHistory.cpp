// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SignInHistory.h"

#include "auth/SignInHash.h"
#include "model/Clock.h"
#include "model/RandomSource.h"
#include "platform/ProfileStore.h"

#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace pt {

SignInHistory::SignInHistory(ProfileStore &profiles, SecretStore *secrets, RandomSource &random,
                             const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_random(random)
    , m_clock(clock)
{
}

SignInHistory::~SignInHistory() = default;

bool SignInHistory::knows(const QString &profileId) const
{
    return !m_profiles.signInMarks(profileId).isEmpty();
}

void SignInHistory::open(Done done)
{
    want(false, std::move(done));
}

bool SignInHistory::canCompare(const QString &profileId) const
{
    return m_key && m_profiles.signInMarks(profileId).keyId == m_keyId;
}

std::optional<SignInMemory> SignInHistory::compared(const QString &profileId,
                                                    const ProxyEndpoint &proxy,
                                                    const Credentials &used) const
{
    if (!canCompare(profileId) || !used.password)
        return std::nullopt;
    return comparison(m_profiles.signInMarks(profileId), *m_key, proxy, used);
}

SignInMemory SignInHistory::comparison(const SignInMarks &marks, const Secret &key,
                                       const ProxyEndpoint &proxy, const Credentials &used)
{
    const QByteArray hash = signInHash(key, proxy, used);
    const auto isOfProxy = [&proxy](const SignInMark &mark) {
        return mark.proxy.scheme == proxy.scheme && mark.proxy.port == proxy.port
            && mark.proxy.host.compare(proxy.host, Qt::CaseInsensitive) == 0;
    };
    const auto isOfUser = [&used](const SignInMark &mark) {
        return mark.user == used.user && mark.domain == used.domain;
    };
    SignInMemory memory;
    for (const SignInMark &mark : marks.accepted) {
        if (isOfProxy(mark)) {
            memory.accepted.append({mark.utc.toUTC().toString(Qt::ISODateWithMs), mark.scheme,
                                    isOfUser(mark), isOfUser(mark) && mark.hash == hash});
        }
    }
    if (marks.stored && isOfProxy(*marks.stored) && isOfUser(*marks.stored)) {
        memory.stored = marks.stored->hash == hash ? SameSecret::Yes : SameSecret::No;
        memory.storedUtc = marks.stored->utc.toUTC().toString(Qt::ISODateWithMs);
    }
    return memory;
}

SignInMarks SignInHistory::withAccepted(SignInMarks marks, const SignInMark &mark)
{
    // By hash and scheme: that another method accepted it as well says something of its own.
    marks.accepted.removeIf([&mark](const SignInMark &old) {
        return old.hash == mark.hash && old.scheme == mark.scheme;
    });
    marks.accepted.prepend(mark);
    std::stable_sort(marks.accepted.begin(), marks.accepted.end(),
                     [](const SignInMark &a, const SignInMark &b) { return a.utc > b.utc; });
    if (marks.accepted.size() > SignInMarks::most)
        marks.accepted.resize(SignInMarks::most);
    return marks;
}

SignInMark SignInHistory::markOf(const ProxyEndpoint &proxy, const Credentials &used,
                                 const QString &scheme) const
{
    return {m_clock.utcNow().toUTC(),       proxy, used.user, used.domain, scheme,
            signInHash(*m_key, proxy, used)};
}

/// Those of another key can never be compared again.
SignInMarks SignInHistory::marksToAddTo(const QString &profileId) const
{
    SignInMarks marks = m_profiles.signInMarks(profileId);
    if (marks.keyId != m_keyId)
        marks = {};
    marks.keyId = m_keyId;
    return marks;
}

void SignInHistory::keepAccepted(const QString &profileId, const ProxyEndpoint &proxy,
                                 const Credentials &used, const QString &scheme, Done done)
{
    // std::function wants something that can be copied, which a Secret cannot.
    const auto held = std::make_shared<Credentials>(used.clone());
    want(true,
         [this, profileId, proxy, held, scheme, done = std::move(done)](SecretState state,
                                                                        const QString &detail) {
             if (state == SecretState::Stored && held->password) {
                 m_profiles.setSignInMarks(
                     profileId,
                     withAccepted(marksToAddTo(profileId), markOf(proxy, *held, scheme)));
             }
             done(state, detail);
         });
}

void SignInHistory::keepStored(const QString &profileId, const ProxyEndpoint &proxy,
                               const Credentials &stored, Done done)
{
    const auto held = std::make_shared<Credentials>(stored.clone());
    want(true,
         [this, profileId, proxy, held, done = std::move(done)](SecretState state,
                                                                const QString &detail) {
             if (state == SecretState::Stored && held->password) {
                 SignInMarks marks = marksToAddTo(profileId);
                 marks.stored = markOf(proxy, *held, {});
                 m_profiles.setSignInMarks(profileId, marks);
             }
             done(state, detail);
         });
}

void SignInHistory::forget(const QString &profileId)
{
    m_profiles.setSignInMarks(profileId, {});
}

// The key

void SignInHistory::want(bool create, Done done)
{
    m_requests.push_back({create, std::move(done)});
    // Later, so that no answer can come from inside the call.
    QMetaObject::invokeMethod(this, &SignInHistory::startNext, Qt::QueuedConnection);
}

SecretStore::Answer SignInHistory::guarded(std::function<void(SecretAnswer)> step)
{
    return [self = QPointer(this), step = std::move(step)](SecretAnswer answer) {
        if (self)
            step(std::move(answer));
    };
}

void SignInHistory::startNext()
{
    if (m_busy || m_requests.empty())
        return;
    m_busy = true;
    if (m_key)
        return finish(SecretState::Stored);
    if (m_refused || !m_secrets)
        return finish(m_refused.value_or(SecretState::Unavailable));
    const QString id = m_profiles.signInKeyId();
    if (!id.isEmpty())
        m_secrets->read(id, guarded([this](SecretAnswer answer) { keyRead(std::move(answer)); }));
    else if (m_requests.front().create)
        makeKey();
    else
        finish(SecretState::NotFoundOrLocked);
}

void SignInHistory::keyRead(SecretAnswer answer)
{
    if (answer.state == SecretState::Read && !isSignInKey(answer.secret))
        answer.state = SecretState::NotFoundOrLocked; // somebody else's item
    if (answer.state == SecretState::Read) {
        adopt(std::move(answer.secret), m_profiles.signInKeyId());
        finish(SecretState::Stored);
    } else if (answer.state == SecretState::NotFoundOrLocked && m_requests.front().create) {
        makeKey();
    } else {
        finish(answer.state, answer.detail);
    }
}

void SignInHistory::makeKey()
{
    // Under a name of its own: one that is locked away must not be written over.
    const QString newId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Before the answer: a call that timed out may still store it later.
    m_profiles.rememberSecretId(newId);
    m_newKey = Secret::takeUtf8(m_random.bytes(signInKeyBytes));
    m_secrets->write(newId, m_newKey.clone(), guarded([this, newId](const SecretAnswer &answer) {
                         keyWritten(newId, answer);
                     }));
}

void SignInHistory::keyWritten(const QString &newId, const SecretAnswer &answer)
{
    if (answer.state != SecretState::Stored) {
        m_newKey = {};
        // Nothing was written, or a random number at worst: not worth an entry each time.
        if (answer.state == SecretState::Denied || answer.state == SecretState::Unavailable)
            m_profiles.forgetSecretId(newId);
        return finish(answer.state, answer.detail);
    }
    const auto takeNew = [this, newId] {
        adopt(std::move(m_newKey), newId);
        m_profiles.setSignInKeyId(newId);
        finish(SecretState::Stored);
    };
    const QString oldId = m_profiles.signInKeyId();
    if (oldId.isEmpty())
        return takeNew();
    // The keychain is open now; was the old key only locked away?
    m_secrets->read(oldId, guarded([this, newId, oldId, takeNew](SecretAnswer old) {
                        if (old.state != SecretState::Read || !isSignInKey(old.secret))
                            return takeNew();
                        m_newKey = {};
                        adopt(std::move(old.secret), oldId);
                        m_secrets->remove(newId,
                                          guarded([this, newId](const SecretAnswer &removed) {
                                              if (removed.state == SecretState::Deleted)
                                                  m_profiles.forgetSecretId(newId);
                                          }));
                        finish(SecretState::Stored);
                    }));
}

void SignInHistory::adopt(Secret key, const QString &id)
{
    m_key = std::move(key);
    m_keyId = id;
}

void SignInHistory::finish(SecretState state, const QString &detail)
{
    // Asked once more for each test, an unlock window would be a nuisance.
    if (state == SecretState::Denied || state == SecretState::TimedOut
        || state == SecretState::Unavailable)
        m_refused = state;
    const Request request = std::move(m_requests.front());
    m_requests.pop_front();
    m_busy = false;
    QMetaObject::invokeMethod(this, &SignInHistory::startNext, Qt::QueuedConnection);
    request.done(state, detail);
}

} // namespace pt
