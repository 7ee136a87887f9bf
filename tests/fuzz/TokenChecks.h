// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Fuzz.h"

#include "model/DecodedToken.h"

namespace fuzz {

/// What holds for every token taken apart, see model/DecodedToken.h. `bytes`: the whole token.
inline void requireTable(const pt::DecodedToken &table, QByteArrayView bytes)
{
    require(!table.what.isEmpty(), "a table says what it is of");
    require(table.bytes >= 0 && table.bytes <= bytes.size(), "a table counts its bytes");
    requireProblems(table.problems);
    // Each field is read off bytes of its own, or is one octet seen in several ways.
    require(table.fields.size() <= 64 + 8 * bytes.size(), "fields have a bound");
    qsizetype texts = 0;
    int depth = -1;
    for (const pt::DecodedField &field : table.fields) {
        require(!field.id.isEmpty(), "a field has its id");
        require(isInside({field.start, field.length}, bytes), "a field lies in the token");
        require(field.depth >= 0 && field.depth <= depth + 1, "a part follows its whole");
        depth = field.depth;
        texts += field.value.size();
        require(!field.secret || field.value.size() <= 64, "a secret is described, not shown");
    }
    require(texts <= 64 * 1024 + 64 * bytes.size(), "texts have a bound");
}

} // namespace fuzz
