// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/SignInDialogue.h"
#include "model/AddressAttempt.h"
#include "probe/LinkRequest.h"
#include "probe/OrderState.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace pt {

class HttpExchange;
class ResponseReader;
class ProxyConnection;
struct ProbeContext;

/// Carries out one order on the real connection and records it. Single shot.
class Journey : public QObject
{
    Q_OBJECT

public:
    /// `context` and `state` are not owned and outlive the journey; `state` is filled as it goes.
    Journey(ProbeContext &context, OrderState &state, LinkRequest request,
            QObject *parent = nullptr);
    ~Journey() override;

    /// Not to be called twice. Signals may come from inside.
    void start();
    /// Ends it now and records what came so far; silent.
    void cancel();

    /// The status QNetworkAccessManager is told: the last one read, 502 or 504 where there was
    /// none.
    int finalStatus() const;

signals:
    /// state.phase has moved on; with Done the journey is over.
    void advanced();
    void attemptsChanged();

private:
    void acquire(bool fresh);
    void onOpened();
    void onProxySecured();
    void onOpenFailed(ConnectOutcome outcome, const QString &detail);
    void sendToProxy();
    void nextLeg(const Challenge &challenge);
    void onLeg(Result<AuthLeg> leg);
    void giveUp(const QString &code, const QString &detail);
    void sendProxyRequest(QByteArray authorization);
    void onProxyFinished();
    void readSignInReply(const ResponseReader &reader);
    void recordProxyPart();
    bool takeNewNonce();
    bool takeLostSignIn();
    void enterTunnel();
    void onTlsDone();
    void sendInside();
    void onInsideFinished();
    void recordInsidePart(ExchangeEnd end, const QString &detail);
    void recordMessage(Exchange &exchange, const HttpExchange &http) const;
    Exchange newExchange(ExchangeForm form) const;
    void endWithout(ExchangeEnd end, const QString &detail);
    void countTunnel();
    void release(bool usable);
    void moveTo(OrderPhase phase);
    QByteArray proxyRequestHead(QByteArrayView authorization) const;
    bool isConnect() const { return m_state.order.form != Order::Form::Plain; }
    QByteArray authority(bool always) const;
    QByteArray signedUri() const;

    ProbeContext &m_context;
    OrderState &m_state;
    LinkRequest m_request;
    QPointer<ProxyConnection> m_connection;
    HttpExchange *m_http = nullptr;
    Exchange m_current;
    bool m_sending = false; ///< m_current is under way
    bool m_inside = false;
    std::unique_ptr<SignInDialogue> m_dialogue; ///< nullptr: this request is not signed
    std::optional<Challenge> m_goesOnWith; ///< the proxy's question for the next leg
    bool m_reliesOnConnection = false; ///< signed in before, by its connection
    bool m_repeatable = false; ///< a sign-in of one leg on a kept connection
    bool m_retried = false;
    bool m_renewed = false; ///< answered again to a new nonce
    bool m_over = false;
    int m_openStatus = 0;
    qint64 m_tlsStartedMs = 0;
    qint64 m_insideReceived = 0;
};

} // namespace pt
