// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace pt {

/// What one operation of the operating system's keychain answered, without any judgement.
struct KeychainReply
{
    enum class Outcome {
        Done,
        NotFound, ///< also what a locked keyring says on Linux
        Refused, ///< by the person, by policy, or because the keychain is locked
        Failed, ///< everything else, no keychain at all included
    };

    Outcome outcome = Outcome::Failed;
    QByteArray item; ///< reading only
    QString detail; ///< the keychain's own words
};

/// The operating system's keychain, one operation at a time and without policy: KeychainSecretStore
/// adds the order, the time limits and the proofs. Every call answers at most once, never from
/// inside the call; one that never answers is allowed.
class KeychainBackend
{
public:
    using Reply = std::function<void(KeychainReply)>;

    virtual ~KeychainBackend() = default;
    /// The bytes of `item` are overwritten as far as possible once the keychain has them.
    virtual void write(const QString &key, QByteArray item, Reply reply) = 0;
    virtual void read(const QString &key, Reply reply) = 0;
    virtual void remove(const QString &key, Reply reply) = 0;
};

} // namespace pt
