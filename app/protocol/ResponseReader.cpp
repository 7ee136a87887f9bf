// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/ResponseReader.h"

#include "protocol/AsciiChars.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView httpPrefix = "HTTP/";
/// Empty lines before the answer that are passed over; a banner would not begin with more.
constexpr qsizetype leadingLineEnds = 4;
constexpr qsizetype chunkLineBytes = 4 * 1024;
constexpr qsizetype leftoverBytes = 64 * 1024;

/// The members of a comma-separated list, trimmed, empty ones left out.
QList<QByteArrayView> listMembers(const QList<const HttpField *> &fields)
{
    QList<QByteArrayView> members;
    for (const HttpField *field : fields) {
        const QByteArrayView value = field->value;
        qsizetype start = 0;
        while (start <= value.size()) {
            qsizetype comma = value.indexOf(',', start);
            if (comma < 0)
                comma = value.size();
            const QByteArrayView member = ascii::trimmed(value.sliced(start, comma - start));
            if (!member.isEmpty())
                members.append(member);
            start = comma + 1;
        }
    }
    return members;
}

bool listHas(const QList<QByteArrayView> &members, QByteArrayView word)
{
    return std::any_of(members.begin(), members.end(), [&](QByteArrayView member) {
        return member.compare(word, Qt::CaseInsensitive) == 0;
    });
}

/// 1*DIGIT that fits; nullopt otherwise ("+5", "-1", "5x", 2^63).
std::optional<qint64> readLength(QByteArrayView text)
{
    if (text.isEmpty())
        return std::nullopt;
    qint64 value = 0;
    for (const char c : text) {
        if (!ascii::isDigit(c))
            return std::nullopt;
        const int digit = c - '0';
        if (value > (std::numeric_limits<qint64>::max() - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

} // namespace

ResponseReader::ResponseReader(const RunLimits &limits, bool answerToConnect)
    : m_limits(limits)
    , m_answerToConnect(answerToConnect)
{
}

void ResponseReader::note(QLatin1StringView problem)
{
    if (!m_problems.contains(problem))
        m_problems.append(QString(problem));
}

void ResponseReader::fail(QLatin1StringView code, qint64 offset)
{
    m_state = State::Failed;
    m_part = Part::Done;
    m_failure = code;
    m_failureOffset = offset;
}

void ResponseReader::complete()
{
    m_state = State::Complete;
    m_part = Part::Done;
}

QStringList ResponseReader::problems() const
{
    QStringList all = m_problems;
    if (m_parsed) {
        for (const QString &problem : m_parsed->problems) {
            if (!all.contains(problem))
                all.append(problem);
        }
    }
    if (m_state == State::Complete && !m_tunnel && !m_leftover.isEmpty())
        all.append(u"bytes-after-message"_s);
    return all;
}

void ResponseReader::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        qsizetype used = 0;
        switch (m_part) {
        case Part::Head:
            used = feedHead(bytes);
            break;
        case Part::NotHttp:
            used = feedNotHttp(bytes);
            break;
        case Part::Counted:
        case Part::ChunkData:
            used = feedCounted(bytes);
            break;
        case Part::ToClose:
            keepBody(bytes);
            m_wireBytes += bytes.size();
            used = bytes.size();
            break;
        case Part::ChunkSize:
            used = feedChunkSize(bytes);
            break;
        case Part::ChunkEnd:
            used = feedChunkEnd(bytes);
            break;
        case Part::Trailer:
            used = feedTrailer(bytes);
            break;
        case Part::Done:
            if (m_state == State::Complete) {
                // The tail of the completing feed is kept whole; a caller that goes on is bounded.
                const qsizetype room = m_leftover.isEmpty()
                    ? bytes.size() : std::max<qsizetype>(0, leftoverBytes - m_leftover.size());
                m_leftover.append(bytes.first(std::min(room, bytes.size())));
            }
            m_offset += bytes.size();
            return;
        }
        m_offset += used;
        bytes = bytes.sliced(used);
    }
}

void ResponseReader::closed()
{
    switch (m_part) {
    case Part::Head:
        if (m_head.isEmpty())
            fail("closed-before-answer"_L1, m_offset);
        else if (!m_decided && m_interim == 0)
            feedNotHttp({}); // too short to tell, and not an answer
        else
            fail("closed-in-head"_L1, m_offset);
        break;
    case Part::Counted:
        fail("content-length-mismatch"_L1, m_offset);
        break;
    case Part::ToClose:
        complete();
        break;
    case Part::ChunkSize:
    case Part::ChunkData:
    case Part::ChunkEnd:
    case Part::Trailer:
        fail("closed-in-chunks"_L1, m_offset);
        break;
    case Part::NotHttp:
    case Part::Done:
        break;
    }
}

/// As soon as the bytes so far cannot become "HTTP/".
bool ResponseReader::excludesHttp() const
{
    qsizetype at = 0;
    while (at < m_head.size() && at < leadingLineEnds && (m_head[at] == '\r' || m_head[at] == '\n'))
        ++at;
    const QByteArrayView begin = QByteArrayView(m_head).sliced(at);
    const qsizetype count = std::min(begin.size(), httpPrefix.size());
    return begin.first(count) != httpPrefix.first(count);
}

qsizetype ResponseReader::feedHead(QByteArrayView bytes)
{
    // Until "HTTP/" is certain, one byte at a time.
    if (!m_decided) {
        m_head.append(bytes[0]);
        if (excludesHttp()) {
            m_head.chop(1);
            if (m_interim > 0) {
                m_head.append(bytes[0]);
                fail("bad-status-line"_L1, m_offset);
                return 1;
            }
            feedNotHttp({});
            return 0;
        }
        if (m_head.endsWith(httpPrefix)) {
            m_decided = true;
            m_lineStart = m_head.size() - httpPrefix.size();
        }
        return 1;
    }

    const qsizetype lf = bytes.indexOf('\n');
    const qsizetype lineLimit = m_startLineSeen ? m_limits.headerLineBytes : m_limits.statusLineBytes;
    const qsizetype lineRoom = lineLimit - (m_head.size() - m_lineStart);
    const qsizetype blockRoom = m_limits.headerBlockBytes - m_head.size();
    const qsizetype wanted = lf < 0 ? bytes.size() : lf + 1;
    if (wanted > lineRoom || wanted > blockRoom) {
        const bool line = lineRoom <= blockRoom;
        const qsizetype taken = std::max<qsizetype>(0, std::min(lineRoom, blockRoom));
        m_head.append(bytes.first(taken));
        fail(!line               ? "header-block-too-large"_L1
             : m_startLineSeen ? "header-line-too-long"_L1
                               : "status-line-too-long"_L1,
             m_offset + taken);
        return bytes.size();
    }
    m_head.append(bytes.first(wanted));
    if (lf < 0)
        return wanted;
    qsizetype length = m_head.size() - 1 - m_lineStart;
    if (length > 0 && m_head[m_head.size() - 2] == '\r')
        --length;
    if (!m_startLineSeen) {
        m_startLineSeen = true;
        const std::optional<HttpHead> start = parseHead(m_head);
        if (!start || !start->isResponse || start->problems.contains("version-not-1"_L1)) {
            fail("bad-status-line"_L1, m_offset - (m_head.size() - wanted) + m_lineStart);
            return wanted;
        }
    } else if (length == 0) {
        // The offset is that of the first byte behind the head.
        m_offset += wanted;
        headEnded();
        m_offset -= wanted;
        return wanted;
    }
    m_lineStart = m_head.size();
    return wanted;
}

qsizetype ResponseReader::feedNotHttp(QByteArrayView bytes)
{
    if (m_state != State::NotHttp) {
        m_state = State::NotHttp;
        m_part = Part::NotHttp;
        const QByteArray first = std::exchange(m_head, {});
        keepBody(first);
        m_wireBytes += first.size();
    }
    keepBody(bytes);
    m_wireBytes += bytes.size();
    return bytes.size();
}

void ResponseReader::headEnded()
{
    m_parsed = parseHead(m_head, m_limits.headerFields);
    const int status = m_parsed->status;
    if (status >= 100 && status < 200 && status != 101) {
        ++m_interim;
        if (m_interim > m_limits.interimResponses) {
            fail("too-many-interim"_L1, m_offset);
            return;
        }
        m_parsed.reset();
        m_head.clear();
        m_lineStart = 0;
        m_startLineSeen = false;
        m_decided = false;
        return;
    }
    m_state = State::Body;
    chooseFraming();
}

/// RFC 9112 section 6.3.
void ResponseReader::chooseFraming()
{
    const int status = m_parsed->status;
    const bool hasLength = m_parsed->has("Content-Length");
    const bool hasCoding = m_parsed->has("Transfer-Encoding");
    if (status == 101) {
        note("unexpected-101"_L1);
        m_faultyFraming = true;
        complete();
        return;
    }
    if (m_answerToConnect && status >= 200 && status < 300) {
        if (hasLength || hasCoding)
            note("connect-framing-ignored"_L1);
        m_tunnel = true;
        m_framingKnown = true;
        complete();
        return;
    }
    if (status == 204 || status == 304) {
        if (hasCoding)
            note("body-length-ignored"_L1);
        m_framingKnown = true;
        complete();
        return;
    }
    if (hasCoding) {
        const QList<QByteArrayView> codings = listMembers(m_parsed->all("Transfer-Encoding"));
        const bool chunked = !codings.isEmpty()
            && codings.last().compare("chunked", Qt::CaseInsensitive) == 0;
        if (hasLength) {
            // A length beside chunks is how requests are smuggled (RFC 9112 section 6.3).
            note("length-and-chunked"_L1);
            m_faultyFraming = true;
        }
        if (m_parsed->version == "HTTP/1.0") {
            note("chunked-in-http-1.0"_L1);
            m_faultyFraming = true;
        }
        if (codings.size() > 1 || !chunked)
            note("transfer-coding"_L1);
        if (chunked) {
            m_framingKnown = true;
            m_part = Part::ChunkSize;
            return;
        }
        note("unknown-transfer-coding"_L1);
        m_faultyFraming = true;
        m_part = Part::ToClose;
        return;
    }
    if (hasLength) {
        if (const std::optional<qint64> length = contentLength()) {
            m_framingKnown = true;
            m_remaining = *length;
            if (m_remaining == 0)
                complete();
            else
                m_part = Part::Counted;
            return;
        }
        m_faultyFraming = true;
        m_part = Part::ToClose;
        return;
    }
    const QList<QByteArrayView> options = listMembers(m_parsed->all("Connection"))
        + listMembers(m_parsed->all("Proxy-Connection"));
    if (!listHas(options, "close") && m_parsed->version != "HTTP/1.0")
        note("no-framing"_L1);
    m_part = Part::ToClose;
}

std::optional<qint64> ResponseReader::contentLength()
{
    const QList<QByteArrayView> values = listMembers(m_parsed->all("Content-Length"));
    if (values.size() > 1)
        note("content-length-repeated"_L1);
    std::optional<qint64> length;
    for (const QByteArrayView value : values) {
        const std::optional<qint64> one = readLength(value);
        if (!one) {
            note("bad-content-length"_L1);
            return std::nullopt;
        }
        if (length && *length != *one) {
            note("content-length-differs"_L1);
            return std::nullopt;
        }
        length = one;
    }
    if (!length)
        note("bad-content-length"_L1);
    return length;
}

void ResponseReader::keepBody(QByteArrayView bytes)
{
    m_bodyBytes += bytes.size();
    const qsizetype room = std::max<qsizetype>(0, m_limits.bodyKeptBytes - m_body.size());
    m_body.append(bytes.first(std::min(room, bytes.size())));
}

qsizetype ResponseReader::feedCounted(QByteArrayView bytes)
{
    const qsizetype count = qsizetype(std::min<qint64>(bytes.size(), m_remaining));
    keepBody(bytes.first(count));
    m_wireBytes += count;
    m_remaining -= count;
    if (m_remaining == 0) {
        if (m_part == Part::Counted) {
            complete();
        } else {
            m_part = Part::ChunkEnd;
            m_crSeen = false;
        }
    }
    return count;
}

/// chunk-size [ chunk-ext ] CRLF (RFC 9112 section 7.1).
qsizetype ResponseReader::feedChunkSize(QByteArrayView bytes)
{
    const qsizetype lf = bytes.indexOf('\n');
    const qsizetype wanted = lf < 0 ? bytes.size() : lf + 1;
    if (wanted > chunkLineBytes - m_line.size()) {
        fail("chunk-line-too-long"_L1, m_offset + (chunkLineBytes - m_line.size()));
        return bytes.size();
    }
    m_line.append(bytes.first(wanted));
    m_wireBytes += wanted;
    if (lf < 0)
        return wanted;
    const QByteArray whole = std::exchange(m_line, {});
    const qint64 lineOffset = m_offset + wanted - whole.size();
    QByteArrayView line = QByteArrayView(whole).chopped(1);
    if (line.endsWith('\r'))
        line = line.chopped(1);
    else
        note("bare-lf"_L1);

    qint64 size = 0;
    qsizetype at = 0;
    while (at < line.size() && ascii::hexValue(line[at]) >= 0) {
        if (size > (std::numeric_limits<qint64>::max() >> 4)) {
            fail("bad-chunk"_L1, lineOffset + at);
            return wanted;
        }
        size = size * 16 + ascii::hexValue(line[at]);
        ++at;
    }
    qsizetype rest = at;
    while (rest < line.size() && ascii::isSpace(line[rest]))
        ++rest;
    if (at == 0 || (rest < line.size() && line[rest] != ';')) {
        fail("bad-chunk"_L1, lineOffset + rest);
        return wanted;
    }
    if (rest < line.size())
        note("chunk-extension"_L1);
    m_remaining = size;
    m_trailerBytes = 0;
    m_part = size == 0 ? Part::Trailer : Part::ChunkData;
    return wanted;
}

qsizetype ResponseReader::feedChunkEnd(QByteArrayView bytes)
{
    ++m_wireBytes;
    if (bytes[0] == '\r' && !m_crSeen) {
        m_crSeen = true;
    } else if (bytes[0] == '\n') {
        if (!m_crSeen)
            note("bare-lf"_L1);
        m_part = Part::ChunkSize;
    } else {
        fail("bad-chunk"_L1, m_offset);
    }
    return 1;
}

qsizetype ResponseReader::feedTrailer(QByteArrayView bytes)
{
    const qsizetype lf = bytes.indexOf('\n');
    const qsizetype wanted = lf < 0 ? bytes.size() : lf + 1;
    if (wanted > m_limits.headerLineBytes - m_line.size()
        || m_trailerBytes + wanted > m_limits.headerBlockBytes) {
        const qint64 room = std::min<qint64>(m_limits.headerLineBytes - m_line.size(),
                                             m_limits.headerBlockBytes - m_trailerBytes);
        fail("trailer-too-large"_L1, m_offset + std::max<qint64>(0, room));
        return bytes.size();
    }
    m_line.append(bytes.first(wanted));
    m_trailerBytes += wanted;
    m_wireBytes += wanted;
    if (lf < 0)
        return wanted;
    const QByteArray line = std::exchange(m_line, {});
    if (line == "\n")
        note("bare-lf"_L1);
    if (line == "\n" || line == "\r\n")
        complete();
    return wanted;
}

bool ResponseReader::reusable() const
{
    if (m_state != State::Complete || m_tunnel || !m_framingKnown || m_faultyFraming || !m_leftover.isEmpty())
        return false;
    // Some proxies speak only through the field that was never a standard.
    const QList<QByteArrayView> options = listMembers(m_parsed->all("Connection"))
        + listMembers(m_parsed->all("Proxy-Connection"));
    if (listHas(options, "close") || m_parsed->problems.contains("too-many-fields"_L1))
        return false;
    return m_parsed->version != "HTTP/1.0" || listHas(options, "keep-alive");
}

bool ResponseReader::mayStop() const
{
    // What has ended is not read on anyway; how much of it was looked at depends on how it was cut.
    const bool goesOn = m_state == State::Body || m_state == State::NotHttp;
    return goesOn && m_wireBytes >= m_limits.bodyReadBytes;
}

} // namespace pt
