// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/PracticeContext.h"
#include "practice/PracticeSocksTalk.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace pt {

/// One client of the practice proxy: reads requests, does the steps of the first rule that fits
/// each. Deletes itself once the connection has ended.
class PracticeConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes over `descriptor`. `context` is shared with its siblings and must outlive this object.
    PracticeConnection(int number, qintptr descriptor, PracticeContext &context, QObject *parent);
    ~PracticeConnection() override;

    void begin(); ///< after the signals are connected

signals:
    void logged(const QString &line);

private:
    enum class State { Reading, Acting, Deaf };

    void readMore();
    void takeRequest(QByteArrayView headBytes);
    void takeSocks();
    PracticeSigned judge(const HttpHead &head);
    PracticeSigned judgeNtlm(QByteArrayView token);
    PracticeSigned judgeTicket(const QByteArray &token) const;
    PracticeSigned judgeDigest(const HttpHead &head, const QByteArray &value) const;
    void act(const QList<PracticeStep> &steps);
    void nextStep();
    void doStep(const PracticeStep &step);
    void pump();
    void drip();
    void startSite(bool untrusted);
    void sendTargetAnswer();
    void send(const QByteArray &bytes);
    void closeOrderly();
    void deafen();
    QByteArray expanded(QByteArray bytes);
    void log(const QString &what);

    const int m_number;
    PracticeContext &m_context;
    QSslSocket m_socket;
    QTimer m_timer; ///< a delay, or the next byte of a drip
    QTimer m_idle; ///< nobody may keep a connection for ever
    State m_state = State::Acting;
    QByteArray m_input; ///< bounded: one head
    qint64 m_skip = 0; ///< bytes of a request's body still to be thrown away
    QList<PracticeStep> m_steps;
    PracticeRequest m_request; ///< the one being answered
    PracticeStep m_pumped; ///< EndlessHeader or Filler; count is what remains
    QByteArray m_dripped; ///< what remains to be dripped
    int m_onConnection = 0;
    QByteArray m_ntlmFirst; ///< the messages of a sign-in by NTLM, while it goes on
    QByteArray m_ntlmSecond;
    bool m_ntlmSignedIn = false; ///< for all that follows on this connection
    bool m_insideTunnel = false;
    std::optional<PracticeSocksTalk> m_socks; ///< while a SOCKS handshake lasts
};

} // namespace pt
