// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/RunLimits.h"
#include "protocol/HttpHead.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// Reads one answer off a connection, byte by byte as it comes (RFC 9112 section 6 and 7). Does no I/O
/// and keeps no time. Keeps no more than the bounds of RunLimits allow, whatever is sent, and works in
/// time linear in the bytes; the result does not depend on how the bytes were cut into feeds.
class ResponseReader
{
public:
    /// NotHttp: the first bytes rule out "HTTP/"; they are in body(). Failed: see failure().
    enum class State { Head, Body, Complete, Failed, NotHttp };

    /// `answerToConnect`: a 2xx has no body then, what follows the head belongs to the tunnel, and
    /// Content-Length and Transfer-Encoding are ignored (RFC 9110 section 9.3.6).
    explicit ResponseReader(const RunLimits &limits, bool answerToConnect = false);

    void feed(QByteArrayView bytes);
    /// The other side closed its end (FIN), or the connection broke.
    void closed();

    State state() const { return m_state; }
    bool isFinal() const { return m_state == State::Complete || m_state == State::Failed; }

    /// The bytes of the final head, or of what came of it; interim heads are not in it.
    QByteArray headBytes() const { return m_head; }
    /// nullopt until the head is complete and readable.
    const std::optional<HttpHead> &head() const { return m_parsed; }
    /// Framing removed, at most RunLimits::bodyKeptBytes. NotHttp: the raw first bytes.
    QByteArray body() const { return m_body; }
    /// Bytes of body that came, kept or not.
    qint64 bodyBytes() const { return m_bodyBytes; }
    int interimResponses() const { return m_interim; }

    /// What was tolerated, each once: those of HttpHead, and "bare-lf", "length-and-chunked", "transfer-coding"
    /// (body left encoded), "unknown-transfer-coding", "chunked-in-http-1.0", "content-length-repeated",
    /// "bad-content-length" and "content-length-differs" (both: read to the close), "no-framing" (no
    /// length, and no word of a close), "connect-framing-ignored", "body-length-ignored" (204, 304),
    /// "chunk-extension", "unexpected-101", "bytes-after-message".
    QStringList problems() const;

    /// Failed: the stable code of the bound or the break: "closed-before-answer", "closed-in-head",
    /// "status-line-too-long", "header-line-too-long", "header-block-too-large", "too-many-interim",
    /// "bad-status-line", "bad-chunk", "chunk-line-too-long", "trailer-too-large", "closed-in-chunks",
    /// "content-length-mismatch" (closed before the announced length).
    QString failure() const { return m_failure; }
    /// Where it broke, counted in all bytes fed; -1: it did not.
    qint64 failureOffset() const { return m_failureOffset; }

    /// What came behind the message: tunnel bytes after a 2xx to CONNECT. Nothing but the tail of the
    /// feed that completed the message and later feeds up to 64 KiB: stop feeding at Complete.
    QByteArray leftover() const { return m_leftover; }
    /// Another request may go out on the connection (RFC 9112 section 9.3). False for tunnels.
    bool reusable() const;
    /// The end of the body is marked by something else than the close.
    bool framingKnown() const { return m_framingKnown; }
    /// The head is read and RunLimits::bodyReadBytes of what follows have passed: nothing is lost by closing.
    bool mayStop() const;
    bool isTunnel() const { return m_tunnel; }

private:
    enum class Part {
        Head,
        NotHttp,
        Counted,    ///< Content-Length
        ToClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,   ///< the line end behind the data
        Trailer,
        Done
    };

    void note(QLatin1StringView problem);
    void fail(QLatin1StringView code, qint64 offset);
    void complete();
    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedNotHttp(QByteArrayView bytes);
    qsizetype feedCounted(QByteArrayView bytes);
    qsizetype feedChunkSize(QByteArrayView bytes);
    qsizetype feedChunkEnd(QByteArrayView bytes);
    qsizetype feedTrailer(QByteArrayView bytes);
    bool excludesHttp() const;
    void headEnded();
    void chooseFraming();
    std::optional<qint64> contentLength();
    void keepBody(QByteArrayView bytes);

    RunLimits m_limits;
    bool m_answerToConnect;
    State m_state = State::Head;
    Part m_part = Part::Head;
    qint64 m_offset = 0;     ///< of the next byte, in all bytes fed
    QByteArray m_head;
    qsizetype m_lineStart = 0; ///< in m_head
    bool m_startLineSeen = false;
    bool m_decided = false;    ///< the head does begin with "HTTP/"
    std::optional<HttpHead> m_parsed;
    QByteArray m_body;
    qint64 m_bodyBytes = 0;
    qint64 m_wireBytes = 0;    ///< behind the head, framing included
    qint64 m_remaining = 0;    ///< of the counted body or the chunk
    QByteArray m_line;         ///< the chunk-size or trailer line so far
    bool m_crSeen = false;     ///< of the line end behind chunk data
    qint64 m_trailerBytes = 0;
    int m_interim = 0;
    bool m_framingKnown = false;
    bool m_faultyFraming = false;
    bool m_tunnel = false;
    QStringList m_problems;
    QString m_failure;
    qint64 m_failureOffset = -1;
    QByteArray m_leftover;
};

} // namespace pt
