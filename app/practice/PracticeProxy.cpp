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
    PracticeListener listener; ///< last: its connections go before what they refer to
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

    d->listener.setProxy(QNetworkProxy::NoProxy);
    connect(&d->listener, &PracticeListener::arrived, this, [this](qintptr descriptor) {
        auto *connection
            = new PracticeConnection(++d->connections, descriptor, d->context, &d->listener);
        connect(connection, &PracticeConnection::logged, this, &PracticeProxy::logged);
        if (d->listener.findChildren<PracticeConnection *>().size() > mostConnections) {
            emit logged(tr("There are too many connections; a new one was closed."));
            delete connection;
            return;
        }
        connection->begin();
    });
    if (!d->listener.listen(QHostAddress::LocalHost, tls.isEmpty() ? port : 0))
        return fail(u"practice.cannot-listen"_s, operation, d->listener.errorString());
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
