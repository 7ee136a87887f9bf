// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProbeSession.h"

#include "auth/SocksPassword.h"
#include "model/RandomSource.h"
#include "probe/Journey.h"
#include "probe/ProbeContext.h"
#include "probe/ProxyConnection.h"
#include "probe/ProxyLink.h"
#include "probe/QnamClient.h"
#include "probe/SocksJourney.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QList<const Secret *> secretsOf(const Credentials &credentials)
{
    QList<const Secret *> secrets;
    if (credentials.password)
        secrets.append(&*credentials.password);
    return secrets;
}

/// Longer than all of our own deadlines of one order together: QNetworkAccessManager waits for the
/// link.
int clientTimeoutMs(const RunLimits &limits)
{
    return 2 * limits.connectMs + limits.tlsMs + 3 * limits.exchangeMs + 10'000;
}

} // namespace

struct ProbeSession::Entry
{
    OrderState state;
    std::unique_ptr<OrderRunner> journey;
    bool reported = false;
    bool closed = false;
    QnamReport report;
};

ProbeSession::ProbeSession(Setup setup, const RunClock &clock, RandomSource &random,
                           QObject *parent)
    : QObject(parent)
{
    m_context = std::make_unique<ProbeContext>(setup.limits, clock, secretsOf(setup.credentials),
                                               setup.address, setup.port);
    m_context->signIn = std::make_unique<SignIn>(std::move(setup.credentials), setup.auth,
                                                 setup.attemptLimit, random,
                                                 setup.negotiate);
    if (setup.ntlmVersion1)
        m_context->signIn->useNtlmVersion1();
    m_context->extraTrust = setup.extraTrust;
    m_context->proxyHost = setup.host;
    m_context->scheme = setup.scheme;
    if (setup.tls)
        m_context->tlsName = setup.host;
    m_link = std::make_unique<ProxyLink>(random.bytes(24));
    m_client = std::make_unique<QnamClient>(setup.userAgent);
    connect(m_link.get(), &ProxyLink::requested, this, &ProbeSession::onRequested);
    connect(m_client.get(), &QnamClient::reported, this, &ProbeSession::onReported);
}

ProbeSession::~ProbeSession()
{
    cancelAll();
    m_entries.clear();
    m_probes.clear();
}

void ProbeSession::adopt(ProxyConnection *connection)
{
    m_context->pool.adopt(connection);
}

void ProbeSession::probePort(PortProbe::Kind kind, StageId stage)
{
    m_probes.push_back(std::make_unique<PortProbe>(*m_context, kind, stage));
    connect(m_probes.back().get(), &PortProbe::finished, this, &ProbeSession::portProbed);
    m_probes.back()->start();
}

const PortProbe *ProbeSession::portProbe() const
{
    return m_probes.empty() ? nullptr : m_probes.back().get();
}

int ProbeSession::submit(Order order)
{
    const int id = ++m_lastOrder;
    auto entry = std::make_unique<Entry>();
    entry->state.id = id;
    entry->state.order = std::move(order);
    QUrl url = entry->state.order.target;
    if (entry->state.order.form != Order::Form::Plain) {
        // Asked for as http, so that QNetworkAccessManager leaves CONNECT and TLS to the link.
        url.setPort(url.port(443));
        url.setScheme(u"http"_s);
    }
    m_entries.emplace(id, std::move(entry));
    if (m_link->open())
        m_client->get(id, url, m_link->port(), m_link->expect(id),
                      clientTimeoutMs(m_context->limits));
    else
        QMetaObject::invokeMethod(
            this, [this, id] { onReported(id, {}); }, Qt::QueuedConnection);
    return id;
}

const OrderState &ProbeSession::state(int orderId) const
{
    return m_entries.at(orderId)->state;
}

bool ProbeSession::isIdle() const
{
    return std::all_of(m_entries.begin(), m_entries.end(),
                       [](const auto &item) { return item.second->closed; });
}

int ProbeSession::ordersUnderWay() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(), [](const auto &item) {
        return item.second->state.phase != OrderPhase::Done;
    }));
}

bool ProbeSession::isAnswerUnderWay() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto &item) {
        const OrderState &state = item.second->state;
        return state.isSigned() && state.phase == OrderPhase::Waiting;
    });
}

SchemeChoice ProbeSession::choose(const QList<Challenge> &challenges) const
{
    return m_context->signIn->choose(challenges);
}

Failure ProbeSession::socksPasswordProblem() const
{
    return pt::socksPasswordProblem(m_context->signIn->credentials());
}

void ProbeSession::leaveOut(const QString &scheme, const QString &code)
{
    m_context->signIn->leaveOut(scheme, code);
}

const QList<NegotiateFacts> &ProbeSession::negotiateFacts() const
{
    return m_context->signIn->negotiateFacts();
}

bool ProbeSession::mayAnswer() const
{
    return m_context->signIn->mayAnswer();
}

QList<Alternative> ProbeSession::alternatives(const Challenge &refused, bool isConnect) const
{
    return m_context->signIn->alternatives(refused, isConnect);
}

void ProbeSession::use(const Alternative &alternative)
{
    m_context->signIn->use(alternative);
}

const Alternative &ProbeSession::inUse() const
{
    return m_context->signIn->inUse();
}

void ProbeSession::noteStopped(const QStringList &spellings)
{
    m_context->signIn->noteStopped(spellings);
    emit attemptsChanged();
}

const Attempts &ProbeSession::attempts() const
{
    return m_context->signIn->budget().attempts();
}

void ProbeSession::cancelAll()
{
    const bool blocked = blockSignals(true);
    for (auto &item : m_entries) {
        if (item.second->journey)
            item.second->journey->cancel();
        item.second->state.phase = OrderPhase::Done;
        item.second->closed = true;
    }
    for (const auto &probe : m_probes)
        probe->cancel();
    m_client->cancelAll();
    m_link->close();
    blockSignals(blocked);
}

QList<Exchange> ProbeSession::exchanges() const
{
    QList<Exchange> all;
    for (const auto &item : m_entries)
        all.append(item.second->state.exchanges);
    for (const auto &probe : m_probes) {
        if (const std::optional<Exchange> exchange = probe->recorded())
            all.append(*exchange);
    }
    std::sort(all.begin(), all.end(),
              [](const Exchange &a, const Exchange &b) { return a.id < b.id; });
    return all;
}

void ProbeSession::onRequested(int orderId, const LinkRequest &request)
{
    const auto it = m_entries.find(orderId);
    if (it == m_entries.end() || it->second->journey || it->second->closed)
        return;
    Entry &entry = *it->second;
    const bool socks = m_context->scheme == ProxyScheme::Socks5
        || m_context->scheme == ProxyScheme::Socks4a;
    if (socks)
        entry.journey = std::make_unique<SocksJourney>(*m_context, entry.state, request);
    else
        entry.journey = std::make_unique<Journey>(*m_context, entry.state, request);
    connect(entry.journey.get(), &OrderRunner::advanced, this,
            [this, orderId] { onAdvanced(orderId); });
    connect(entry.journey.get(), &OrderRunner::attemptsChanged, this,
            &ProbeSession::attemptsChanged);
    entry.journey->start();
}

void ProbeSession::onAdvanced(int orderId)
{
    Entry &entry = *m_entries.at(orderId);
    if (entry.state.phase == OrderPhase::Done)
        m_link->answer(orderId, entry.journey->finalStatus());
    announce(orderId);
}

void ProbeSession::announce(int orderId)
{
    // Queued: a stage that acts on it must not find itself inside a journey.
    QMetaObject::invokeMethod(
        this,
        [this, orderId] {
            const Entry &entry = *m_entries.at(orderId);
            if (!entry.closed || entry.state.phase == OrderPhase::Done)
                emit advanced(orderId);
        },
        Qt::QueuedConnection);
}

void ProbeSession::onReported(int orderId, const QnamReport &report)
{
    const auto it = m_entries.find(orderId);
    if (it == m_entries.end() || it->second->closed)
        return;
    Entry &entry = *it->second;
    entry.reported = true;
    entry.report = report;
    if (entry.state.phase != OrderPhase::Done) {
        // QNetworkAccessManager gave up before we did, or never reached the link.
        if (entry.journey)
            entry.journey->cancel();
        entry.state.phase = OrderPhase::Done;
        announce(orderId);
    }
    closeOrder(entry);
}

void ProbeSession::closeOrder(Entry &entry)
{
    entry.closed = true;
    if (!entry.state.exchanges.isEmpty())
        entry.state.exchanges.last().qnam = entry.report;
    m_link->forget(entry.state.id);
    const int id = entry.state.id;
    QMetaObject::invokeMethod(
        this, [this, id] { emit orderClosed(id); }, Qt::QueuedConnection);
}

} // namespace pt
