// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SettingsClients.h"

#include "model/SourceKind.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

class Table
{
public:
    QList<SettingsClient> read(const QJsonObject &json)
    {
        const QJsonObject dialects = json.value("dialects"_L1).toObject();
        for (auto it = dialects.begin(); it != dialects.end(); ++it)
            m_dialects.insert(it.key(), dialect(it.value().toObject(), it.key()));
        QList<SettingsClient> clients;
        const QJsonArray rows = json.value("clients"_L1).toArray();
        for (const QJsonValue &row : rows)
            clients.append(client(row.toObject()));
        if (clients.isEmpty())
            complain(u"clients"_s);
        return clients;
    }
    const QString &problem() const { return m_problem; }

private:
    void complain(const QString &place)
    {
        if (m_problem.isEmpty())
            m_problem = place;
    }

    NoProxyDialect dialect(const QJsonObject &json, const QString &place)
    {
        NoProxyDialect made;
        for (auto it = json.begin(); it != json.end(); ++it) {
            const QString key = it.key();
            if (key == "star"_L1) {
                const QString star = it.value().toString();
                if (star == "whole-list"_L1)
                    made.star = NoProxyDialect::Star::WholeList;
                else if (star == "anywhere"_L1)
                    made.star = NoProxyDialect::Star::Anywhere;
                else
                    complain(place + ".star"_L1);
                continue;
            }
            bool *flag = key == "subdomains"_L1  ? &made.subdomains
                : key == "partial_labels"_L1     ? &made.partialLabels
                : key == "dot_is_apex"_L1        ? &made.dotIsApex
                : key == "star_dot"_L1           ? &made.starDot
                : key == "cidr"_L1               ? &made.cidr
                : key == "ports"_L1              ? &made.ports
                : key == "blanks"_L1             ? &made.blanks
                : key == "loopback"_L1           ? &made.loopback
                                                 : nullptr;
            if (!flag || !it.value().isBool())
                complain(place + u'.' + key);
            else
                *flag = it.value().toBool();
        }
        return made;
    }

    QStringList texts(const QJsonObject &json, QLatin1StringView key)
    {
        QStringList list;
        const QJsonArray array = json.value(key).toArray();
        for (const QJsonValue &value : array) {
            const QString text = value.toString();
            if (!parseKind(text))
                complain(text);
            list.append(text);
        }
        return list;
    }

    static bool parseKind(const QString &id);

    SettingsClient client(const QJsonObject &json)
    {
        SettingsClient made;
        made.id = json.value("id"_L1).toString();
        made.name = json.value("name"_L1).toString();
        made.optional = json.value("optional"_L1).toBool();
        if (made.id.isEmpty() || made.name.isEmpty() || json.value("source"_L1).toString().isEmpty())
            complain(u"clients."_s + made.id);
        const QJsonArray groups = json.value("groups"_L1).toArray();
        for (const QJsonValue &value : groups) {
            const QJsonObject row = value.toObject();
            SettingsGroup group;
            group.http = texts(row, "http"_L1);
            group.https = texts(row, "https"_L1);
            group.exceptions = texts(row, "exceptions"_L1);
            group.pac = texts(row, "pac"_L1);
            const QString name = row.value("dialect"_L1).toString();
            if (!group.exceptions.isEmpty() && !m_dialects.contains(name))
                complain(made.id + ".dialect"_L1);
            group.dialect = m_dialects.value(name);
            made.groups.append(group);
        }
        return made;
    }

    QMap<QString, NoProxyDialect> m_dialects;
    QString m_problem;
};

bool Table::parseKind(const QString &id)
{
    const qsizetype blank = id.indexOf(u' ');
    return blank > 0 && blank + 1 < id.size() && parseSourceKind(id.first(blank));
}

QList<SettingsClient> builtIn()
{
    QFile file(u":/knowledge/settings-clients.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto clients = settingsClientsFromJson(file.readAll());
    if (!clients) {
        qWarning("settings-clients.json: %s", qUtf8Printable(clients.error().detail));
        return {};
    }
    return *std::move(clients);
}

} // namespace

Result<QList<SettingsClient>> settingsClientsFromJson(const QByteArray &json)
{
    Table table;
    QList<SettingsClient> clients = table.read(QJsonDocument::fromJson(json).object());
    if (!table.problem().isEmpty())
        return fail(u"knowledge.bad-table"_s, u"read the table of programs"_s, table.problem());
    return clients;
}

const QList<SettingsClient> &settingsClients()
{
    static const QList<SettingsClient> clients = [] {
        QList<SettingsClient> all = builtIn();
        all.removeIf([](const SettingsClient &client) { return client.id == "proxy-triage"_L1; });
        return all;
    }();
    return clients;
}

const SettingsClient &ownSettingsClient()
{
    static const SettingsClient own = [] {
        const QList<SettingsClient> all = builtIn();
        for (const SettingsClient &client : all) {
            if (client.id == "proxy-triage"_L1)
                return client;
        }
        return SettingsClient();
    }();
    return own;
}

} // namespace pt
