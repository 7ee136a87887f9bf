// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/SignInDialogue.h"
#include "model/AddressAttempt.h"
#include "probe/LinkRequest.h"
#include "probe/OrderRunner.h"
#include "probe/OrderState.h"
#include "protocol/SocksKind.h"

#include <QPointer>

#include <memory>

namespace pt {

class ProxyConnection;
class SocksExchange;
class TunnelVisit;
struct ProbeContext;

/// Carries out one order through a SOCKS server: greeting, sign-in where it is asked for and the
/// order has one, request for a connection to the target by its name, then what is said inside.
/// Where a sign-in is asked for that the order does not have, the connection is kept for one that
/// has.
class SocksJourney : public OrderRunner
{
    Q_OBJECT

public:
    /// `context` and `state` are not owned and outlive the journey; `state` is filled as it goes.
    SocksJourney(ProbeContext &context, OrderState &state, LinkRequest request,
                 QObject *parent = nullptr);
    ~SocksJourney() override;

    void start() override;
    void cancel() override;
    int finalStatus() const override;

private:
    void acquire(bool fresh);
    void onOpened();
    void onOpenFailed(ConnectOutcome outcome, const QString &detail);
    void greet();
    void signIn();
    void onPassword(Result<AuthLeg> leg);
    void askForTarget();
    void send(SocksKind kind, QByteArray &&message, const QByteArray &recorded);
    void onAnswered();
    void record();
    void onMethod();
    void onSignInReply();
    void onReply();
    void enterTunnel(const QByteArray &early);
    void takeVisit();
    void endWithout(ExchangeEnd end, const QString &detail);
    void refuse(const QString &code);
    void release(bool keep);
    void moveTo(OrderPhase phase);
    bool isSocks4() const;

    ProbeContext &m_context;
    OrderState &m_state;
    LinkRequest m_request;
    QPointer<ProxyConnection> m_connection;
    SocksExchange *m_socks = nullptr;
    TunnelVisit *m_visit = nullptr;
    Exchange m_current;
    SocksKind m_sent = SocksKind::Greeting;
    std::unique_ptr<SignInDialogue> m_dialogue; ///< nullptr: no password was sent
    bool m_over = false;
};

} // namespace pt
