// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A token under Negotiate, base64 undone: SPNEGO, Kerberos and the DER they are made of.
#include "Fuzz.h"
#include "TokenChecks.h"

#include "protocol/DerReader.h"
#include "protocol/GssToken.h"
#include "protocol/NegotiateToken.h"

using namespace pt;
using namespace fuzz;

namespace {

void requireElements(QByteArrayView bytes, DerReader reader, ByteSpan range, int depth)
{
    require(depth <= DerReader::maxDepth + 1, "levels have a bound");
    qsizetype end = range.start;
    while (const auto element = reader.next()) {
        require(isInside(element->whole, end, range.end()), "an element lies in its level");
        require(element->whole.length >= 2, "an element has a tag and a length");
        require(isInside(element->content, element->whole.start, element->whole.end())
                    && element->content.end() == element->whole.end(),
                "contents are the end of an element");
        end = element->whole.end();
        derInteger(bytes, *element);
        require(derObjectId(element->content.in(bytes)).size() <= 64 * 21 + 64,
                "an object identifier has a bound");
        requireElements(bytes, reader.inside(*element), element->content, depth + 1);
    }
    require(reader.atEnd() || !reader.problem().isEmpty(), "a reader says why it stops");
}

void requireSpans(const NegotiateToken &token, QByteArrayView bytes)
{
    if (token.spnego) {
        require(isInside(token.spnego->span, bytes), "SPNEGO lies in the token");
        require(token.spnego->mechs.size() <= 64, "mechanisms have a bound");
        for (const auto &span : {token.spnego->mechToken, token.spnego->mic})
            require(!span || isInside(*span, bytes), "its parts lie in the token");
        requireProblems(token.spnego->problems);
    }
    if (token.request)
        require(isInside(token.request->span, bytes), "an AP-REQ lies in the token");
    if (token.reply)
        require(isInside(token.reply->span, bytes), "an AP-REP lies in the token");
    if (token.error)
        require(isInside(token.error->span, bytes), "a KRB-ERROR lies in the token");
    require(!token.ntlm || isInside(*token.ntlm, bytes), "an NTLM message lies in the token");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = viewOf(data, size);
    requireElements(bytes, DerReader(bytes), {0, bytes.size()}, 0);
    if (const auto frame = readGssToken(bytes, {0, bytes.size()})) {
        for (const ByteSpan &span : {frame->whole, frame->mechSpan, frame->inner})
            require(isInside(span, bytes), "a frame lies in the token");
    }
    const NegotiateToken token = readNegotiateToken(bytes);
    require(token.bytes == bytes.size(), "the bytes are counted");
    require(readNegotiateToken(bytes) == token, "the same bytes read the same");
    require(!token.kindName().isEmpty(), "a kind has a name");
    requireSpans(token, bytes);
    const QList<DecodedToken> tables = decodedNegotiate(bytes);
    for (const DecodedToken &table : tables)
        requireTable(table, bytes);
    return 0;
}
