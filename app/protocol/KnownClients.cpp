// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/KnownClients.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNumbers = 8;

bool hasOnly(const QJsonObject &json, const QStringList &keys)
{
    const QStringList present = json.keys();
    return std::all_of(present.begin(), present.end(),
                       [&keys](const QString &key) { return keys.contains(key); });
}

std::optional<KnownClient> clientFromJson(const QJsonObject &json)
{
    static const QStringList schemes{u"basic"_s, u"digest"_s, u"ntlm"_s, u"negotiate"_s};
    if (!hasOnly(json, {u"id"_s, u"name"_s, u"agent"_s, u"schemes"_s,
                        u"basic_off_for_tunnels_since"_s, u"source"_s})
        || json.value("source"_L1).toString().isEmpty())
        return std::nullopt;
    KnownClient client;
    client.id = json.value("id"_L1).toString();
    client.name = json.value("name"_L1).toString();
    client.agent = json.value("agent"_L1).toString().toUtf8();
    client.basicOffSince = json.value("basic_off_for_tunnels_since"_L1).toString();
    const QJsonArray list = json.value("schemes"_L1).toArray();
    for (const QJsonValue &scheme : list) {
        if (!schemes.contains(scheme.toString()))
            return std::nullopt;
        client.schemes.append(scheme.toString());
    }
    const bool whole = !client.id.isEmpty() && !client.name.isEmpty() && !client.agent.isEmpty()
        && !client.schemes.isEmpty();
    return whole ? std::optional(client) : std::nullopt;
}

/// The numbers of a version, at most mostNumbers of them.
QList<int> numbersOf(QByteArrayView version)
{
    QList<int> numbers;
    qsizetype at = 0;
    while (at < version.size() && numbers.size() < mostNumbers) {
        qsizetype end = at;
        while (end < version.size() && version[end] >= '0' && version[end] <= '9')
            ++end;
        if (end == at) {
            ++at;
            continue;
        }
        numbers.append(version.sliced(at, std::min<qsizetype>(end - at, 9)).toByteArray().toInt());
        at = end;
    }
    return numbers;
}

} // namespace

const KnownClient *KnownClients::byId(const QString &id) const
{
    const auto it = std::find_if(clients.begin(), clients.end(),
                                 [&id](const KnownClient &client) { return client.id == id; });
    return it == clients.end() ? nullptr : &*it;
}

const KnownClient *KnownClients::byAgent(QByteArrayView agent) const
{
    for (const KnownClient &client : clients) {
        if (agent.size() >= client.agent.size()
            && agent.first(client.agent.size()).compare(client.agent, Qt::CaseInsensitive) == 0) {
            return &client;
        }
    }
    return nullptr;
}

const ClientMessage *KnownClients::messageIn(QByteArrayView text) const
{
    for (const ClientMessage &message : messages) {
        if (text.contains(message.text))
            return &message;
    }
    return nullptr;
}

Result<KnownClients> knownClientsFromJson(const QByteArray &json)
{
    const QString operation = u"read-clients"_s;
    const auto bad = [&operation](const QString &place) {
        return fail(u"knowledge.bad-table"_s, operation, place);
    };
    const QJsonObject table = QJsonDocument::fromJson(json).object();
    if (!hasOnly(table, {u"clients"_s, u"messages"_s}))
        return bad(u"table"_s);
    KnownClients known;
    const QJsonArray clients = table.value("clients"_L1).toArray();
    for (qsizetype i = 0; i < clients.size(); ++i) {
        const auto client = clientFromJson(clients.at(i).toObject());
        if (!client || known.byId(client->id))
            return bad(u"clients[%1]"_s.arg(i));
        known.clients.append(*client);
    }
    const QJsonArray messages = table.value("messages"_L1).toArray();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QJsonObject object = messages.at(i).toObject();
        const ClientMessage message{object.value("client"_L1).toString(),
                                    object.value("text"_L1).toString().toUtf8()};
        if (!hasOnly(object, {u"client"_s, u"text"_s, u"source"_s}) || message.text.size() < 8
            || !known.byId(message.client) || object.value("source"_L1).toString().isEmpty()) {
            return bad(u"messages[%1]"_s.arg(i));
        }
        known.messages.append(message);
    }
    if (known.clients.isEmpty())
        return bad(u"clients"_s);
    return known;
}

const KnownClients &knownClients()
{
    static const KnownClients table = [] {
        QFile file(u":/knowledge/clients.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return KnownClients();
        return knownClientsFromJson(file.readAll()).value_or(KnownClients());
    }();
    return table;
}

QByteArray versionOf(const KnownClient &client, QByteArrayView agent)
{
    const QByteArrayView rest = agent.sliced(std::min(client.agent.size(), agent.size()));
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != ';' && rest[end] != ',')
        ++end;
    return rest.first(end).toByteArray();
}

bool isAtLeast(QByteArrayView a, QByteArrayView b)
{
    const QList<int> first = numbersOf(a);
    const QList<int> second = numbersOf(b);
    if (first.isEmpty())
        return false;
    for (qsizetype i = 0; i < second.size(); ++i) {
        const int number = i < first.size() ? first.at(i) : 0;
        if (number != second.at(i))
            return number > second.at(i);
    }
    return true;
}

} // namespace pt
