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

#include <vector>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostConnections = 64;
const char siteNames[] = "DNS:*.practice.test,DNS:practice.test";
/// With the names of the proxy itself.
const char allNames[] = "DNS:*.practice.test,DNS:practice.test,IP:127.0.0.1,DNS:localhost";

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
    const QString tls = d->context.behaviour.tls;
    const QDateTime now = d->context.clock->utcNow();
    auto trusted
        = PracticeCertificate::make(u"Proxy Triage practice authority"_s,
                                    tls.isEmpty() || tls == "other-name"_L1 ? siteNames : allNames,
                                    now, tls == "expired"_L1 ? now.addDays(-30) : now);
    if (!trusted)
        return tl::make_unexpected(trusted.error());
    d->context.trusted = *std::move(trusted);
    auto untrusted = PracticeCertificate::make(u"An authority nobody knows"_s,
                                               tls.isEmpty() ? siteNames : allNames, now);
    if (!untrusted)
        return tl::make_unexpected(untrusted.error());
    d->context.untrusted = *std::move(untrusted);

    serve(d->listener);
    const QList<QHostAddress> addresses = d->context.behaviour.addresses;
    const QHostAddress first = addresses.value(0, QHostAddress(QHostAddress::LocalHost));
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
    if (!d->front.listen(port, own, d->listener.serverPort())) {
        d->listener.close();
        return fail(u"practice.cannot-listen"_s, operation, d->front.errorString());
    }
    return d->front.port();
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
    for (const QHostAddress &address : d->context.behaviour.addresses) {
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
    return d->context.behaviour.addresses.isEmpty() ? u"127.0.0.1"_s : u"proxy.practice.test"_s;
}

QList<QHostAddress> PracticeProxy::addresses() const
{
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
