// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DerReader.h"

#include <limits>

namespace pt {

using namespace Qt::StringLiterals;

DerReader::DerReader(QByteArrayView bytes, ByteSpan range, int depth)
    : m_bytes(bytes)
    , m_depth(depth)
{
    // Written so that no sum can overflow.
    const bool inRange = range.start >= 0 && range.length >= 0 && range.start <= bytes.size()
        && range.length <= bytes.size() - range.start;
    if (inRange) {
        m_at = range.start;
        m_end = range.start + range.length;
    }
    if (depth > maxDepth) {
        m_problem = u"der.too-deep"_s;
        m_at = m_end;
    }
}

std::optional<DerElement> DerReader::broken(QLatin1StringView problem)
{
    m_problem = problem;
    m_at = m_end;
    return std::nullopt;
}

std::optional<DerElement> DerReader::next()
{
    if (atEnd())
        return std::nullopt;
    const auto octet = [this](qsizetype at) { return quint8(m_bytes[at]); };
    DerElement element;
    element.whole.start = m_at;
    element.tag = octet(m_at);
    if ((element.tag & 0x1F) == 0x1F)
        return broken("der.long-tag"_L1);
    qsizetype at = m_at + 1;
    if (at >= m_end)
        return broken("der.cut-off"_L1);
    quint64 length = octet(at++);
    if (length >= 0x80) {
        const int octets = int(length & 0x7F);
        if (octets < 1 || octets > 4)
            return broken("der.length-unusable"_L1);
        if (octets > m_end - at)
            return broken("der.cut-off"_L1);
        length = 0;
        for (int i = 0; i < octets; ++i)
            length = length << 8 | octet(at++);
    }
    if (length > quint64(m_end - at))
        return broken("der.cut-off"_L1);
    element.content = {at, qsizetype(length)};
    m_at = at + qsizetype(length);
    element.whole.length = m_at - element.whole.start;
    return element;
}

std::optional<DerElement> DerReader::expect(quint8 tag)
{
    const std::optional<DerElement> element = next();
    if (element && element->tag == tag)
        return element;
    if (m_problem.isEmpty())
        return broken("der.unexpected-tag"_L1);
    return std::nullopt;
}

DerReader DerReader::inside(const DerElement &element) const
{
    return DerReader(m_bytes, element.content, m_depth + 1);
}

std::optional<qint64> derInteger(QByteArrayView bytes, const DerElement &element)
{
    const QByteArrayView contents = element.content.in(bytes);
    if ((element.tag != 0x02 && element.tag != 0x0A) || contents.isEmpty() || contents.size() > 8)
        return std::nullopt;
    quint64 value = quint8(contents[0]) & 0x80 ? ~quint64(0) : 0;
    for (const char c : contents)
        value = value << 8 | quint8(c);
    return qint64(value);
}

QString derObjectId(QByteArrayView contents)
{
    if (contents.isEmpty() || contents.size() > 64)
        return {};
    QString text;
    quint64 arc = 0;
    bool open = false;
    for (const char c : contents) {
        if (arc > std::numeric_limits<quint64>::max() >> 7)
            return {};
        arc = arc << 7 | (quint8(c) & 0x7F);
        open = quint8(c) & 0x80;
        if (open)
            continue;
        if (text.isEmpty()) {
            const quint64 first = arc < 40 ? 0 : arc < 80 ? 1 : 2;
            text = QString::number(first) + u'.' + QString::number(arc - first * 40);
        } else {
            text += u'.' + QString::number(arc);
        }
        arc = 0;
    }
    return open ? QString() : text;
}

} // namespace pt
