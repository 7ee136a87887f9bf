// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DigestAlgorithm.h"

namespace pt {

std::optional<DigestAlgorithm> readDigestAlgorithm(QByteArrayView token)
{
    using Hash = DigestAlgorithm::Hash;
    static constexpr struct
    {
        const char *name;
        Hash hash;
        bool session;
    } known[] = {{"MD5", Hash::Md5, false},
                 {"MD5-sess", Hash::Md5, true},
                 {"SHA-256", Hash::Sha256, false},
                 {"SHA-256-sess", Hash::Sha256, true},
                 {"SHA-512-256", Hash::Sha512_256, false},
                 {"SHA-512-256-sess", Hash::Sha512_256, true}};
    for (const auto &row : known) {
        if (token.compare(QByteArrayView(row.name), Qt::CaseInsensitive) == 0)
            return DigestAlgorithm{row.hash, row.session};
    }
    return std::nullopt;
}

} // namespace pt
