// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An answer off the wire. Input: an octet of options, an octet for the size of pieces, the answer.
#include "Fuzz.h"

#include "protocol/AsciiChars.h"
#include "protocol/ResponseReader.h"

#include <algorithm>

using namespace pt;
using namespace fuzz;

namespace {

/// Small enough for a small input to reach them.
RunLimits smallLimits()
{
    RunLimits limits;
    limits.statusLineBytes = 64;
    limits.headerLineBytes = 160;
    limits.headerBlockBytes = 600;
    limits.headerFields = 12;
    limits.interimResponses = 3;
    limits.bodyKeptBytes = 40;
    limits.bodyReadBytes = 200;
    return limits;
}

void requireHead(const HttpHead &head, QByteArrayView bytes, int maxFields)
{
    for (const ByteSpan &span : {head.startLineSpan, head.statusSpan, head.reasonSpan})
        require(isInside(span, bytes), "a span lies in the head");
    require(head.status >= 0 && head.status <= 999, "a status has three digits");
    require(head.isResponse || ascii::isToken(head.method), "a method is a token");
    require(head.fields.size() <= maxFields, "fields have a bound");
    qsizetype end = head.startLineSpan.end();
    for (const HttpField &field : head.fields) {
        require(isInside(field.lineSpan, end, bytes.size()), "lines follow each other");
        end = field.lineSpan.end();
        require(isInside(field.nameSpan, field.lineSpan.start, end), "a name lies in its line");
        require(isInside(field.valueSpan, field.nameSpan.end(), end),
                "a value lies in its line, behind the name");
        require(field.nameSpan.in(bytes) == field.name, "the name is what its span says");
        require(field.value.size() <= field.valueSpan.length, "a value is no longer than it was");
        require(!field.value.contains('\n'), "a value has no line end");
        require(head.field(field.name) != nullptr, "a field is found by its name");
    }
    requireProblems(head.problems);
}

void requireBounds(const ResponseReader &reader, const RunLimits &limits, qsizetype fed)
{
    require(reader.headBytes().size() <= limits.headerBlockBytes, "the head has its bound");
    require(reader.body().size() <= limits.bodyKeptBytes, "the kept body has its bound");
    require(reader.bodyBytes() >= reader.body().size() && reader.bodyBytes() <= fed,
            "bytes of body are counted once");
    require(reader.headBytes().size() + reader.bodyBytes() + reader.leftover().size() <= fed,
            "no byte is told twice");
    require(reader.interimResponses() <= limits.interimResponses + 1,
            "interim answers are counted");
    const bool failed = reader.state() == ResponseReader::State::Failed;
    require(failed == !reader.failure().isEmpty(), "a failure has a name");
    require(failed ? reader.failureOffset() >= 0 && reader.failureOffset() <= fed
                   : reader.failureOffset() == -1,
            "a failure has its place");
    require(!reader.reusable() || (reader.framingKnown() && !reader.isTunnel()),
            "only an answer with an end leaves its connection free");
    requireProblems(reader.problems());
    if (reader.head())
        requireHead(*reader.head(), reader.headBytes(), limits.headerFields);
}

void requireSame(const ResponseReader &one, const ResponseReader &other)
{
    const char *says = "it does not matter how the bytes were cut";
    require(one.state() == other.state(), says);
    require(one.headBytes() == other.headBytes(), says);
    require(one.head() == other.head(), says);
    require(one.body() == other.body(), says);
    require(one.bodyBytes() == other.bodyBytes(), says);
    require(one.interimResponses() == other.interimResponses(), says);
    require(one.problems() == other.problems(), says);
    require(one.failure() == other.failure(), says);
    require(one.failureOffset() == other.failureOffset(), says);
    require(one.leftover() == other.leftover(), says);
    require(one.reusable() == other.reusable(), says);
    require(one.framingKnown() == other.framingKnown(), says);
    require(one.mayStop() == other.mayStop(), says);
    require(one.isTunnel() == other.isTunnel(), says);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArrayView input = viewOf(data, size);
    const unsigned char options = takeByte(input);
    const qsizetype piece = 1 + takeByte(input);
    const RunLimits limits = options & 1 ? smallLimits() : RunLimits();
    const bool toConnect = options & 2;
    const bool closes = options & 4;

    ResponseReader atOnce(limits, toConnect);
    ResponseReader byByte(limits, toConnect);
    ResponseReader inPieces(limits, toConnect);
    atOnce.feed(input);
    for (qsizetype i = 0; i < input.size(); ++i)
        byByte.feed(input.sliced(i, 1));
    for (qsizetype i = 0; i < input.size(); i += piece)
        inPieces.feed(input.sliced(i, std::min(piece, input.size() - i)));
    requireSame(atOnce, byByte);
    requireSame(atOnce, inPieces);
    requireBounds(atOnce, limits, input.size());
    if (closes) {
        atOnce.closed();
        byByte.closed();
        requireSame(atOnce, byByte);
        requireBounds(atOnce, limits, input.size());
        require(atOnce.isFinal() || atOnce.state() == ResponseReader::State::NotHttp,
                "a close is the end");
    }

    // The head on its own, whether or not a reader takes it.
    if (const auto head = parseHead(input, limits.headerFields)) {
        requireHead(*head, input, limits.headerFields);
        require(parseHead(input, limits.headerFields) == head, "the same bytes read the same");
    }
    return 0;
}
