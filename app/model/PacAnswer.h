// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// What a proxy configuration script says for one URL.
struct PacAnswer
{
    QString target;
    QString text; ///< as the script returned it, at most 2048 characters: "PROXY proxy.example:3128; DIRECT"

    bool operator==(const PacAnswer &) const = default;
};

} // namespace pt
