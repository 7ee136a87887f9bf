// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/SignInDialogue.h"
#include "model/AddressAttempt.h"
#include "probe/LinkRequest.h"
#include "probe/OrderRunner.h"
#include "probe/OrderState.h"

#include <QPointer>

#include <memory>
#include <optional>

namespace pt {

class HttpExchange;
class ResponseReader;
class ProxyConnection;
class TunnelVisit;
struct ProbeContext;

/// Carries out one order through an HTTP proxy.
class Journey : public OrderRunner
{
    Q_OBJECT

public:
    /// `context` and `state` are not owned and outlive the journey; `state` is filled as it goes.
    Journey(ProbeContext &context, OrderState &state, LinkRequest request,
            QObject *parent = nullptr);
    ~Journey() override;

    void start() override;
    void cancel() override;
    int finalStatus() const override;

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
    void takeVisit();
    Exchange newExchange(ExchangeForm form) const;
    void endWithout(ExchangeEnd end, const QString &detail);
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
    TunnelVisit *m_visit = nullptr; ///< the tunnel is open
    Exchange m_current;
    bool m_sending = false; ///< m_current is under way
    std::unique_ptr<SignInDialogue> m_dialogue; ///< nullptr: this request is not signed
    std::optional<Challenge> m_goesOnWith; ///< the proxy's question for the next leg
    bool m_reliesOnConnection = false; ///< signed in before, by its connection
    bool m_repeatable = false; ///< a sign-in of one leg on a kept connection
    bool m_retried = false;
    bool m_renewed = false; ///< answered again to a new nonce
    bool m_over = false;
    int m_openStatus = 0;
};

} // namespace pt
