// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignInHash.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <utility>

namespace pt {

namespace {

constexpr char purpose[] = "org.proxytriage.ProxyTriage/accepted-sign-in/1";

/// The length first, so that no two lists of parts give the same octets.
void add(QMessageAuthenticationCode &code, QByteArrayView part)
{
    const quint32 length = qToBigEndian(quint32(part.size()));
    code.addData(reinterpret_cast<const char *>(&length), sizeof length);
    code.addData(part.data(), part.size());
}

} // namespace

bool isSignInKey(const Secret &key)
{
    return key.reveal().size() == signInKeyBytes;
}

QByteArray signInHash(const Secret &key, const ProxyEndpoint &proxy, const Credentials &credentials)
{
    if (!isSignInKey(key) || !credentials.password)
        return {};
    QMessageAuthenticationCode code(QCryptographicHash::Sha256);
    const QByteArrayView revealed = key.reveal();
    code.setKey(QByteArray::fromRawData(revealed.data(), revealed.size()));
    add(code, purpose);
    add(code, toString(proxy.scheme).toUtf8());
    add(code, proxy.host.toLower().toUtf8());
    add(code, QByteArray::number(proxy.port));
    add(code, credentials.user.toUtf8());
    add(code, credentials.domain.toUtf8());
    add(code, credentials.password->reveal());
    return code.result();
}

bool isSameUser(const Credentials &copy, const Credentials &used)
{
    const auto whole = [](const Credentials &each) {
        return each.domain.isEmpty() ? each.user : each.domain + u'\\' + each.user;
    };
    return whole(copy) == whole(used);
}

SameSecret compareSecrets(const Credentials &copy, const Credentials &used)
{
    if (!copy.password || !used.password || !isSameUser(copy, used))
        return SameSecret::Unknown;
    return copy.password->equals(*used.password) ? SameSecret::Yes : SameSecret::No;
}

} // namespace pt
