// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeMemory.h"

#include "auth/SignInHash.h"
#include "platform/SignInHistory.h"

namespace pt {

std::optional<SignInMemory> practiceMemory(const Scenario &scenario, const ProxyEndpoint &proxy,
                                           const Credentials &used, const QDateTime &nowUtc)
{
    if (!scenario.earlier.known)
        return std::nullopt;
    const Secret key = Secret::takeUtf8(QByteArray(signInKeyBytes, 'p'));
    SignInMarks marks;
    for (const PracticeEarlier::Accepted &one : scenario.earlier.accepted) {
        Credentials credentials = scenario.credentials();
        if (!one.user.isEmpty())
            credentials.user = one.user;
        credentials.password = Secret::takeText(QString(one.password));
        marks = SignInHistory::withAccepted(std::move(marks),
                                            {nowUtc.addDays(-one.daysAgo), proxy, credentials.user,
                                             credentials.domain, one.scheme,
                                             signInHash(key, proxy, credentials)});
    }
    return SignInHistory::comparison(marks, key, proxy, used);
}

} // namespace pt
