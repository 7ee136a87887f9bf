// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/SettingsTable.h"

#include "protocol/ChooseProxy.h"
#include "protocol/SettingsClients.h"
#include "protocol/SourcePlace.h"

#include <QUrl>

namespace pt {

QList<SettingsRow> settingsTable(const Case &value)
{
    QList<SettingsRow> rows;
    const EnvironmentFacts &environment = value.environment;
    if (environment.sources.isEmpty())
        return rows;
    for (const SettingsClient &client : settingsClients()) {
        for (const QString &text : value.input.targets) {
            SettingsRow row;
            row.clientId = client.id;
            row.client = client.name;
            row.optional = client.optional;
            row.target = text;
            row.choice = chooseProxy(environment, client, QUrl(text));
            const qsizetype decides = row.choice.exceptionSource >= 0 ? row.choice.exceptionSource
                                                                      : row.choice.source;
            if (decides >= 0)
                row.where = placeOf(environment.sources.at(decides));
            rows.append(row);
        }
    }
    return rows;
}

} // namespace pt
