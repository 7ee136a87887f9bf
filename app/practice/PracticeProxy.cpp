// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeProxy.h"

#include "model/SystemClock.h"
#include "practice/PracticeConnection.h"
#include "practice/PracticeContext.h"
#include "practice/PracticeListener.h"
#include "practice/PracticeTlsFront.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <vector>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostConnections = 64;
/// More than find room in a queue for one.
constexpr int waitingConnections = 8;
constexpr quint16 anyPort = 3128;
const char siteNames[] = "DNS:*.practice.test,DNS:practice.test";
/// With the names of the proxy itself.
const char allNames[] = "DNS:*.practice.test,DNS:practice.test,IP:127.0.0.1,DNS:localhost";

/// Where to listen for those who connect to `address`: never for other computers.
QHostAddress listening(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::AnyIPv4) ? QHostAddress(QHostAddress::LocalHost)
                                                          : address;
}

} // namespace

class PracticeProxy::Private
{
public:
    explicit Private(const QJsonObject &proxy)
        : json(proxy)
    {
    }

    SystemClock systemClock;
    QJsonObject json;
    PracticeContext context;
    int connections = 0;
    PracticeTlsFront front; ///< only where the behaviour asks for TLS
    PracticeListener listener; ///< behind the rest: its connections go before what they refer to
    std::vector<std::unique_ptr<PracticeListener>> more; ///< of further addresses, the same port
    std::vector<std::unique_ptr<QTcpSocket>> waiting; ///< before a door that is full
};

PracticeProxy::PracticeProxy(const Scenario &scenario, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(scenario.proxy))
{
    d->context.clock = &d->systemClock;
}

PracticeProxy::PracticeProxy(const Scenario &scenario, const Clock &clock, QObject *parent)
    : PracticeProxy(scenario, parent)
{
    d->context.clock = &clock;
}

PracticeProxy::~PracticeProxy()
{
    d->listener.disconnect(this);
    for (const auto &listener : d->more)
        listener->disconnect(this);
}

Result<quint16> PracticeProxy::listen(quint16 port)
{
    const QString operation = u"start the practice proxy"_s;
    if (d->listener.isListening())
        return fail(u"practice.cannot-listen"_s, operation, tr("It is running already."));
    auto behaviour = practiceBehaviourFromJson(d->json);
    if (!behaviour)
        return tl::make_unexpected(behaviour.error());
    d->context.behaviour = *std::move(behaviour);
    if (d->context.behaviour.door != PracticeDoor::Open)
        return shutDoor(port);
    const QString tls = d->context.behaviour.tls;
    const QString inspector = d->context.behaviour.inspector;
    const QDateTime now = d->context.clock->utcNow();
    auto trusted
        = PracticeCertificate::make(inspector.isEmpty() ? u"Proxy Triage practice authority"_s : inspector,
                                    tls.isEmpty() || tls == "other-name"_L1 ? siteNames : allNames,
                                    now, tls == "expired"_L1 ? now.addDays(-30) : now);
    if (!trusted)
        return tl::make_unexpected(trusted.error());
    d->context.trusted = *std::move(trusted);
    auto untrusted = PracticeCertificate::make(inspector.isEmpty() ? u"An authority nobody knows"_s : inspector,
                                               tls.isEmpty() ? siteNames : allNames, now);
    if (!untrusted)
        return tl::make_unexpected(untrusted.error());
    d->context.untrusted = *std::move(untrusted);

    serve(d->listener);
    const QList<QHostAddress> addresses = d->context.behaviour.addresses;
    const QHostAddress first
        = listening(addresses.value(0, QHostAddress(QHostAddress::LocalHost)));
    // A port that is free on one address need not be on the others.
    constexpr int tries = 20;
    for (int i = 0; i < tries; ++i) {
        if (!d->listener.listen(first, tls.isEmpty() ? port : 0))
            return fail(u"practice.cannot-listen"_s, operation, d->listener.errorString());
        const QString problem = listenOnMore();
        if (problem.isEmpty())
            break;
        d->listener.close();
        if (port != 0 || i == tries - 1)
            return fail(u"practice.cannot-listen"_s, operation, problem);
    }
    if (tls.isEmpty())
        return d->listener.serverPort();
    const PracticeCertificate &own
        = tls == "untrusted"_L1 ? d->context.untrusted : d->context.trusted;
    if (!d->front.listen(port, own, d->listener.serverPort(), tls == "client-certificate"_L1)) {
        d->listener.close();
        return fail(u"practice.cannot-listen"_s, operation, d->front.errorString());
    }
    return d->front.port();
}

Result<quint16> PracticeProxy::shutDoor(quint16 port)
{
    const PracticeDoor door = d->context.behaviour.door;
    if (door == PracticeDoor::Unreachable)
        return port != 0 ? port : anyPort;
    const QHostAddress address = listening(
        d->context.behaviour.addresses.value(0, QHostAddress(QHostAddress::LocalHost)));
    d->listener.setProxy(QNetworkProxy::NoProxy);
    d->listener.setListenBacklogSize(1);
    if (!d->listener.listen(address, port)) {
        return fail(u"practice.cannot-listen"_s, u"start the practice proxy"_s,
                    d->listener.errorString());
    }
    const quint16 free = d->listener.serverPort();
    if (door == PracticeDoor::Closed) {
        d->listener.close(); // a port that was free a moment ago
        return free;
    }
    d->listener.pauseAccepting();
    for (int i = 0; i < waitingConnections; ++i) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(address, free);
        d->waiting.push_back(std::move(socket));
    }
    return free;
}

void PracticeProxy::serve(PracticeListener &listener)
{
    listener.setProxy(QNetworkProxy::NoProxy);
    connect(&listener, &PracticeListener::arrived, this, [this, &listener](qintptr descriptor) {
        auto *connection
            = new PracticeConnection(++d->connections, descriptor, d->context, &listener);
        connect(connection, &PracticeConnection::logged, this, &PracticeProxy::logged);
        if (listener.findChildren<PracticeConnection *>().size() > mostConnections) {
            emit logged(tr("There are too many connections; a new one was closed."));
            delete connection;
            return;
        }
        connection->begin();
    });
}

QString PracticeProxy::listenOnMore()
{
    d->more.clear();
    for (const QHostAddress &named : std::as_const(d->context.behaviour.addresses)) {
        const QHostAddress address = listening(named);
        if (address == d->listener.serverAddress())
            continue;
        auto listener = std::make_unique<PracticeListener>();
        serve(*listener);
        if (!listener->listen(address, d->listener.serverPort())) {
            d->more.clear();
            return listener->errorString();
        }
        d->more.push_back(std::move(listener));
    }
    return {};
}

QString PracticeProxy::host() const
{
    return addresses().isEmpty() ? u"127.0.0.1"_s : u"proxy.practice.test"_s;
}

QList<QHostAddress> PracticeProxy::addresses() const
{
    // The system makes no connection to it and sends nothing: it is that of everybody at once.
    if (d->context.behaviour.door == PracticeDoor::Unreachable)
        return {QHostAddress(QHostAddress::Broadcast)};
    return d->context.behaviour.addresses + d->context.behaviour.deadAddresses;
}

QSslCertificate PracticeProxy::authority() const
{
    return d->context.trusted.authority;
}

int PracticeProxy::requests() const
{
    return d->context.requests;
}

int PracticeProxy::answersRefused() const
{
    return d->context.refused;
}

} // namespace pt
