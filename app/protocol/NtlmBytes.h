// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtEndian>

#include <optional>

/// The small parts that NTLM messages are made of (MS-NLMP section 2.2).
namespace pt::ntlmbytes {

inline constexpr QByteArrayView signature("NTLMSSP\0", 8);

/// Little-endian; 0 where `at` is not inside.
inline quint16 number16(QByteArrayView bytes, qsizetype at)
{
    return at >= 0 && at + 2 <= bytes.size() ? qFromLittleEndian<quint16>(bytes.data() + at) : 0;
}
inline quint32 number32(QByteArrayView bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromLittleEndian<quint32>(bytes.data() + at) : 0;
}
inline quint64 number64(QByteArrayView bytes, qsizetype at)
{
    return at >= 0 && at + 8 <= bytes.size() ? qFromLittleEndian<quint64>(bytes.data() + at) : 0;
}

inline void append16(QByteArray &out, quint16 value)
{
    out.append(char(value & 0xff)).append(char(value >> 8));
}
inline void append32(QByteArray &out, quint32 value)
{
    append16(out, quint16(value & 0xffff));
    append16(out, quint16(value >> 16));
}
inline void append64(QByteArray &out, quint64 value)
{
    append32(out, quint32(value & 0xffffffff));
    append32(out, quint32(value >> 32));
}

/// Where the eight bytes of length, reserved length and offset at `at` point; nullopt: not wholly
/// inside the message. The sum is made in 64 bits, so that none can wrap. An empty one may point
/// anywhere, as those of real programs do.
inline std::optional<ByteSpan> pointed(QByteArrayView message, qsizetype at)
{
    if (at < 0 || at + 8 > message.size())
        return std::nullopt;
    const qint64 length = number16(message, at);
    const qint64 offset = number32(message, at + 4);
    if (length == 0)
        return ByteSpan{qsizetype(qMin(offset, qint64(message.size()))), 0};
    if (offset + length > message.size())
        return std::nullopt;
    return ByteSpan{qsizetype(offset), qsizetype(length)};
}

inline QByteArray utf16le(const QString &text)
{
    QByteArray out;
    out.reserve(text.size() * 2);
    for (const QChar c : text)
        append16(out, c.unicode());
    return out;
}

/// The whole units of it; a lone surrogate stays one.
inline QString fromUtf16le(QByteArrayView bytes)
{
    QString text;
    text.reserve(bytes.size() / 2);
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        text.append(QChar(number16(bytes, i)));
    return text;
}

} // namespace pt::ntlmbytes
