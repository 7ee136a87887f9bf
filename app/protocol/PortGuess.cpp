// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/PortGuess.h"

#include "protocol/AsciiChars.h"

#include <algorithm>

namespace pt {

namespace {

constexpr qsizetype looked = 4 * 1024;
constexpr qsizetype lookedForPac = 64 * 1024;

unsigned at(QByteArrayView bytes, qsizetype i)
{
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0x100u;
}

bool beginsWith(QByteArrayView bytes, QByteArrayView word)
{
    return bytes.size() >= word.size()
        && bytes.first(word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

qsizetype find(QByteArrayView bytes, QByteArrayView word)
{
    const auto it = std::search(bytes.begin(), bytes.end(), word.begin(), word.end(), [](char a, char b) {
        return ascii::toLower(a) == ascii::toLower(b);
    });
    return it == bytes.end() ? -1 : it - bytes.begin();
}

ByteSpan firstLine(QByteArrayView bytes)
{
    const auto it = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\r' || c == '\n'; });
    return {0, it - bytes.begin()};
}

/// RFC 9113 section 4.1: length (24 bits), type, flags, stream. The first frame of a server is SETTINGS on
/// stream 0; GOAWAY where it gives up at once.
bool isHttp2Frame(QByteArrayView bytes)
{
    if (bytes.size() < 9 || at(bytes, 0) != 0 || at(bytes, 5) != 0 || at(bytes, 6) != 0
        || at(bytes, 7) != 0 || at(bytes, 8) != 0)
        return false;
    const unsigned length = at(bytes, 1) << 8 | at(bytes, 2);
    return (at(bytes, 3) == 4 && length % 6 == 0) || (at(bytes, 3) == 7 && length >= 8);
}

} // namespace

ByteSpan findPacFunction(QByteArrayView text)
{
    const QByteArrayView begin = text.first(std::min(text.size(), lookedForPac));
    constexpr QByteArrayView name = "FindProxyForURL";
    // A page that talks about PAC files has the name, but not as a function's.
    const qsizetype found = begin.indexOf(name);
    if (found < 0)
        return {};
    qsizetype start = found;
    while (start > 0 && (ascii::isSpace(begin[start - 1]) || begin[start - 1] == '\n' || begin[start - 1] == '\r'))
        --start;
    constexpr QByteArrayView word = "function";
    if (start == found || !begin.first(start).endsWith(word))
        return {};
    start -= word.size();
    return {start, found + name.size() - start};
}

PortGuess guessPort(QByteArrayView firstBytes)
{
    const QByteArrayView bytes = firstBytes.first(std::min(firstBytes.size(), looked));
    // RFC 8446 section 5.1: type, legacy version 3.x.
    if (at(bytes, 1) == 3 && at(bytes, 2) <= 4) {
        if (at(bytes, 0) == 0x15)
            return {PortProtocol::TlsAlert, {0, std::min<qsizetype>(bytes.size(), 7)}};
        if (at(bytes, 0) == 0x16 || at(bytes, 0) == 0x14 || at(bytes, 0) == 0x17)
            return {PortProtocol::Tls, {0, std::min<qsizetype>(bytes.size(), 5)}};
    }
    // RFC 1928 section 3: version, chosen method; FF: none will do.
    if (at(bytes, 0) == 5 && (at(bytes, 1) <= 9 || at(bytes, 1) == 0xff))
        return {PortProtocol::Socks5, {0, 2}};
    // SOCKS4: reply version 0, code 90 to 93.
    if (at(bytes, 0) == 0 && at(bytes, 1) >= 0x5a && at(bytes, 1) <= 0x5d && bytes.size() <= 8)
        return {PortProtocol::Socks4, {0, 2}};
    if (isHttp2Frame(bytes))
        return {PortProtocol::Http2, {0, 9}};
    if (bytes.startsWith("PRI * HTTP/2"))
        return {PortProtocol::Http2, {0, 12}};
    if (at(bytes, 0) == 0xff && at(bytes, 1) >= 0xfb && at(bytes, 1) <= 0xfe)
        return {PortProtocol::Telnet, {0, std::min<qsizetype>(bytes.size(), 3)}};
    if (bytes.startsWith("SSH-"))
        return {PortProtocol::Ssh, firstLine(bytes)};
    if (bytes.startsWith("RFB "))
        return {PortProtocol::Vnc, firstLine(bytes)};
    if (bytes.startsWith("ICY "))
        return {PortProtocol::Icy, firstLine(bytes)};
    if (bytes.startsWith("+OK"))
        return {PortProtocol::Pop3, firstLine(bytes)};
    if (bytes.startsWith("* OK") || bytes.startsWith("* PREAUTH"))
        return {PortProtocol::Imap, firstLine(bytes)};
    if (bytes.startsWith("220 ") || bytes.startsWith("220-") || bytes.startsWith("421 ")
        || bytes.startsWith("554 ")) {
        const ByteSpan line = firstLine(bytes);
        if (find(bytes, "SMTP") >= 0)
            return {PortProtocol::Smtp, line};
        if (find(bytes, "FTP") >= 0)
            return {PortProtocol::Ftp, line};
        if (bytes.startsWith("220"))
            return {PortProtocol::Mail220, line};
        return {};
    }
    const ByteSpan pac = findPacFunction(bytes);
    if (pac.length > 0)
        return {PortProtocol::Pac, pac};

    qsizetype start = 0;
    if (beginsWith(bytes, "\xef\xbb\xbf"))
        start = 3;
    while (start < bytes.size()
           && (ascii::isSpace(bytes[start]) || bytes[start] == '\r' || bytes[start] == '\n'))
        ++start;
    const QByteArrayView text = bytes.sliced(start);
    for (const QByteArrayView tag : {QByteArrayView("<!DOCTYPE HTML"), QByteArrayView("<HTML"),
                                     QByteArrayView("<HEAD"), QByteArrayView("<BODY"), QByteArrayView("<TITLE")}) {
        if (beginsWith(text, tag))
            return {PortProtocol::Html, {start, tag.size()}};
    }
    return {};
}

} // namespace pt
