// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TlsToken.h"

#include "protocol/TlsNames.h"
#include "protocol/TokenBytes.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecords = 8;
constexpr int alertType = 21;
constexpr int handshakeType = 22;

/// Reads numbers and vectors (RFC 8446 section 3) from a part of the bytes; what does not fit any
/// more gives nothing, and `broken` says so.
class TlsReader
{
public:
    TlsReader(QByteArrayView bytes, qsizetype from, qsizetype end)
        : m_bytes(bytes)
        , m_at(from)
        , m_end(std::min(end, bytes.size()))
    {
    }

    qsizetype at() const { return m_at; }
    bool atEnd() const { return m_at >= m_end; }
    bool broken() const { return m_broken; }

    int number(qsizetype octets)
    {
        if (m_end - m_at < octets) {
            m_broken = true;
            m_at = m_end;
            return -1;
        }
        int value = 0;
        for (qsizetype i = 0; i < octets; ++i)
            value = value << 8 | static_cast<unsigned char>(m_bytes[m_at + i]);
        m_at += octets;
        return value;
    }

    /// A vector with a length of that many octets before it, as a reader of its own.
    TlsReader vector(qsizetype lengthOctets)
    {
        const int length = number(lengthOctets);
        TlsReader inner(m_bytes, m_at, m_at + std::max(length, 0));
        if (length < 0 || length > m_end - m_at) {
            m_broken = true;
            inner.m_end = m_end;
        }
        m_at = inner.m_end;
        return inner;
    }

    void skip(qsizetype octets)
    {
        if (m_end - m_at < octets)
            m_broken = true;
        m_at = std::min(m_end, m_at + octets);
    }

    QByteArrayView rest() const { return m_bytes.sliced(m_at, m_end - m_at); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at;
    qsizetype m_end;
    bool m_broken = false;
};

class Table
{
public:
    Table(const QString &what, qsizetype start, qsizetype length)
        : m_start(start)
    {
        m_token.what = what;
        m_token.start = start;
        m_token.length = length;
        m_token.bytes = length;
    }

    void add(const QString &id, const QString &value, qsizetype from, qsizetype end)
    {
        m_token.fields.append({id, value, from - m_start, end - from, 0, false});
    }

    void note(const QString &problem)
    {
        if (!m_token.problems.contains(problem))
            m_token.problems.append(problem);
    }

    DecodedToken take() { return std::move(m_token); }

private:
    DecodedToken m_token;
    qsizetype m_start;
};

void readAlert(TlsReader &record, bool whole, Table &table)
{
    const qsizetype size = record.rest().size();
    // RFC 8446 section 6: two octets; more where it is encrypted.
    if (size > 2)
        return table.note(u"tls.alert-encrypted"_s);
    if (size < 2) {
        if (whole)
            table.note(u"tls.alert-length"_s);
        return;
    }
    qsizetype from = record.at();
    const int level = record.number(1);
    table.add(u"tls.alert-level"_s,
              level == 1       ? u"warning"_s
                  : level == 2 ? u"fatal"_s
                               : QString::number(level),
              from, record.at());
    from = record.at();
    const int description = record.number(1);
    const QString name = tlsAlertName(description);
    table.add(u"tls.alert-description"_s,
              name.isEmpty() ? QString::number(description)
                             : u"%1 (%2)"_s.arg(name).arg(description),
              from, record.at());
}

void readNames(TlsReader list, Table &table)
{
    while (!list.atEnd()) {
        const int type = list.number(1);
        const qsizetype from = list.at();
        const TlsReader name = list.vector(2);
        if (type == 0 && !list.broken())
            table.add(u"tls.server-name"_s, tokenText(name.rest()), from, list.at());
    }
}

void readExtension(int type, TlsReader content, qsizetype from, qsizetype end, bool client,
                   Table &table)
{
    switch (type) {
    case 0: // RFC 6066 section 3; a server's is empty
        if (!content.atEnd())
            return readNames(content.vector(2), table);
        break;
    case 16: { // RFC 7301 section 3.1
        TlsReader list = content.vector(2);
        while (!list.atEnd()) {
            const qsizetype at = list.at();
            const TlsReader name = list.vector(1);
            if (!list.broken())
                table.add(u"tls.alpn"_s, tokenText(name.rest()), at, list.at());
        }
        return;
    }
    case 43: { // RFC 8446 section 4.2.1
        TlsReader list = client ? content.vector(1) : content;
        while (!list.atEnd()) {
            const qsizetype at = list.at();
            const int version = list.number(2);
            if (!list.broken())
                table.add(u"tls.supported-version"_s, tlsVersionName(version), at, list.at());
        }
        return;
    }
    default:
        break;
    }
    table.add(u"tls.extension"_s, QString::number(type), from, end);
}

/// RFC 8446 sections 4.1.2 and 4.1.3, behind the type and length of the message.
void readHello(TlsReader &hello, bool client, Table &table)
{
    qsizetype from = hello.at();
    const int version = hello.number(2);
    if (!hello.broken())
        table.add(u"tls.version"_s, tlsVersionName(version), from, hello.at());
    hello.skip(32); // random
    from = hello.at();
    const TlsReader session = hello.vector(1);
    if (!hello.broken())
        table.add(u"tls.session-id"_s, QString::number(session.rest().size()), from, hello.at());
    if (client) {
        TlsReader suites = hello.vector(2);
        while (!suites.atEnd()) {
            const qsizetype at = suites.at();
            const int suite = suites.number(2);
            if (!suites.broken())
                table.add(u"tls.cipher"_s, tlsCipherName(suite), at, suites.at());
        }
        hello.vector(1); // compression
    } else {
        from = hello.at();
        const int suite = hello.number(2);
        if (!hello.broken())
            table.add(u"tls.cipher"_s, tlsCipherName(suite), from, hello.at());
        hello.skip(1);
    }
    if (!hello.atEnd()) {
        TlsReader extensions = hello.vector(2);
        while (!extensions.atEnd()) {
            const qsizetype at = extensions.at();
            const int type = extensions.number(2);
            const TlsReader content = extensions.vector(2);
            if (extensions.broken())
                break;
            readExtension(type, content, at, extensions.at(), client, table);
        }
        if (extensions.broken())
            table.note(u"tls.hello-broken"_s);
    }
    if (hello.broken())
        table.note(u"tls.hello-broken"_s);
}

} // namespace

QList<DecodedToken> tlsTokens(QByteArrayView bytes)
{
    QList<DecodedToken> tokens;
    qsizetype start = 0;
    for (int i = 0; i < mostRecords && bytes.size() - start >= 5; ++i) {
        TlsReader header(bytes, start, bytes.size());
        const int type = header.number(1);
        const qsizetype versionAt = header.at();
        const int version = header.number(2);
        const int length = header.number(2);
        // RFC 8446 section 5.1: at most 2^14 octets; what was encrypted may be 256 longer.
        if (type < 20 || type > 24 || version < 0x0300 || version > 0x0304
            || length > (1 << 14) + 256)
            break;
        const qsizetype end = std::min(header.at() + length, bytes.size());
        const bool whole = header.at() + length <= bytes.size();
        TlsReader record(bytes, header.at(), end);
        const qsizetype versionEnd = versionAt + 2;
        const auto begin = [&](const QString &what) {
            Table table(what, start, end - start);
            table.add(u"tls.record-version"_s, tlsVersionName(version), versionAt, versionEnd);
            if (!whole)
                table.note(u"tls.truncated"_s);
            return table;
        };
        if (type == alertType) {
            Table table = begin(u"tls.alert"_s);
            readAlert(record, whole, table);
            tokens.append(table.take());
        } else if (type == handshakeType) {
            const int message = record.number(1);
            if (message == 1 || message == 2) {
                Table table = begin(message == 1 ? u"tls.client-hello"_s : u"tls.server-hello"_s);
                TlsReader hello = record.vector(3);
                if (record.broken() && whole)
                    table.note(u"tls.hello-broken"_s);
                readHello(hello, message == 1, table);
                tokens.append(table.take());
            }
        }
        start = end;
    }
    return tokens;
}

} // namespace pt
