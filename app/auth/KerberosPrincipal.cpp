// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/KerberosPrincipal.h"

namespace pt {

namespace {

struct TypedUser
{
    QString name;
    QString domain;
};

TypedUser split(const Credentials &credentials)
{
    const QString &user = credentials.user;
    if (!credentials.domain.isEmpty())
        return {user, credentials.domain};
    if (const qsizetype slash = user.indexOf(u'\\'); slash >= 0)
        return {user.sliced(slash + 1), user.first(slash)};
    if (const qsizetype at = user.lastIndexOf(u'@'); at > 0)
        return {user.first(at), user.sliced(at + 1)};
    return {user, QString()};
}

/// "CORP" of "CORP.EXAMPLE".
bool isShortOf(const QString &domain, const QString &realm)
{
    return !domain.contains(u'.') && realm.size() > domain.size() && realm.at(domain.size()) == u'.'
        && realm.startsWith(domain, Qt::CaseInsensitive);
}

} // namespace

KerberosPrincipal kerberosPrincipal(const Credentials &credentials, const QString &defaultRealm)
{
    const TypedUser typed = split(credentials);
    if (typed.domain.isEmpty() || isShortOf(typed.domain, defaultRealm)
        || typed.domain.compare(defaultRealm, Qt::CaseInsensitive) == 0)
        return {typed.name, defaultRealm};
    return {typed.name, typed.domain.toUpper()};
}

bool isPrincipal(const Credentials &credentials, const KerberosPrincipal &principal)
{
    const TypedUser typed = split(credentials);
    return typed.name.compare(principal.name, Qt::CaseInsensitive) == 0
        && (typed.domain.isEmpty() || isShortOf(typed.domain, principal.realm)
            || typed.domain.compare(principal.realm, Qt::CaseInsensitive) == 0);
}

} // namespace pt
