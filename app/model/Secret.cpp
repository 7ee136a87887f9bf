// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Secret.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <cstring>

namespace pt {

namespace {

bool isInvisible(char32_t c)
{
    return c == 0x00A0 || c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c < 0x20 || c == 0x7F;
}

bool isEdgeSpace(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x00A0;
}

bool isHex(char32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

QString lengthClass(qsizetype characters)
{
    if (characters == 0)
        return QStringLiteral("0");
    if (characters < 8)
        return QStringLiteral("1-7");
    return characters < 16 ? QStringLiteral("8-15") : QStringLiteral("16+");
}

} // namespace

void wipeMemory(void *data, qsizetype size) noexcept
{
    auto *bytes = static_cast<volatile char *>(data);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = 0;
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::move(other.m_bytes))
    , m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

Secret Secret::takeUtf8(QByteArray &&bytes)
{
    Secret secret;
    secret.m_size = bytes.size();
    secret.m_bytes = std::make_unique<char[]>(std::size_t(bytes.size()) + 1);
    std::memcpy(secret.m_bytes.get(), bytes.constData(), std::size_t(bytes.size()));
    // data() would detach a shared array and wipe only the copy.
    if (bytes.isDetached())
        wipeMemory(bytes.data(), bytes.size());
    bytes.clear();
    return secret;
}

Secret Secret::takeText(QString &&text)
{
    QByteArray utf8 = text.toUtf8();
    if (text.isDetached())
        wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
    text.clear();
    return takeUtf8(std::move(utf8));
}

Secret Secret::clone() const
{
    Secret copy;
    copy.m_size = m_size;
    copy.m_bytes = std::make_unique<char[]>(std::size_t(m_size) + 1);
    if (m_size > 0)
        std::memcpy(copy.m_bytes.get(), m_bytes.get(), std::size_t(m_size));
    return copy;
}

bool Secret::equals(const Secret &other) const
{
    if (m_size != other.m_size)
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < m_size; ++i)
        difference |= static_cast<unsigned char>(m_bytes[std::size_t(i)] ^ other.m_bytes[std::size_t(i)]);
    return difference == 0;
}

Secret Secret::percentEncodedBetween(QByteArrayView before, QByteArrayView after) const
{
    Secret url;
    // Room for every byte as %XX, so that nothing is moved and left behind.
    url.m_bytes = std::make_unique<char[]>(std::size_t(before.size() + 3 * m_size + after.size()) + 1);
    char *out = url.m_bytes.get();
    out = std::copy(before.begin(), before.end(), out);
    for (qsizetype i = 0; i < m_size; ++i) {
        const char c = m_bytes[std::size_t(i)];
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.' || c == '_' || c == '~';
        if (unreserved) {
            *out++ = c;
            continue;
        }
        static constexpr char hex[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        *out++ = '%';
        *out++ = hex[byte >> 4];
        *out++ = hex[byte & 15];
    }
    out = std::copy(after.begin(), after.end(), out);
    url.m_size = out - url.m_bytes.get();
    return url;
}

SecretFacts Secret::facts() const
{
    SecretFacts facts;
    // A byte order mark pasted along is one of the faults to be told.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(reveal());
    facts.validUtf8 = !decoder.hasError();
    QList<uint> points = text.toUcs4();
    facts.lengthClass = lengthClass(points.size());
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points.at(i);
        facts.nonAscii = facts.nonAscii || c > 0x7F;
        facts.invisible = facts.invisible || isInvisible(c);
        facts.smartQuote = facts.smartQuote || (c >= 0x2018 && c <= 0x201F);
        facts.colon = facts.colon || c == ':';
        facts.control = facts.control || c < 0x20 || c == 0x7F;
        if (c == '%' && i + 2 < points.size() && isHex(points.at(i + 1)) && isHex(points.at(i + 2)))
            facts.percentEscape = true;
    }
    if (!points.isEmpty())
        facts.leadingOrTrailingSpace = isEdgeSpace(points.first()) || isEdgeSpace(points.last());
    wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
    wipeMemory(points.data(), points.size() * qsizetype(sizeof(uint)));
    return facts;
}

void Secret::wipe() noexcept
{
    if (m_bytes)
        wipeMemory(m_bytes.get(), m_size);
    m_bytes.reset();
    m_size = 0;
}

} // namespace pt
