// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ForeignChallenge.h"

#include <algorithm>

namespace pt {

namespace {

QList<QByteArray> realmsOf(const ExchangeView &view)
{
    QList<QByteArray> realms;
    for (const Challenge &challenge : view.proxyChallenges) {
        if (const auto realm = challenge.param("realm"))
            realms.append(*realm);
    }
    return realms;
}

/// The names of the nodes an answer came through, the last one nearest.
QList<QByteArray> nodesOf(const ExchangeView &view)
{
    QList<QByteArray> nodes;
    for (const HttpField &field : view.response->fields) {
        if (field.name.compare("Via", Qt::CaseInsensitive) != 0)
            continue;
        const QList<QByteArray> entries = field.value.split(',');
        for (const QByteArray &entry : entries) {
            const QByteArray name = entry.simplified().split(' ').value(1);
            if (!name.isEmpty())
                nodes.append(name);
        }
    }
    return nodes;
}

QByteArray serverOf(const ExchangeView &view)
{
    const HttpField *server = view.response->field("Server");
    return server ? server->value : QByteArray();
}

bool disjoint(const QList<QByteArray> &a, const QList<QByteArray> &b)
{
    return std::none_of(a.cbegin(), a.cend(),
                        [&b](const QByteArray &each) { return b.contains(each); });
}

/// The proxy lets other requests pass, signed in as this one or as little.
bool letsOthersPass(const Observations &observed, const ExchangeView &view)
{
    const QList<const ExchangeView *> wishes = observed.wishes();
    return std::any_of(wishes.cbegin(), wishes.cend(), [&view](const ExchangeView *other) {
        const bool passed = other->kind == RequestKind::Connect
            ? other->status >= 200 && other->status < 300
            : other->by == Answerer::Target && other->status < 400;
        return passed && other->target != view.target && other->sentScheme == view.sentScheme;
    });
}

} // namespace

const ExchangeView *ownQuestion(const Observations &observed, const ExchangeView &view)
{
    const ExchangeView *own = nullptr;
    for (const ExchangeView *wish : observed.wishes()) {
        if (wish->status != 407 || !wish->sentScheme.isEmpty() || wish == &view)
            continue;
        if (!own || (own->kind != view.kind && wish->kind == view.kind))
            own = wish;
    }
    return own;
}

ChallengeOf challengeOf(const Observations &observed, const ExchangeView &view)
{
    if (view.status != 407 || !view.toProxy())
        return ChallengeOf::Proxy;
    const ExchangeView *own = ownQuestion(observed, view);
    const QList<QByteArray> nodes = nodesOf(view);
    const QByteArray server = serverOf(view);
    const bool silent = view.proxyChallenges.isEmpty();
    if (!own || view.sentScheme.isEmpty()) {
        // Proxy-Authenticate is for the next hop alone, so a proxy takes another's off.
        const bool passedOn = silent && !nodes.isEmpty() && view.kind == RequestKind::Plain;
        const bool otherServer = !server.isEmpty() && !observed.proxyServer.isEmpty()
            && server.toLower() != observed.proxyServer.toUtf8().toLower();
        return passedOn && otherServer && letsOthersPass(observed, view) ? ChallengeOf::Origin
                                                                         : ChallengeOf::Proxy;
    }
    const QList<QByteArray> ownNodes = nodesOf(*own);
    const bool otherNode
        = std::any_of(nodes.cbegin(), nodes.cend(),
                      [&ownNodes](const QByteArray &node) { return !ownNodes.contains(node); });
    const QByteArray ownServer = serverOf(*own);
    const bool otherServer = !server.isEmpty() && !ownServer.isEmpty() && server != ownServer;
    const bool otherQuestion
        = silent ? !own->proxyChallenges.isEmpty() : disjoint(realmsOf(view), realmsOf(*own));
    if (!otherQuestion || (!otherNode && !otherServer))
        return ChallengeOf::Proxy;
    const bool onlyThis = view.kind == RequestKind::Plain && letsOthersPass(observed, view);
    return onlyThis ? ChallengeOf::Origin : ChallengeOf::Upstream;
}

} // namespace pt
