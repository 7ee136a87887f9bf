// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "probe/RunClock.h"
#include "protocol/ResponseReader.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace pt {

class ProxyConnection;

/// Sends one request on an open connection and reads its answer, within all bounds and deadlines.
/// Single shot. Does not own the connection, and closes nothing.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    HttpExchange(ProxyConnection *connection, const RunLimits &limits, const RunClock &clock,
                 bool isConnect, QObject *parent = nullptr);

    /// Writes `head` and overwrites it, as it may hold credentials. finished() follows.
    void start(QByteArray &&head);
    /// Ends it now, without finished(). No effect when it has ended.
    void stop(ExchangeEnd end);

    bool isFinished() const { return m_finished; }
    const ResponseReader &reader() const { return m_reader; }
    /// The connection ended before a single byte of the answer.
    bool diedUnanswered() const;
    /// The connection can carry another request.
    bool connectionUsable() const;

    ExchangeEnd end() const { return m_end; }
    /// A failure of ResponseReader, "closed-before-request" (ended before it could be sent),
    /// "not-http" or "body-not-read-on"; empty: none of these.
    QString endDetail() const { return m_endDetail; }
    qint64 startedMs() const { return m_startedMs; }
    qint64 firstByteMs() const { return m_firstByteMs; }
    qint64 durationMs() const { return m_endedMs - m_startedMs; }
    qint64 bytesReceived() const { return m_received; }

signals:
    void finished();

private:
    void onReadyRead();
    void onClosed(bool reset);
    void drain();
    void check();
    void endWith(ExchangeEnd end, const QString &detail);

    QPointer<ProxyConnection> m_connection;
    RunLimits m_limits;
    RunClock m_clock;
    ResponseReader m_reader;
    QTimer m_idle;
    QTimer m_total;
    QTimer
        m_body; ///< from the end of the head, or from the first bytes of something that is not HTTP
    bool m_finished = false;
    bool m_peerClosed = false;
    bool m_written = false; ///< the connection was still open when the request was to go out
    ExchangeEnd m_end = ExchangeEnd::Complete;
    QString m_endDetail;
    qint64 m_startedMs = 0;
    qint64 m_firstByteMs = -1;
    qint64 m_endedMs = 0;
    qint64 m_received = 0;
};

} // namespace pt
