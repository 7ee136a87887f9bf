// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// What one step of a security context gave.
struct NegotiateStep
{
    QByteArray token; ///< to be sent; empty: nothing more is to be sent
    bool complete = false; ///< nothing more is expected from the other side

    bool operator==(const NegotiateStep &) const = default;
};

} // namespace pt
