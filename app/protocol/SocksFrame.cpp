// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocksFrame.h"

#include "protocol/AddressLiteral.h"

#include <QtEndian>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 255; // what one octet of length can say

/// Walks through the octets of one message; goes on after the end without reading.
class Walk
{
public:
    Walk(SocksFrame &frame, QByteArrayView bytes)
        : m_frame(frame)
        , m_bytes(bytes)
    {
    }

    /// -1: not there yet.
    int octet(ByteSpan *span = nullptr)
    {
        const ByteSpan here = take(1);
        if (span)
            *span = here;
        return here.length == 1 ? static_cast<unsigned char>(m_bytes[here.start]) : -1;
    }

    ByteSpan take(qsizetype count)
    {
        if (m_short || m_at + count > m_bytes.size()) {
            m_short = true;
            return {};
        }
        const ByteSpan span{m_at, count};
        m_at += count;
        return span;
    }

    /// A text that ends with a zero octet.
    ByteSpan takeText()
    {
        if (m_short)
            return {};
        const qsizetype end = m_bytes.indexOf('\0', m_at);
        const qsizetype length = (end < 0 ? m_bytes.size() : end) - m_at;
        if (length > longestText) {
            fail(u"socks.too-long"_s);
            return {};
        }
        if (end < 0) {
            m_short = true;
            return {};
        }
        const ByteSpan span{m_at, length};
        m_at = end + 1;
        return span;
    }

    void fail(const QString &problem)
    {
        note(problem);
        m_frame.state = SocksState::Broken;
        m_short = true;
    }
    void note(const QString &problem)
    {
        if (!m_frame.problems.contains(problem))
            m_frame.problems.append(problem);
    }
    bool isShort() const { return m_short; }

    void finish()
    {
        if (m_short)
            return;
        m_frame.state = SocksState::Complete;
        m_frame.length = m_at;
    }

private:
    SocksFrame &m_frame;
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_short = false;
};

void readVersion(SocksFrame &frame, Walk &walk, int wanted)
{
    frame.version = walk.octet();
    if (frame.version >= 0 && frame.version != wanted)
        walk.fail(u"socks.version"_s);
}

/// Type, address and port, as RFC 1928 section 5 orders them.
void readAddress(SocksFrame &frame, Walk &walk)
{
    if (walk.octet() > 0)
        walk.note(u"socks.reserved"_s);
    frame.addressType = walk.octet();
    switch (frame.addressType) {
    case 1:
        frame.address = walk.take(4);
        break;
    case 3: {
        const int length = walk.octet();
        if (length == 0)
            walk.note(u"socks.empty-name"_s);
        if (length >= 0)
            frame.address = walk.take(length);
        break;
    }
    case 4:
        frame.address = walk.take(16);
        break;
    default:
        if (!walk.isShort())
            walk.fail(u"socks.address-type"_s);
        return;
    }
    frame.port = walk.take(2);
}

void readRequest4(SocksFrame &frame, QByteArrayView bytes, Walk &walk)
{
    frame.code = walk.octet(&frame.codeSpan);
    frame.port = walk.take(2);
    frame.address = walk.take(4);
    frame.user = walk.takeText();
    if (walk.isShort())
        return;
    frame.addressType = 1;
    // 4a: an address that cannot be, 0.0.0.x, says that a name follows.
    const QByteArrayView address = frame.address.in(bytes);
    if (address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0) {
        frame.addressType = 3;
        frame.address = walk.takeText();
        if (!walk.isShort() && frame.address.length == 0)
            walk.note(u"socks.empty-name"_s);
    }
}

void readSignIn(SocksFrame &frame, Walk &walk)
{
    const int userLength = walk.octet();
    if (userLength == 0)
        walk.note(u"socks.empty-user"_s);
    frame.user = walk.take(std::max(userLength, 0));
    const int passwordLength = walk.octet();
    if (passwordLength == 0)
        walk.note(u"socks.empty-password"_s);
    frame.password = walk.take(std::max(passwordLength, 0));
}

} // namespace

SocksFrame readSocks(SocksKind kind, QByteArrayView given)
{
    const QByteArrayView bytes = given.first(std::min(given.size(), longestSocksMessage));
    SocksFrame frame;
    frame.kind = kind;
    Walk walk(frame, bytes);
    switch (kind) {
    case SocksKind::Greeting: {
        readVersion(frame, walk, 5);
        const int count = walk.octet();
        if (count == 0)
            walk.note(u"socks.no-methods"_s);
        frame.methods = walk.take(std::max(count, 0));
        break;
    }
    case SocksKind::Method:
        readVersion(frame, walk, 5);
        frame.code = walk.octet(&frame.codeSpan);
        break;
    case SocksKind::SignIn:
        readVersion(frame, walk, 1);
        readSignIn(frame, walk);
        break;
    case SocksKind::SignInReply:
        // RFC 1929 section 2 says version 1; servers that repeat the 5 of SOCKS are about.
        frame.version = walk.octet();
        if (frame.version == 5)
            walk.note(u"socks.version"_s);
        else if (frame.version >= 0 && frame.version != 1)
            walk.fail(u"socks.version"_s);
        frame.code = walk.octet(&frame.codeSpan);
        break;
    case SocksKind::Request5:
    case SocksKind::Reply5:
        readVersion(frame, walk, 5);
        frame.code = walk.octet(&frame.codeSpan);
        readAddress(frame, walk);
        break;
    case SocksKind::Request4:
        readVersion(frame, walk, 4);
        readRequest4(frame, bytes, walk);
        break;
    case SocksKind::Reply4:
        // The version of a reply is 0; some servers say 4.
        frame.version = walk.octet();
        if (frame.version == 4)
            walk.note(u"socks.version"_s);
        else if (frame.version > 0)
            walk.fail(u"socks.version"_s);
        frame.code = walk.octet(&frame.codeSpan);
        if (frame.code >= 0 && (frame.code < 90 || frame.code > 93))
            walk.fail(u"socks.version"_s);
        frame.port = walk.take(2);
        frame.address = walk.take(4);
        if (!walk.isShort())
            frame.addressType = 1;
        break;
    }
    walk.finish();
    return frame;
}

QByteArray socksHost(const SocksFrame &frame, QByteArrayView bytes)
{
    const QByteArrayView address = frame.address.in(bytes);
    return frame.addressType == 3 ? address.toByteArray() : addressText(address);
}

int socksPort(const SocksFrame &frame, QByteArrayView bytes)
{
    const QByteArrayView port = frame.port.in(bytes);
    return port.size() == 2 ? qFromBigEndian<quint16>(port.data()) : 0;
}

std::optional<SocksKind> socksMessageOfClient(QByteArrayView bytes)
{
    // A greeting that offers one method ends where a request still has its address to come.
    for (const SocksKind kind :
         {SocksKind::Greeting, SocksKind::Request5, SocksKind::SignIn, SocksKind::Request4}) {
        const SocksFrame frame = readSocks(kind, bytes);
        if (frame.isComplete() && frame.length == bytes.size())
            return kind;
    }
    return std::nullopt;
}

SocksKind socksAnswerTo(SocksKind message)
{
    switch (message) {
    case SocksKind::Greeting:
        return SocksKind::Method;
    case SocksKind::SignIn:
        return SocksKind::SignInReply;
    case SocksKind::Request4:
        return SocksKind::Reply4;
    default:
        return SocksKind::Reply5;
    }
}

} // namespace pt
