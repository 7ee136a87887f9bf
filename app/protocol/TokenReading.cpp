// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TokenReading.h"

#include "model/Secret.h"
#include "protocol/AsciiChars.h"
#include "protocol/BasicToken.h"
#include "protocol/DigestToken.h"
#include "protocol/HttpHead.h"
#include "protocol/Masking.h"
#include "protocol/NegotiateToken.h"
#include "protocol/NtlmDecoding.h"
#include "protocol/NtlmToken.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksToken.h"
#include "protocol/TlsToken.h"
#include "protocol/TokenBytes.h"
#include "protocol/TokenSite.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestKeptToken = 4096;

void bound(DecodedToken &token)
{
    if (token.fields.size() > maxTokenFields) {
        token.fields.resize(maxTokenFields);
        token.problems.append(u"token.too-many-fields"_s);
    }
    bool cut = false;
    for (DecodedField &field : token.fields) {
        if (field.value.size() > maxFieldCharacters) {
            field.value.truncate(maxFieldCharacters);
            cut = true;
        }
    }
    if (cut)
        token.problems.append(u"token.value-cut"_s);
}

/// An NTLM message; `start` is where it begins in the whole token.
QList<DecodedToken> ntlmTokens(QByteArrayView bytes, qsizetype start)
{
    DecodedToken token = decodeNtlm(bytes);
    if (token.what.isEmpty())
        return {};
    for (DecodedField &field : token.fields)
        field.start += start;
    return {token};
}

QList<DecodedToken> unknownToken(qsizetype bytes, bool secret)
{
    DecodedToken token;
    token.what = u"token.unknown"_s;
    token.bytes = bytes;
    token.fields.append({u"token.content"_s, QString::number(bytes), 0, bytes, 0, secret});
    return {token};
}

/// The bytes of NTLM, Negotiate and what calls itself otherwise, told apart by what they begin
/// with.
QList<DecodedToken> binaryTokens(QByteArrayView token68, bool credentials)
{
    std::optional<QByteArray> bytes = tokenBytes(token68);
    if (!bytes) {
        QList<DecodedToken> tokens = unknownToken(token68.size(), credentials);
        tokens.first().problems.append(u"token.base64"_s);
        return tokens;
    }
    QList<DecodedToken> tokens;
    if (hasNtlmSignature(*bytes)) {
        tokens = ntlmTokens(*bytes, 0);
    } else {
        tokens = decodedNegotiate(*bytes);
        const NegotiateToken read = readNegotiateToken(*bytes);
        if (read.ntlm)
            tokens += ntlmTokens(read.ntlm->in(*bytes), read.ntlm->start);
    }
    if (tokens.isEmpty())
        tokens = unknownToken(bytes->size(), credentials);
    for (DecodedToken &token : tokens) {
        // Before the challenge there is nothing that proves a password.
        if (credentials && tokens.size() == 1 && token.what == "ntlm.type1"_L1
            && bytes->size() <= longestKeptToken)
            token.octets = *bytes;
        token.bytes = bytes->size();
    }
    if (credentials)
        wipeMemory(bytes->data(), bytes->size());
    return tokens;
}

QList<DecodedToken> credentialsTokens(QByteArrayView value)
{
    if (readPlaceholder(value))
        return {}; // a text that was masked before
    qsizetype end = 0;
    while (end < value.size() && ascii::isTokenChar(value[end]))
        ++end;
    const QByteArrayView scheme = value.first(end);
    const QByteArrayView rest = ascii::trimmed(value.sliced(end));
    if (end == 0 || rest.isEmpty() || !ascii::isSpace(value[end]))
        return {};
    const auto is
        = [&](QByteArrayView name) { return scheme.compare(name, Qt::CaseInsensitive) == 0; };
    if (is("Basic"))
        return {basicCredentials(rest)};
    if (is("Digest"))
        return {digestCredentials(rest)};
    if (is("NTLM") || is("Negotiate") || is("Kerberos"))
        return binaryTokens(rest, true);
    return unknownToken(rest.size(), true);
}

QList<DecodedToken> challengeTokens(const Challenge &challenge)
{
    if (challenge.token68 && !challenge.token68->isEmpty())
        return binaryTokens(*challenge.token68, false);
    if (challenge.params.isEmpty())
        return {};
    if (challenge.is("Basic"))
        return {basicChallenge(challenge)};
    if (challenge.is("Digest"))
        return {digestChallenge(challenge)};
    return {};
}

QList<DecodedToken> tokensAt(const TokenSite &site)
{
    switch (site.kind) {
    case TokenSite::Kind::Credentials:
        return credentialsTokens(site.value);
    case TokenSite::Kind::Info:
        return site.value.isEmpty() ? QList<DecodedToken>()
                                    : QList<DecodedToken>{digestInfo(site.value)};
    case TokenSite::Kind::Challenge:
        break;
    }
    return challengeTokens(site.challenge);
}

/// What a SOCKS server answers to something that is none of its messages, told by its length.
std::optional<SocksKind> socksReply(QByteArrayView answer)
{
    if (answer.size() == 2 && answer[0] == '\x05')
        return SocksKind::Method;
    if (answer.size() == 8 && answer[0] == '\0' && answer[1] >= 'Z' && answer[1] <= ']')
        return SocksKind::Reply4;
    return std::nullopt;
}

void place(DecodedToken &token, TokenPlace where, const ByteSpan &span)
{
    token.place = where;
    token.start = span.start;
    token.length = span.length;
    bound(token);
}

} // namespace

QList<DecodedToken> readHeadTokens(QByteArrayView raw, QByteArrayView recorded)
{
    QList<TokenSite> sites = tokenSites(raw);
    if (sites.isEmpty())
        return {};
    const QList<TokenSite> kept = tokenSites(recorded);
    const std::optional<HttpHead> head = parseHead(recorded);
    const bool response = head && head->isResponse;
    QList<DecodedToken> all;
    for (qsizetype i = 0; i < sites.size(); ++i) {
        TokenSite &site = sites[i];
        const bool found = kept.size() == sites.size() && kept.at(i).kind == site.kind;
        QList<DecodedToken> tokens = tokensAt(site);
        if (site.kind != TokenSite::Kind::Challenge)
            wipeMemory(site.value.data(), site.value.size());
        for (DecodedToken &token : tokens) {
            place(token, response ? TokenPlace::ResponseHead : TokenPlace::RequestHead,
                  found ? kept.at(i).place() : ByteSpan());
            all.append(token);
        }
    }
    return all;
}

QList<DecodedToken> readRawTokens(QByteArrayView request, QByteArrayView response)
{
    QList<DecodedToken> all;
    const auto add = [&all](DecodedToken token, TokenPlace where) {
        place(token, where, {token.start, token.length});
        all.append(token);
    };
    for (const DecodedToken &token : tlsTokens(request))
        add(token, TokenPlace::RequestBody);
    const std::optional<SocksKind> asked = socksMessageOfClient(request);
    if (asked)
        add(socksToken(*asked, request), TokenPlace::RequestBody);
    for (const DecodedToken &token : tlsTokens(response))
        add(token, TokenPlace::ResponseBody);
    const std::optional<SocksKind> answered = asked ? socksAnswerTo(*asked) : socksReply(response);
    if (answered && !response.isEmpty()
        && readSocks(*answered, response).state != SocksState::Broken)
        add(socksToken(*answered, response), TokenPlace::ResponseBody);
    return all;
}

} // namespace pt
