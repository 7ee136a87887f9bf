// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SchemeChoice.h"

namespace pt {

using namespace Qt::StringLiterals;

SchemeChoice chooseScheme(const QList<Challenge> &challenges, AuthChoice wish,
                          const Credentials &credentials)
{
    SchemeChoice choice;
    bool known = false;
    bool unreadable = false;
    for (const Challenge &challenge : challenges) {
        const QString name = QString::fromLatin1(challenge.scheme);
        if (!name.isEmpty() && !choice.offered.contains(name, Qt::CaseInsensitive))
            choice.offered.append(name);
        if (challenge.scheme.isEmpty()) {
            unreadable = true;
            continue;
        }
        if (!challenge.is("Basic"))
            continue;
        known = true;
        if (!choice.challenge && challenge.readable && challenge.param("realm"))
            choice.challenge = challenge;
    }

    const bool allowed = wish == AuthChoice::Any || wish == AuthChoice::Basic;
    if (challenges.isEmpty()) {
        choice.reason = u"challenge-missing"_s;
    } else if (!known || !allowed) {
        choice.reason = unreadable && choice.offered.isEmpty() ? u"challenge-malformed"_s
                                                               : u"scheme-unknown"_s;
    } else if (!choice.challenge) {
        choice.reason = u"challenge-malformed"_s;
    } else if (credentials.isEmpty()) {
        choice.reason = u"no-credentials"_s;
    } else if (credentials.user.isEmpty() || !credentials.password) {
        choice.reason = u"incomplete"_s;
        choice.missing = credentials.user.isEmpty() ? u"user"_s : u"password"_s;
    }
    if (!choice.reason.isEmpty())
        choice.challenge.reset();
    else
        choice.scheme = u"basic"_s;
    return choice;
}

} // namespace pt
