// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// The seam for randomness: cryptographically strong bytes.
class RandomSource
{
public:
    virtual ~RandomSource() = default;
    virtual QByteArray bytes(qsizetype count) = 0;
};

} // namespace pt
