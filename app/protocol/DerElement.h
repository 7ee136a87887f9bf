// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

namespace pt {

/// One value of DER (X.690 section 8.1): identifier octet, length, contents. Spans index the bytes
/// that were given to the reader.
struct DerElement
{
    quint8 tag = 0; ///< the identifier octet, class and constructed bit included
    ByteSpan whole; ///< from the identifier to the last octet of the contents
    ByteSpan content;

    bool operator==(const DerElement &) const = default;
};

} // namespace pt
