// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SpnegoToken.h"

#include "protocol/DerReader.h"
#include "protocol/GssToken.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostMechs = 64;

SpnegoMech mechOf(QByteArrayView bytes, const DerElement &element)
{
    SpnegoMech mech;
    mech.objectId = derObjectId(element.content.in(bytes));
    mech.name = mechName(mech.objectId);
    mech.span = element.whole;
    return mech;
}

void note(SpnegoToken &token, const QString &problem)
{
    if (!problem.isEmpty() && !token.problems.contains(problem))
        token.problems.append(problem);
}

void readMechs(QByteArrayView bytes, DerReader &field, SpnegoToken &token)
{
    const std::optional<DerElement> list = field.expect(0x30);
    if (list) {
        DerReader mechs = field.inside(*list);
        while (const std::optional<DerElement> mech = mechs.expect(0x06)) {
            if (token.mechs.size() == mostMechs) {
                note(token, u"spnego.too-many-mechs"_s);
                return;
            }
            token.mechs.append(mechOf(bytes, *mech));
            if (mechs.atEnd())
                return;
        }
        note(token, mechs.problem());
    }
    note(token, field.problem());
}

} // namespace

std::optional<SpnegoToken> readSpnegoToken(QByteArrayView bytes)
{
    SpnegoToken token;
    ByteSpan range{0, bytes.size()};
    if (const std::optional<GssToken> frame = readGssToken(bytes, range)) {
        if (mechName(frame->mech) != "spnego"_L1)
            return std::nullopt;
        range = frame->inner;
        token.init = true;
    } else if (bytes.isEmpty() || (quint8(bytes[0]) != 0xA1 && quint8(bytes[0]) != 0xA0)) {
        return std::nullopt;
    }
    token.span = range;
    DerReader outer(bytes, range);
    const std::optional<DerElement> choice = outer.next();
    if (!choice || (choice->tag != 0xA0 && choice->tag != 0xA1)) {
        note(token, outer.problem());
        note(token, u"spnego.no-message"_s);
        return token;
    }
    token.init = choice->tag == 0xA0;
    token.span = choice->whole;
    DerReader message = outer.inside(*choice);
    const std::optional<DerElement> sequence = message.expect(0x30);
    if (!sequence) {
        note(token, message.problem());
        return token;
    }
    DerReader fields = message.inside(*sequence);
    while (const std::optional<DerElement> element = fields.next()) {
        DerReader field = fields.inside(*element);
        if (token.init && element->tag == 0xA0) {
            readMechs(bytes, field, token);
            continue;
        }
        const std::optional<DerElement> value = field.next();
        note(token, field.problem());
        if (!value)
            continue;
        if (!token.init && element->tag == 0xA0) {
            if (const std::optional<qint64> state = derInteger(bytes, *value))
                token.state = {*state, value->whole};
        } else if (!token.init && element->tag == 0xA1 && value->tag == 0x06) {
            token.chosen = mechOf(bytes, *value);
        } else if (element->tag == 0xA2 && value->tag == 0x04) {
            token.mechToken = value->content;
        } else if ((element->tag == 0xA3 || element->tag == 0xA4) && value->tag == 0x04) {
            // [4] in the NegTokenInit2 of MS-SPNG section 2.2.1, which has hints in [3].
            token.mic = value->content;
        }
    }
    note(token, fields.problem());
    return token;
}

QString spnegoStateName(qint64 state)
{
    switch (state) {
    case SpnegoToken::accepted:
        return u"accept-completed"_s;
    case SpnegoToken::goesOn:
        return u"accept-incomplete"_s;
    case SpnegoToken::rejected:
        return u"reject"_s;
    case SpnegoToken::wantsMic:
        return u"request-mic"_s;
    default:
        return {};
    }
}

} // namespace pt
