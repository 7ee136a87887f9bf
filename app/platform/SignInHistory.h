// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "model/SignInMemory.h"
#include "platform/SecretStore.h"
#include "platform/SignInMarks.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>

namespace pt {

class Clock;
class ProfileStore;
class RandomSource;

/// Remembers with each profile which sign-ins its proxy accepted, so that a later run can tell a
/// password that has changed from one that was mistyped. Kept are times, names and keyed hashes;
/// the key is in the keychain and nowhere else. Without it nothing is remembered and nothing
/// compared, and there is no other place for it.
///
/// The keychain is asked for the key when it is first needed, and no more in this run of the
/// program once it was refused or did not answer. A key that is not found may be lost or locked
/// away: it is replaced only where another one could be written and the old one was still not
/// there.
class SignInHistory : public QObject
{
    Q_OBJECT

public:
    /// Stored: done. Else why there is no key: as the keychain answered, with its words.
    using Done = std::function<void(SecretState, const QString &detail)>;

    /// Nothing is owned; `secrets` may be nullptr.
    SignInHistory(ProfileStore &profiles, SecretStore *secrets, RandomSource &random,
                  const Clock &clock, QObject *parent = nullptr);
    ~SignInHistory() override;

    /// Whether anything is remembered with the profile.
    bool knows(const QString &profileId) const;
    /// Fetches the key for compared(). `done` is called once, never from inside the call.
    void open(Done done);
    /// What is known of a sign-in at that proxy; nullopt: nothing is remembered, or there is no
    /// key.
    std::optional<SignInMemory> compared(const QString &profileId, const ProxyEndpoint &proxy,
                                         const Credentials &used) const;
    /// The proxy has accepted it just now.
    void keepAccepted(const QString &profileId, const ProxyEndpoint &proxy, const Credentials &used,
                      const QString &scheme, Done done);
    /// It has been written into the keychain just now.
    void keepStored(const QString &profileId, const ProxyEndpoint &proxy, const Credentials &stored,
                    Done done);
    void forget(const QString &profileId);

    /// The comparison itself.
    static SignInMemory comparison(const SignInMarks &marks, const Secret &key,
                                   const ProxyEndpoint &proxy, const Credentials &used);
    /// `marks` with one more accepted sign-in, or a newer time for a known one.
    static SignInMarks withAccepted(SignInMarks marks, const SignInMark &mark);

private:
    struct Request
    {
        bool create = false; ///< a key is made where there is none
        Done done;
    };

    void want(bool create, Done done);
    void startNext();
    void keyRead(SecretAnswer answer);
    void makeKey();
    void keyWritten(const QString &newId, const SecretAnswer &answer);
    void finish(SecretState state, const QString &detail = {});
    void adopt(Secret key, const QString &id);
    SecretStore::Answer guarded(std::function<void(SecretAnswer)> step);
    bool canCompare(const QString &profileId) const;
    SignInMark markOf(const ProxyEndpoint &proxy, const Credentials &used,
                      const QString &scheme) const;
    SignInMarks marksToAddTo(const QString &profileId) const;

    ProfileStore &m_profiles;
    SecretStore *m_secrets;
    RandomSource &m_random;
    const Clock &m_clock;
    std::optional<Secret> m_key;
    QString m_keyId;
    Secret m_newKey; ///< until the keychain has it
    std::optional<SecretState> m_refused; ///< why the keychain is not asked again
    std::deque<Request> m_requests; ///< the first one is served while m_busy
    bool m_busy = false;
};

} // namespace pt
