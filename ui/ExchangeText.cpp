// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ExchangeText.h"

#include "model/HexRow.h"

#include <QChar>

#include <algorithm>

namespace pt {

namespace {

int partIndex(EvidenceSource source)
{
    switch (source) {
    case EvidenceSource::RequestHead:
        return 0;
    case EvidenceSource::RequestBody:
        return 1;
    case EvidenceSource::ResponseHead:
        return 2;
    case EvidenceSource::ResponseBody:
        return 3;
    default:
        return -1;
    }
}

struct Decoded
{
    char32_t codePoint = 0;
    int bytes = 0; ///< 0: not UTF-8
};

/// One character of UTF-8, overlong forms and surrogates refused (RFC 3629 section 4).
Decoded decodeUtf8(const QByteArray &bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return uchar(bytes.at(i)); };
    const uchar first = byte(at);
    int length = 0;
    char32_t value = 0;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
        value = first & 0x1f;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        value = first & 0x0f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        value = first & 0x07;
    } else {
        return {};
    }
    if (at + length > bytes.size())
        return {};
    for (int i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80)
            return {};
        value = (value << 6) | (byte(at + i) & 0x3f);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return {};
    return {value, length};
}

/// Whether the character can be shown as itself: seen, of its own width, and not moving its neighbours.
bool showsItself(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space: // the plain space is handled before
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return false;
    default:
        return true;
    }
}

} // namespace

ExchangeText::ExchangeText(const Exchange &exchange, const Headings &headings)
{
    addHeading(headings.request);
    addPart(EvidenceSource::RequestHead, exchange.request.head);
    if (!exchange.request.body.isEmpty()) {
        if (!exchange.request.head.isEmpty())
            addHeading(headings.requestBody);
        addBody(EvidenceSource::RequestBody, exchange.request);
    }
    addHeading(headings.response);
    addPart(EvidenceSource::ResponseHead, exchange.response.head);
    if (exchange.response.head.isEmpty() && exchange.response.body.isEmpty())
        addHeading(headings.nothing);
    if (!exchange.response.body.isEmpty()) {
        if (!exchange.response.head.isEmpty())
            addHeading(headings.responseBody);
        addBody(EvidenceSource::ResponseBody, exchange.response);
        if (exchange.response.bodyBytes > exchange.response.body.size())
            addHeading(headings.cut);
    }
}

void ExchangeText::addHeading(const QString &words)
{
    if (words.isEmpty())
        return;
    if (!m_text.isEmpty() && !m_text.endsWith(u'\n'))
        m_text += u'\n';
    m_headings.append({m_text.size(), words.size()});
    m_text += words;
    m_text += u'\n';
}

void ExchangeText::addBody(EvidenceSource source, const Message &message)
{
    if (message.head.isEmpty() && isNoText(message.body))
        addHexPart(source, message.body);
    else
        addPart(source, message.body);
}

void ExchangeText::addHexPart(EvidenceSource source, const QByteArray &bytes)
{
    Part &part = m_parts.at(std::size_t(partIndex(source)));
    part.source = source;
    for (qsizetype row = 0; row < bytes.size(); row += hexRowBytes) {
        const qsizetype count = std::min(hexRowBytes, bytes.size() - row);
        const qsizetype start = m_text.size();
        m_text += hexRow(QByteArrayView(bytes).sliced(row, count));
        m_text += u'\n';
        for (qsizetype i = 0; i < count; ++i) {
            part.starts.push_back(qint32(start + hexColumn(i)));
            part.ends.push_back(qint32(start + hexColumn(i) + 2));
        }
    }
}

void ExchangeText::addPart(EvidenceSource source, const QByteArray &bytes)
{
    Part &part = m_parts.at(std::size_t(partIndex(source)));
    part.source = source;
    part.starts.reserve(std::size_t(bytes.size()));
    part.ends.reserve(std::size_t(bytes.size()));

    const auto map = [&](int count, qsizetype start) {
        for (int i = 0; i < count; ++i) {
            part.starts.push_back(qint32(start));
            part.ends.push_back(qint32(m_text.size()));
        }
    };
    const auto escaped = [&](const QString &name) {
        m_escapes.append({m_text.size(), name.size()});
        m_text += name;
    };
    const auto hexByte = [](uchar c) {
        return QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
    };

    for (qsizetype i = 0; i < bytes.size();) {
        const uchar c = uchar(bytes.at(i));
        const qsizetype start = m_text.size();
        int used = 1;
        if (c == '\r' && i + 1 < bytes.size() && bytes.at(i + 1) == '\n') {
            m_text += u'\n';
            used = 2;
        } else if (c == '\n') {
            // A line feed alone is a fault worth seeing (RFC 9112 section 2.2).
            escaped(hexByte(c));
            m_text += u'\n';
        } else if (c >= 0x20 && c < 0x7f) {
            m_text += QLatin1Char(char(c));
        } else if (c < 0x80) {
            escaped(hexByte(c));
        } else {
            const Decoded decoded = decodeUtf8(bytes, i);
            if (decoded.bytes == 0) {
                escaped(hexByte(c));
            } else {
                used = decoded.bytes;
                if (showsItself(decoded.codePoint)) {
                    m_text += QString::fromUcs4(&decoded.codePoint, 1);
                } else {
                    escaped(QStringLiteral("U+%1").arg(uint(decoded.codePoint), 4, 16, QLatin1Char('0'))
                                .toUpper());
                }
            }
        }
        map(used, start);
        i += used;
    }
}

std::optional<ExchangeText::TextRange> ExchangeText::rangeOf(EvidenceSource source, qsizetype start,
                                                             qsizetype length) const
{
    const int index = partIndex(source);
    if (index < 0 || start < 0 || length < 0)
        return std::nullopt;
    const Part &part = m_parts.at(std::size_t(index));
    const auto size = qsizetype(part.starts.size());
    if (start >= size)
        return std::nullopt;
    const qsizetype from = part.starts.at(std::size_t(start));
    if (length == 0)
        return TextRange{from, 0};
    const qsizetype last = std::min(start + std::min(length, size) - 1, size - 1);
    return TextRange{from, part.ends.at(std::size_t(last)) - from};
}

std::optional<ExchangeText::Place> ExchangeText::placeAt(qsizetype position) const
{
    for (const Part &part : m_parts) {
        if (part.starts.empty() || position < part.starts.front() || position >= part.ends.back())
            continue;
        const auto after = std::upper_bound(part.starts.begin(), part.starts.end(), qint32(position));
        // Several bytes can stand behind one character: the first of them.
        const auto first = std::lower_bound(part.starts.begin(), part.starts.end(), *(after - 1));
        return Place{part.source, qsizetype(first - part.starts.begin())};
    }
    return std::nullopt;
}

} // namespace pt
