// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// One field of a token, as a reader found it. Wordless: advice/ says by `id` what it means.
struct DecodedField
{
    QString id; ///< stable, such as "ntlm.target-name"; advice/ has a name and a sentence for each
    QString value; ///< as text, from outside and not made safe to show; of a secret one a
                   ///< description in numbers, such as "24", never the value
    qsizetype start = 0; ///< in the bytes of the token, base64 undone
    qsizetype length = 0;
    int depth = 0; ///< 0: of the token itself, 1: part of the field of depth 0 before it, and so on
    bool secret = false; ///< the bytes bear a secret or a proof of one, and were not kept

    bool operator==(const DecodedField &) const = default;
};

} // namespace pt
