// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmConversation.h"

#include "auth/NtlmLogin.h"
#include "auth/NtlmMessages.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmProblems.h"
#include "protocol/NtlmTime.h"
#include "protocol/NtlmToken.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 1024; ///< in UTF-16 units; the lengths are of 16 bits
/// Some proxies refuse an empty one, and the real name is nobody's business; curl sends the same.
constexpr auto workstation = "WORKSTATION"_L1;

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

QByteArray credentialsValue(QByteArrayView message)
{
    // QByteArray::toBase64() of a view would copy what is to be overwritten.
    const QByteArray raw = QByteArray::fromRawData(message.data(), message.size());
    QByteArray encoded = raw.toBase64();
    QByteArray value;
    value.reserve(encoded.size() + 5);
    value.append("NTLM ").append(encoded);
    wipeMemory(encoded.data(), encoded.size());
    return value;
}

} // namespace

NtlmConversation::NtlmConversation(const Credentials &credentials, RandomSource &random,
                                   Setting setting)
    : m_credentials(credentials)
    , m_random(random)
    , m_setting(std::move(setting))
{
}

void NtlmConversation::next(const Challenge &challenge, Done done)
{
    if (m_legs == 0) {
        ++m_legs;
        m_negotiate = ntlmNegotiateMessage(ntlmOwnFlags());
        return done(AuthLeg{credentialsValue(m_negotiate), false});
    }
    if (m_legs > 1)
        return done(fail(u"ntlm.too-many-messages"_s, u"auth.ntlm"_s));
    Result<AuthLeg> leg = answer(challenge);
    if (leg)
        ++m_legs;
    done(std::move(leg));
}

Result<AuthLeg> NtlmConversation::answer(const Challenge &challenge)
{
    const QString operation = u"auth.ntlm"_s;
    const NtlmToken token = readNtlmToken(challenge.token68.value_or(QByteArray()));
    if (token.bytes.isEmpty())
        return fail(u"ntlm.challenge-malformed"_s, operation, ntlmproblem::base64);
    if (!hasNtlmSignature(token.bytes) && looksLikeSpnego(token.bytes))
        return fail(u"ntlm.label-mismatch"_s, operation);
    const NtlmChallenge asked = readNtlmChallenge(token.bytes);
    if (const QString problem = asked.firstError(); !problem.isEmpty())
        return fail(u"ntlm.challenge-malformed"_s, operation, problem);
    if (asked.isVersion1Only() && !m_setting.version1)
        return fail(u"ntlm.version-1-demanded"_s, operation);
    if (!m_credentials.password)
        return fail(u"incomplete"_s, operation, u"password"_s);

    const NtlmLogin login = ntlmLogin(m_credentials, asked);
    if (hasControl(login.user))
        return fail(u"auth.control-character"_s, operation, u"user"_s);
    if (hasControl(login.domain))
        return fail(u"auth.control-character"_s, operation, u"domain"_s);
    if (login.user.size() > longestName || login.domain.size() > longestName)
        return fail(u"ntlm.name-too-long"_s, operation);

    NtlmAnswer answer;
    answer.user = login.user;
    answer.domain = login.domain;
    answer.workstation = workstation;
    answer.service = u"HTTP/"_s + m_setting.request.proxyHost;
    answer.channelBinding = m_setting.request.channelBinding;
    answer.clientChallenge = m_random.bytes(8);
    answer.time = ntlmTime(m_setting.request.now);
    answer.version1 = m_setting.version1;
    QByteArray message
        = ntlmAuthenticateMessage(answer, *m_credentials.password, m_negotiate, token.bytes);
    if (message.isEmpty())
        return fail(u"ntlm.cryptography-missing"_s, operation);
    AuthLeg leg{credentialsValue(message), true};
    wipeMemory(message.data(), message.size());
    return leg;
}

} // namespace pt
