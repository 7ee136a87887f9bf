// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pt {

/// The count of the attempt budget: how often the secret was sent and refused in this run.
struct Attempts
{
    int sent = 0;     ///< answers that carried something derived from the secret
    int rejected = 0; ///< of those, refused
    int limit = 1;    ///< refused answers allowed
    bool stopped = false; ///< something was left untried because the limit was reached
    QStringList untried; ///< ids of other spellings of the sign-in that were left so

    bool operator==(const Attempts &) const = default;
};

} // namespace pt
