// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Basic.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// CTL of RFC 5234, which RFC 7617 section 2 keeps out of user-id and password.
bool hasControl(QByteArrayView bytes)
{
    for (const char c : bytes) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20 || octet == 0x7F)
            return true;
    }
    return false;
}

} // namespace

Result<QByteArray> basicAnswer(const Credentials &credentials, const Challenge &challenge,
                               const AnswerForm &form)
{
    const QString operation = u"auth.basic"_s;
    if (!challenge.is("Basic") || !challenge.readable || !challenge.param("realm"))
        return fail(u"challenge-malformed"_s, operation);
    if (!credentials.password)
        return fail(u"incomplete"_s, operation, u"password"_s);

    const QByteArray user = form.encoded(credentials.user);
    const QByteArray domain = form.encoded(credentials.domain);
    const QByteArrayView password = credentials.password->reveal();
    if (user.contains(':') || domain.contains(':'))
        return fail(u"auth.colon-in-user-name"_s, operation);
    if (hasControl(user))
        return fail(u"auth.control-character"_s, operation, u"user"_s);
    if (hasControl(domain))
        return fail(u"auth.control-character"_s, operation, u"domain"_s);
    if (hasControl(password))
        return fail(u"auth.control-character"_s, operation, u"password"_s);

    // Reserved once, so that no copy of the password is left behind by growing.
    QByteArray plain;
    plain.reserve(domain.size() + 1 + user.size() + 1 + password.size());
    if (!domain.isEmpty())
        plain.append(domain).append('\\');
    plain.append(user).append(':').append(password);
    QByteArray encoded = plain.toBase64();
    wipeMemory(plain.data(), plain.size());

    QByteArray value;
    value.reserve(6 + encoded.size());
    value.append("Basic ").append(encoded);
    wipeMemory(encoded.data(), encoded.size());
    return value;
}

} // namespace pt
