// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Rejection.h"

#include "protocol/DigestChallenge.h"

namespace pt {

namespace {

QList<QByteArray> realmsOf(const HttpHead &head, QByteArrayView headBytes, QByteArrayView field)
{
    QList<QByteArray> realms;
    const QList<Challenge> challenges = parseChallenges(head, headBytes, field);
    for (const Challenge &challenge : challenges) {
        if (const auto realm = challenge.param("realm"))
            realms.append(*realm);
    }
    return realms;
}

/// RFC 7616 section 3.3, stale: the nonce was too old, user name and password are right.
bool asksAgainWithNewNonce(const HttpHead &head, QByteArrayView headBytes,
                           const Challenge &answered)
{
    const std::optional<DigestChallenge> before = readDigestChallenge(answered);
    if (!before)
        return false;
    const QList<Challenge> challenges = parseChallenges(head, headBytes, "Proxy-Authenticate");
    for (const Challenge &challenge : challenges) {
        const std::optional<DigestChallenge> now = readDigestChallenge(challenge);
        if (now && now->stale && now->nonce != before->nonce)
            return true;
    }
    return false;
}

} // namespace

ProxyVoice proxyVoice(const HttpHead &head, QByteArrayView headBytes)
{
    ProxyVoice voice;
    if (const HttpField *server = head.field("Server"))
        voice.server = server->value;
    voice.realms = realmsOf(head, headBytes, "Proxy-Authenticate");
    return voice;
}

AnswerVerdict verdictOnAnswer(const std::optional<HttpHead> &head, QByteArrayView headBytes,
                              bool isConnect, const ProxyVoice &voice, const Challenge *answered)
{
    if (!head || head->status < 200)
        return AnswerVerdict::Unknown;
    if (head->status == 407) {
        const bool stale = answered && asksAgainWithNewNonce(*head, headBytes, *answered);
        return stale ? AnswerVerdict::Stale : AnswerVerdict::Rejected;
    }
    if (head->status != 401)
        return AnswerVerdict::Accepted;
    if (isConnect)
        return AnswerVerdict::Rejected;

    const HttpField *server = head->field("Server");
    if (server && !voice.server.isEmpty() && server->value == voice.server)
        return AnswerVerdict::Rejected;
    for (const char *field : {"WWW-Authenticate", "Proxy-Authenticate"}) {
        const QList<QByteArray> realms = realmsOf(*head, headBytes, field);
        for (const QByteArray &realm : realms) {
            if (voice.realms.contains(realm))
                return AnswerVerdict::Rejected;
        }
    }
    return AnswerVerdict::Accepted;
}

} // namespace pt
