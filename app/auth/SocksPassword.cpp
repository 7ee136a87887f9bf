// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SocksPassword.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 255; // what the octet of length can say

qsizetype userSize(const Credentials &credentials)
{
    const qsizetype domain = credentials.domain.toUtf8().size();
    return credentials.user.toUtf8().size() + (domain > 0 ? domain + 1 : 0);
}

} // namespace

Challenge socksPasswordChallenge()
{
    Challenge challenge;
    challenge.scheme = socksPasswordScheme;
    return challenge;
}

Failure socksPasswordProblem(const Credentials &credentials)
{
    const QString operation = u"auth.socks"_s;
    if (credentials.isEmpty())
        return {u"no-credentials"_s, operation, {}};
    if (credentials.user.isEmpty() || !credentials.password)
        return {u"incomplete"_s, operation, credentials.user.isEmpty() ? u"user"_s : u"password"_s};
    if (credentials.password->isEmpty())
        return {u"socks.credential-empty"_s, operation, u"password"_s};
    if (userSize(credentials) > longest)
        return {u"socks.credential-too-long"_s, operation, u"user"_s};
    if (credentials.password->reveal().size() > longest)
        return {u"socks.credential-too-long"_s, operation, u"password"_s};
    return {};
}

Result<QByteArray> socksPasswordMessage(const Credentials &credentials)
{
    if (const Failure problem = socksPasswordProblem(credentials); !problem.code.isEmpty())
        return tl::make_unexpected(problem);
    const QByteArray user = credentials.user.toUtf8();
    const QByteArray domain = credentials.domain.toUtf8();
    const QByteArrayView password = credentials.password->reveal();
    QByteArray message;
    // Once and for all: growing would leave copies of the password behind.
    message.reserve(3 + userSize(credentials) + password.size());
    message.append('\x01').append(char(userSize(credentials)));
    if (!domain.isEmpty())
        message.append(domain).append('\\');
    message.append(user).append(char(password.size())).append(password);
    return message;
}

} // namespace pt
