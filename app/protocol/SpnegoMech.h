// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QString>

namespace pt {

/// A mechanism named in SPNEGO.
struct SpnegoMech
{
    QString objectId; ///< in dots; empty: unreadable
    QString name; ///< as mechName(); empty: not known here
    ByteSpan span; ///< its element

    bool operator==(const SpnegoMech &) const = default;
};

} // namespace pt
