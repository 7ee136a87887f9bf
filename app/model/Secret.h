// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/SecretFacts.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

namespace pt {

/// The only carrier of a secret. It has no stream, no JSON, no QVariant and no implicit copy, so
/// that logging or storing one does not compile; its bytes are overwritten on destruction as far
/// as C++ allows (copies the toolkit made before, in a password field, are out of reach).
/// `reveal()` is for auth/ and platform/keychain only.
class Secret
{
public:
    Secret() = default;
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    /// Takes UTF-8 bytes and overwrites `bytes` where this is their only owner.
    static Secret takeUtf8(QByteArray &&bytes);
    /// Takes text as UTF-8 and overwrites `text` where this is its only owner.
    static Secret takeText(QString &&text);

    Secret clone() const;
    bool isEmpty() const { return m_size == 0; }
    /// Compares in a time that depends on the lengths only.
    bool equals(const Secret &other) const;
    SecretFacts facts() const;
    /// `before`, the secret percent-encoded as RFC 3986 section 3.2.1 wants it in userinfo, and `after`.
    Secret percentEncodedBetween(QByteArrayView before, QByteArrayView after) const;
    /// The UTF-8 bytes, valid as long as this object lives unchanged.
    QByteArrayView reveal() const { return QByteArrayView(m_bytes.get(), m_size); }

private:
    void wipe() noexcept;

    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
};

/// Overwrites memory in a way the optimiser must keep.
void wipeMemory(void *data, qsizetype size) noexcept;

} // namespace pt
