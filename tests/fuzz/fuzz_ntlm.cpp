// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A message of NTLM, base64 undone, each way it may be taken for; and the same bytes as base64.
#include "Fuzz.h"
#include "TokenChecks.h"

#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmDecoding.h"
#include "protocol/NtlmHead.h"
#include "protocol/NtlmNegotiate.h"
#include "protocol/NtlmProblems.h"
#include "protocol/NtlmToken.h"

#include <initializer_list>

using namespace pt;
using namespace fuzz;

namespace {

void requireSpans(std::initializer_list<ByteSpan> spans, QByteArrayView bytes)
{
    for (const ByteSpan &span : spans)
        require(isInside(span, bytes), "a part lies in the message");
}

void requireTargetInfo(const NtlmTargetInfo &info, const ByteSpan &list)
{
    require(info.pairs.size() <= maxNtlmAvPairs, "attributes have a bound");
    qsizetype end = list.start;
    for (const NtlmAvPair &pair : info.pairs) {
        require(isInside(pair.span, end, list.end()), "attributes follow each other in their list");
        require(isInside(pair.value, pair.span.start, pair.span.end()),
                "a value lies in its attribute");
        end = pair.span.end();
    }
    for (const QString &name : {info.nbComputer, info.nbDomain, info.dnsComputer, info.dnsDomain,
                                info.dnsTree, info.targetName})
        require(2 * name.size() <= list.length, "a name is no longer than its list");
}

void requireTexts(std::initializer_list<std::pair<QString, ByteSpan>> texts)
{
    for (const auto &[text, span] : texts)
        require(text.size() <= span.length, "a text is no longer than its bytes");
}

void requireChallenge(QByteArrayView bytes)
{
    const NtlmChallenge read = readNtlmChallenge(bytes);
    require(readNtlmChallenge(bytes) == read, "the same bytes read the same");
    requireProblems(read.problems);
    requireSpans({read.flagsSpan, read.serverChallengeSpan, read.targetNameSpan,
                  read.targetInfoSpan, read.versionSpan},
                 bytes);
    requireTargetInfo(read.targetInfo, read.targetInfoSpan);
    requireTexts({{read.targetName, read.targetNameSpan}});
    require(read.firstError().isEmpty() || ntlmproblem::isError(read.firstError()),
            "an error is one");
    require(!read.firstError().isEmpty() || read.serverChallenge.size() == 8,
            "what may be answered has a challenge to answer");
    read.domain();
    read.node();
    read.isVersion1Only();
}

void requireNegotiate(QByteArrayView bytes)
{
    const NtlmNegotiate read = readNtlmNegotiate(bytes);
    require(readNtlmNegotiate(bytes) == read, "the same bytes read the same");
    requireProblems(read.problems);
    requireSpans({read.flagsSpan, read.domainSpan, read.workstationSpan, read.versionSpan}, bytes);
    requireTexts({{read.domain, read.domainSpan}, {read.workstation, read.workstationSpan}});
}

void requireAuthenticate(QByteArrayView bytes)
{
    const NtlmAuthenticate read = readNtlmAuthenticate(bytes);
    require(readNtlmAuthenticate(bytes) == read, "the same bytes read the same");
    requireProblems(read.problems);
    requireSpans({read.flagsSpan, read.domainSpan, read.userSpan, read.workstationSpan,
                  read.lmResponse, read.ntResponse, read.sessionKey, read.mic, read.targetInfoSpan},
                 bytes);
    requireTargetInfo(read.targetInfo, read.targetInfoSpan);
    requireTexts({{read.domain, read.domainSpan},
                  {read.user, read.userSpan},
                  {read.workstation, read.workstationSpan}});
}

void requireBase64(QByteArrayView bytes)
{
    const NtlmToken token = readNtlmToken(bytes);
    require(token.bytes.size() <= bytes.size(), "base64 gives less than it takes");
    require(!token.bytes.isEmpty() || !token.problems.isEmpty(), "nothing has a reason");
    requireProblems(token.problems);
    if (bytes.isEmpty())
        return;
    const QByteArray own = bytes.toByteArray();
    const NtlmToken back = readNtlmToken(own.toBase64());
    require(back.bytes == own && back.problems.isEmpty(), "base64 there and back");
    const NtlmToken lenient = readNtlmToken(
        own.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    require(lenient.bytes == own, "base64 of the other alphabet there and back");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = viewOf(data, size);
    requireNegotiate(bytes);
    requireChallenge(bytes);
    requireAuthenticate(bytes);
    requireTable(decodeNtlmNegotiate(bytes), bytes);
    requireTable(decodeNtlmChallenge(bytes), bytes);
    requireTable(decodeNtlmAuthenticate(bytes), bytes);
    const int type = ntlmMessageType(bytes);
    require(type >= 0 && type <= 3, "there are three types");
    require(type == 0 || hasNtlmSignature(bytes), "a message has its signature");
    require((type == 0) == decodeNtlm(bytes).what.isEmpty(), "a table is of a known type");
    requireBase64(bytes);
    return 0;
}
