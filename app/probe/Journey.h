// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AddressAttempt.h"
#include "probe/LinkRequest.h"
#include "probe/OrderRunner.h"
#include "probe/OrderState.h"

#include <QPointer>

namespace pt {

class HttpExchange;
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
    void onProxyFinished();
    void recordProxyPart();
    bool takeNewNonce();
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
    bool m_answerPending = false;
    bool m_retried = false;
    bool m_renewed = false; ///< answered again to a new nonce
    bool m_over = false;
    int m_openStatus = 0;
};

} // namespace pt
