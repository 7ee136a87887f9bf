// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pt {

/// What is remembered of earlier runs on the computer of a scenario. Read from the "earlier"
/// object:
///
///     "accepted": a list of sign-ins that the proxy accepted, each with
///         "password": made up, public
///         "days_ago": 1 to 3650, before the run
///         "user":     that of "sign_in" where it is missing
///         "scheme":   lower-case, "basic" where it is missing
///
/// Without the object nothing is remembered; with an empty list the proxy never accepted one.
struct PracticeEarlier
{
    struct Accepted
    {
        QString user;
        QString password;
        QString scheme;
        int daysAgo = 1;

        bool operator==(const Accepted &) const = default;
    };

    bool known = false; ///< the object is there
    QList<Accepted> accepted;

    bool operator==(const PracticeEarlier &) const = default;
};

} // namespace pt
