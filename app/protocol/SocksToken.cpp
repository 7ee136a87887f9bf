// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocksToken.h"

#include "protocol/SocksFrame.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

class Fields
{
public:
    Fields(DecodedToken &token, QByteArrayView bytes)
        : m_token(token)
        , m_bytes(bytes)
    {
    }

    void number(QLatin1StringView id, qsizetype at, qsizetype length = 1)
    {
        const QByteArrayView octets = ByteSpan{at, length}.in(m_bytes);
        if (octets.isEmpty())
            return;
        quint64 value = 0;
        for (const char octet : octets)
            value = value << 8 | static_cast<unsigned char>(octet);
        add(id, QString::number(value), {at, length});
    }

    void text(QLatin1StringView id, const ByteSpan &span)
    {
        if (span.length > 0)
            add(id, QString::fromUtf8(span.in(m_bytes)), span);
    }

    void add(QLatin1StringView id, const QString &value, const ByteSpan &span, bool secret = false)
    {
        DecodedField field;
        field.id = id;
        field.value = value;
        field.start = span.start;
        field.length = span.length;
        field.secret = secret;
        m_token.fields.append(field);
    }

private:
    DecodedToken &m_token;
    QByteArrayView m_bytes;
};

void addAddress(Fields &fields, const SocksFrame &frame, QByteArrayView bytes)
{
    fields.number("socks.reserved"_L1, 2);
    fields.number("socks.address-type"_L1, 3);
    if (frame.addressType == 3) {
        fields.number("socks.name-length"_L1, 4);
        fields.text("socks.name"_L1, frame.address);
    } else if (frame.address.length > 0) {
        fields.add("socks.address"_L1, QString::fromLatin1(socksHost(frame, bytes)), frame.address);
    }
    if (frame.port.length > 0)
        fields.number("socks.port"_L1, frame.port.start, 2);
}

void addSignIn(Fields &fields, const SocksFrame &frame, QByteArrayView bytes)
{
    fields.number("socks.user-length"_L1, 1);
    fields.text("socks.user"_L1, frame.user);
    if (!frame.isComplete())
        return;
    // How long it is tells too much to be shown exactly, and is not recorded either.
    const qsizetype at = frame.password.start - 1;
    const QByteArrayView password = frame.password.in(bytes);
    const bool masked = !password.isEmpty() && password.count('*') == password.size();
    fields.add("socks.password-length"_L1, {}, {at, 1}, true);
    fields.add("socks.password"_L1,
               masked ? QString() : QString::number(password.isEmpty() ? 0 : 1), frame.password,
               true);
}

void addRequest4(Fields &fields, const SocksFrame &frame, QByteArrayView bytes)
{
    fields.number("socks.command"_L1, 1);
    fields.number("socks.port"_L1, 2, 2);
    const ByteSpan four{4, 4};
    if (four.in(bytes).size() == 4) {
        SocksFrame plain = frame;
        plain.addressType = 1;
        plain.address = four;
        fields.add("socks.address"_L1, QString::fromLatin1(socksHost(plain, bytes)), four);
    }
    if (!frame.isComplete())
        return;
    fields.text("socks.user-id"_L1, frame.user);
    fields.number("socks.end"_L1, frame.user.end());
    if (frame.addressType == 3) {
        fields.text("socks.name"_L1, frame.address);
        fields.number("socks.end"_L1, frame.address.end());
    }
}

} // namespace

DecodedToken socksToken(SocksKind kind, QByteArrayView bytes)
{
    const SocksFrame frame = readSocks(kind, bytes);
    DecodedToken token;
    token.what = toString(kind);
    token.bytes = frame.isComplete() ? frame.length : bytes.size();
    token.length = token.bytes;
    token.problems = frame.problems;
    if (frame.state == SocksState::Incomplete)
        token.problems.append(u"socks.truncated"_s);
    else if (frame.isComplete() && frame.length < bytes.size())
        token.problems.append(u"socks.extra-bytes"_s);
    Fields fields(token, bytes);
    fields.number("socks.version"_L1, 0);
    switch (kind) {
    case SocksKind::Greeting:
        fields.number("socks.method-count"_L1, 1);
        for (qsizetype i = frame.methods.start; i < frame.methods.end(); ++i)
            fields.number("socks.method"_L1, i);
        break;
    case SocksKind::Method:
        fields.number("socks.method"_L1, 1);
        break;
    case SocksKind::SignIn:
        addSignIn(fields, frame, bytes);
        break;
    case SocksKind::SignInReply:
        fields.number("socks.status"_L1, 1);
        break;
    case SocksKind::Request5:
        fields.number("socks.command"_L1, 1);
        addAddress(fields, frame, bytes);
        break;
    case SocksKind::Reply5:
        fields.number("socks.reply-code"_L1, 1);
        addAddress(fields, frame, bytes);
        break;
    case SocksKind::Request4:
        addRequest4(fields, frame, bytes);
        break;
    case SocksKind::Reply4:
        fields.number("socks.reply-code"_L1, 1);
        fields.number("socks.port"_L1, 2, 2);
        if (frame.address.length > 0)
            fields.add("socks.address"_L1, QString::fromLatin1(socksHost(frame, bytes)),
                       frame.address);
        break;
    }
    return token;
}

} // namespace pt
