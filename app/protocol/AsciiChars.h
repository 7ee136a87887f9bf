// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

/// Character classes of RFC 9110 section 5.6, on octets; no locale.
namespace pt::ascii {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char toLower(char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; }

constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = toLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// SP or HTAB.
constexpr bool isSpace(char c) { return c == ' ' || c == '\t'; }

constexpr bool isTokenChar(char c)
{
    if (isDigit(c) || isAlpha(c))
        return true;
    switch (c) {
    case '!': case '#': case '$': case '%': case '&': case '\'': case '*': case '+':
    case '-': case '.': case '^': case '_': case '`': case '|': case '~':
        return true;
    default:
        return false;
    }
}

/// RFC 9110 section 11.2, without the padding.
constexpr bool isToken68Char(char c)
{
    return isDigit(c) || isAlpha(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == '+' || c == '/';
}

/// C0 except HTAB, and DEL.
constexpr bool isControl(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && c != '\t') || u == 0x7f;
}

constexpr bool isNonAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

inline bool isToken(QByteArrayView text)
{
    for (const char c : text) {
        if (!isTokenChar(c))
            return false;
    }
    return !text.isEmpty();
}

/// Without SP and HTAB at the ends.
inline QByteArrayView trimmed(QByteArrayView text)
{
    qsizetype first = 0;
    qsizetype last = text.size();
    while (first < last && isSpace(text[first]))
        ++first;
    while (last > first && isSpace(text[last - 1]))
        --last;
    return text.sliced(first, last - first);
}

} // namespace pt::ascii
