// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Exchange.h"
#include "model/RunLimits.h"
#include "probe/RunClock.h"
#include "protocol/SocksFrame.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace pt {

class ProxyConnection;

/// Sends one SOCKS message on an open connection and reads the one that answers it, within all
/// bounds and deadlines. What is no such answer is read on for a moment, as far as it tells what
/// the port speaks instead. Single shot. Does not own the connection, and closes nothing.
class SocksExchange : public QObject
{
    Q_OBJECT

public:
    SocksExchange(ProxyConnection *connection, const RunLimits &limits, const RunClock &clock,
                  SocksKind message, QObject *parent = nullptr);

    /// Writes `message` and overwrites it, as it may hold a password. finished() follows, possibly
    /// from inside where the connection is gone already.
    void start(QByteArray &&message);
    /// Ends it now, without finished(). No effect when it has ended.
    void stop(ExchangeEnd end);

    bool isFinished() const { return m_finished; }
    /// The answer; complete only where it is one.
    const SocksFrame &frame() const { return m_frame; }
    /// What came, up to the end of the answer, or of what was kept of something else.
    QByteArray answer() const;
    /// What came behind the answer.
    QByteArray leftover() const;
    /// Puts times, ends and the answer into the record; the answer is not masked.
    void describe(Exchange &exchange) const;

    ExchangeEnd end() const { return m_end; }
    QString endDetail() const { return m_endDetail; }

signals:
    void finished();

private:
    void onReadyRead();
    void onClosed(bool reset);
    void drain();
    void endWith(ExchangeEnd end, const QString &detail);

    QPointer<ProxyConnection> m_connection;
    RunLimits m_limits;
    RunClock m_clock;
    SocksFrame m_frame;
    QByteArray m_bytes; ///< bounded by RunLimits::bodyKeptBytes
    qint64 m_received = 0;
    QTimer m_idle;
    QTimer m_total;
    QTimer m_banner; ///< from the first bytes of something that is not SOCKS
    bool m_finished = false;
    ExchangeEnd m_end = ExchangeEnd::Complete;
    QString m_endDetail;
    qint64 m_startedMs = 0;
    qint64 m_firstByteMs = -1;
    qint64 m_endedMs = 0;
};

} // namespace pt
