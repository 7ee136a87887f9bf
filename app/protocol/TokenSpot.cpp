// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TokenSpot.h"

#include "protocol/TokenBytes.h"

#include <algorithm>

namespace pt {

namespace {

/// How the bytes of a token stand in its message.
enum class Form { Absent, Plain, Base64 };

struct Held
{
    Form form = Form::Absent;
    QByteArray octets;
};

QByteArrayView messagePart(const Exchange &exchange, TokenPlace place)
{
    switch (place) {
    case TokenPlace::RequestHead:
        return exchange.request.head;
    case TokenPlace::RequestBody:
        return exchange.request.body;
    case TokenPlace::ResponseHead:
        return exchange.response.head;
    case TokenPlace::ResponseBody:
        break;
    }
    return exchange.response.body;
}

Held heldBytes(const Exchange &exchange, const DecodedToken &token)
{
    const QByteArrayView text
        = ByteSpan{token.start, token.length}.in(messagePart(exchange, token.place));
    // Credentials are replaced when they are recorded.
    if (text.isEmpty() || token.bytes <= 0 || token.place == TokenPlace::RequestHead
        || token.what == QLatin1StringView("digest.info"))
        return {};
    if (text.size() == token.bytes)
        return {Form::Plain, text.toByteArray()};
    const std::optional<QByteArray> bytes = tokenBytes(text);
    if (bytes && bytes->size() == token.bytes)
        return {Form::Base64, *bytes};
    return {};
}

} // namespace

QByteArray tokenOctets(const Exchange &exchange, const DecodedToken &token)
{
    return token.octets.isEmpty() ? heldBytes(exchange, token).octets : token.octets;
}

std::optional<TokenSpot> tokenAt(const Exchange &exchange, TokenPlace place, qsizetype offset)
{
    std::optional<TokenSpot> spot;
    for (qsizetype i = 0; i < exchange.decoded.size(); ++i) {
        const DecodedToken &token = exchange.decoded.at(i);
        if (token.place != place || offset < token.start || offset >= token.start + token.length)
            continue;
        if (!spot)
            spot = TokenSpot{i, -1};
        const Form form = heldBytes(exchange, token).form;
        if (form == Form::Absent)
            continue;
        qsizetype at = offset - token.start;
        if (form == Form::Base64)
            at = at * 3 / 4; // RFC 4648 section 4: four characters stand for three octets
        // Tokens packed into each other stand at one place: the one with the smallest field counts.
        qsizetype smallest
            = spot->field < 0 ? -1 : exchange.decoded.at(spot->token).fields.at(spot->field).length;
        for (qsizetype k = 0; k < token.fields.size(); ++k) {
            const DecodedField &field = token.fields.at(k);
            if (at < field.start || at >= field.start + field.length
                || (smallest >= 0 && field.length > smallest))
                continue;
            smallest = field.length;
            spot = TokenSpot{i, k};
        }
    }
    return spot;
}

ByteSpan fieldSpan(const Exchange &exchange, const DecodedToken &token, const DecodedField &field)
{
    switch (heldBytes(exchange, token).form) {
    case Form::Plain:
        return {token.start + field.start, field.length};
    case Form::Base64: {
        const qsizetype first = field.start / 3 * 4;
        const qsizetype end = (field.start + field.length + 2) / 3 * 4;
        return {token.start + first, std::min(end, token.length) - first};
    }
    case Form::Absent:
        break;
    }
    return {token.start, token.length};
}

} // namespace pt
