// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SecretSpelling.h"

#include "protocol/AsciiChars.h"

#include <QStringDecoder>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Marks without a width of their own: zero-width, direction, byte order, soft hyphen.
bool isMark(char16_t c)
{
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool isBlank(char16_t c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n' || c == 0x00A0 || c == 0x3000;
}

char16_t asTypedByHand(char16_t c)
{
    if (c == 0x00A0 || c == 0x3000)
        return u' ';
    if (c >= 0x2018 && c <= 0x201B)
        return u'\'';
    return c >= 0x201C && c <= 0x201F ? u'"' : c;
}

/// In place, and never longer: no copy is left behind.
void clean(QString &text)
{
    QChar *const begin = text.data();
    QChar *end
        = std::remove_if(begin, begin + text.size(), [](QChar c) { return isMark(c.unicode()); });
    while (end != begin && isBlank((end - 1)->unicode()))
        --end;
    QChar *first = begin;
    while (first != end && isBlank(first->unicode()))
        ++first;
    end = std::transform(first, end, begin,
                         [](QChar c) { return QChar(asTypedByHand(c.unicode())); });
    std::fill(end, begin + text.size(), QChar(0));
    text.truncate(end - begin);
}

void wipe(QString &text)
{
    wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
}

/// nullopt: not UTF-8.
std::optional<QString> textOf(const Secret &secret)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(secret.reveal());
    if (!decoder.hasError())
        return text;
    wipe(text);
    return std::nullopt;
}

bool isEscape(QByteArrayView bytes, qsizetype at)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return bytes[at] == '%' && at + 2 < bytes.size() && isHex(bytes[at + 1])
        && isHex(bytes[at + 2]);
}

/// Empty: nothing to decode.
QByteArray decoded(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size());
    bool any = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!isEscape(bytes, i)) {
            out.append(bytes[i]);
            continue;
        }
        const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
        out.append(char(digit(bytes[i + 1]) * 16 + digit(bytes[i + 2])));
        i += 2;
        any = true;
    }
    const bool text = QUtf8StringView(out).isValidUtf8()
        && std::none_of(out.begin(), out.end(), [](char c) { return ascii::isControl(c); });
    if (any && text)
        return out;
    wipeMemory(out.data(), out.size());
    return {};
}

} // namespace

std::optional<Secret> cleaned(const Secret &secret)
{
    std::optional<QString> text = textOf(secret);
    if (!text)
        return std::nullopt;
    clean(*text);
    Secret result = Secret::takeText(std::move(*text));
    if (result.equals(secret))
        return std::nullopt;
    return result;
}

std::optional<Secret> percentDecoded(const Secret &secret)
{
    QByteArray bytes = decoded(secret.reveal());
    if (bytes.isEmpty())
        return std::nullopt;
    return Secret::takeUtf8(std::move(bytes));
}

std::optional<Secret> inLatin1(const Secret &secret)
{
    std::optional<QString> text = textOf(secret);
    if (!text)
        return std::nullopt;
    std::optional<Secret> result;
    if (fitsLatin1(*text)) {
        QByteArray bytes(text->size(), Qt::Uninitialized);
        std::transform(text->cbegin(), text->cend(), bytes.begin(),
                       [](QChar c) { return c.toLatin1(); });
        result = Secret::takeUtf8(std::move(bytes));
        if (result->equals(secret))
            result.reset();
    }
    wipe(*text);
    return result;
}

QString cleaned(const QString &name)
{
    QString text = name;
    clean(text);
    return text;
}

QString percentDecoded(const QString &name)
{
    const QByteArray bytes = decoded(name.toUtf8());
    return bytes.isEmpty() ? name : QString::fromUtf8(bytes);
}

bool fitsLatin1(const QString &name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() <= 0xFF; });
}

} // namespace pt
