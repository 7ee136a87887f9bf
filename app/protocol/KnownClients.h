// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "protocol/ClientMessage.h"
#include "protocol/KnownClient.h"

#include <QByteArrayView>
#include <QList>

namespace pt {

/// What is known of programs, from resources/knowledge/clients.json, which names its sources.
struct KnownClients
{
    QList<KnownClient> clients;
    QList<ClientMessage> messages;

    const KnownClient *byId(const QString &id) const;
    /// By the value of a User-Agent field; nullptr: none of these. Points into this.
    const KnownClient *byAgent(QByteArrayView agent) const;
    /// The first message that stands in `text`; nullptr: none.
    const ClientMessage *messageIn(QByteArrayView text) const;
};

/// The table that is built in; empty where the resources are not linked.
const KnownClients &knownClients();
/// Strict; code "knowledge.bad-table", the detail names the place.
Result<KnownClients> knownClientsFromJson(const QByteArray &json);

/// The version behind the mark of `client` in a User-Agent: "1.8.0_352" of "Java/1.8.0_352".
QByteArray versionOf(const KnownClient &client, QByteArrayView agent);
/// Whether version `a` is `b` or later, number by number; what is no number counts as a separator.
bool isAtLeast(QByteArrayView a, QByteArrayView b);

} // namespace pt
