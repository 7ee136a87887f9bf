// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/Alternative.h"
#include "model/AuthChoice.h"
#include "model/Credentials.h"
#include "model/Failure.h"
#include "model/ProxyScheme.h"
#include "model/RunLimits.h"
#include "probe/OrderState.h"
#include "probe/PortProbe.h"
#include "probe/RunClock.h"

#include <QHostAddress>
#include <QObject>
#include <QSslCertificate>

#include <map>
#include <memory>
#include <vector>

namespace pt {

class NegotiateMechanism;
class ProxyConnection;
class ProxyLink;
class QnamClient;
class RandomSource;
struct LinkRequest;
struct NegotiateFacts;
struct ProbeContext;
struct Attempts;
struct SchemeChoice;

/// Everything that speaks HTTP in one run: QNetworkAccessManager, the link, the real connections,
/// the credentials and their budget. Orders go in, recorded exchanges come out. Destruction ends
/// all silently and wipes the credentials.
class ProbeSession : public QObject
{
    Q_OBJECT

public:
    struct Setup
    {
        RunLimits limits;
        Credentials credentials;
        AuthChoice auth = AuthChoice::Any;
        int attemptLimit = 1;
        bool ntlmVersion1 = false; ///< SignIn::useNtlmVersion1()
        QString userAgent; ///< empty: the program's own
        QList<QSslCertificate> extraTrust;
        QHostAddress address; ///< of the proxy
        quint16 port = 0;
        QString host; ///< of the proxy, as it was typed
        bool tls = false; ///< the proxy itself is spoken to over TLS
        NegotiateMechanism *negotiate = nullptr; ///< not owned, outlives the session
        ProxyScheme scheme = ProxyScheme::Http;
    };

    ProbeSession(Setup setup, const RunClock &clock, RandomSource &random,
                 QObject *parent = nullptr);
    ~ProbeSession() override;

    /// The connection the connect stage brought; taken over.
    void adopt(ProxyConnection *connection);

    /// Finds out what the port speaks; portProbed() follows, not from inside. One at a time.
    void probePort(PortProbe::Kind kind, StageId stage);
    /// The last one; nullptr: there was none.
    const PortProbe *portProbe() const;

    /// Starts an order; its id. Signals follow, not from inside.
    int submit(Order order);
    const OrderState &state(int orderId) const;
    bool isIdle() const;
    /// Orders that still hold, or may come to want, a connection.
    int ordersUnderWay() const;
    /// An order with credentials is submitted and the proxy has not answered it: no other may
    /// follow yet.
    bool isAnswerUnderWay() const;

    SchemeChoice choose(const QList<Challenge> &challenges) const;
    /// Why no password can be sent to a SOCKS server; its code is empty where one can.
    Failure socksPasswordProblem() const;
    /// See SignIn::leaveOut().
    void leaveOut(const QString &scheme, const QString &code);
    /// See SignIn::negotiateFacts().
    const QList<NegotiateFacts> &negotiateFacts() const;
    bool mayAnswer() const;
    void noteStopped(const QStringList &spellings = {});
    /// See SignIn::alternatives(), use() and inUse().
    QList<Alternative> alternatives(const Challenge &refused, bool isConnect) const;
    void use(const Alternative &alternative);
    const Alternative &inUse() const;
    const Attempts &attempts() const;

    /// Ends all orders now; what they recorded stays in their state. Silent.
    void cancelAll();
    /// The exchanges of all orders, ascending id.
    QList<Exchange> exchanges() const;

signals:
    /// The phase of an order has moved on.
    void advanced(int orderId);
    /// Nothing more will change in its exchanges.
    void orderClosed(int orderId);
    void attemptsChanged();
    void portProbed();

private:
    struct Entry;

    void onRequested(int orderId, const LinkRequest &request);
    void onReported(int orderId, const QnamReport &report);
    void onAdvanced(int orderId);
    void announce(int orderId);
    void closeOrder(Entry &entry);

    std::unique_ptr<ProbeContext> m_context;
    std::unique_ptr<ProxyLink> m_link;
    std::unique_ptr<QnamClient> m_client;
    std::map<int, std::unique_ptr<Entry>> m_entries;
    std::vector<std::unique_ptr<PortProbe>> m_probes;
    int m_lastOrder = 0;
};

} // namespace pt
