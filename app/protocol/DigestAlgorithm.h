// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace pt {

/// How a Digest answer is computed (RFC 7616 section 3.3, algorithm).
struct DigestAlgorithm
{
    enum class Hash { Md5, Sha256, Sha512_256 };

    Hash hash = Hash::Md5;
    bool session = false; ///< "-sess": nonce and cnonce are hashed into the secret part

    bool operator==(const DigestAlgorithm &) const = default;
    /// The larger, the stronger.
    int strength() const { return int(hash); }
};

/// In any case, as programs differ. nullopt: none of the RFC's.
std::optional<DigestAlgorithm> readDigestAlgorithm(QByteArrayView token);

} // namespace pt
