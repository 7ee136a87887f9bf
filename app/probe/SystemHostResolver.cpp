// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/SystemHostResolver.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>

#include <algorithm>

namespace pt {

namespace {

/// Whether any interface but loopback is up: without one no name can be asked for.
bool hasNetwork()
{
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    return std::any_of(interfaces.begin(), interfaces.end(),
                       [](const QNetworkInterface &interface) {
                           const auto flags = interface.flags();
                           return flags.testFlag(QNetworkInterface::IsUp)
                               && flags.testFlag(QNetworkInterface::IsRunning)
                               && !flags.testFlag(QNetworkInterface::IsLoopBack)
                               && !interface.addressEntries().isEmpty();
                       });
}

} // namespace

SystemHostResolver::SystemHostResolver(QObject *parent)
    : HostResolver(parent)
{
}

SystemHostResolver::~SystemHostResolver()
{
    for (const int id : std::as_const(m_lookups))
        QHostInfo::abortHostLookup(id);
}

void SystemHostResolver::resolve(quint64 generation, const QString &name)
{
    const int id = QHostInfo::lookupHost(
        name, this, [this, generation](const QHostInfo &info) { take(generation, info); });
    m_lookups.insert(generation, id);
}

void SystemHostResolver::abort(quint64 generation)
{
    const auto it = m_lookups.constFind(generation);
    if (it == m_lookups.constEnd())
        return;
    QHostInfo::abortHostLookup(*it);
    m_lookups.erase(it);
}

void SystemHostResolver::take(quint64 generation, const QHostInfo &info)
{
    if (m_lookups.remove(generation) == 0)
        return;
    Resolution resolution;
    resolution.name = info.hostName();
    const QList<QHostAddress> addresses = info.addresses();
    for (const QHostAddress &address : addresses)
        resolution.addresses.append(address.toString());
    if (!resolution.addresses.isEmpty()) {
        resolution.outcome = ResolveOutcome::Resolved;
    } else {
        resolution.detail = info.errorString();
        if (!hasNetwork())
            resolution.outcome = ResolveOutcome::NoNetwork;
        else if (info.error() == QHostInfo::UnknownError)
            resolution.outcome
                = ResolveOutcome::NoAnswer; // a temporary failure, not a "no such name"
        else
            resolution.outcome = ResolveOutcome::NotFound;
    }
    emit resolved(generation, resolution);
}

} // namespace pt
