// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmLogin.h"

namespace pt {

NtlmLogin ntlmLogin(const Credentials &credentials, const NtlmChallenge &challenge)
{
    const QString &typed = credentials.user;
    const qsizetype slash = typed.indexOf(u'\\');
    const QString user = typed.sliced(slash + 1);
    if (!credentials.domain.isEmpty())
        return {user, credentials.domain};
    if (slash >= 0)
        return {user, typed.first(slash)};
    if (user.contains(u'@'))
        return {user, QString()};
    return {user, challenge.domain()};
}

} // namespace pt
