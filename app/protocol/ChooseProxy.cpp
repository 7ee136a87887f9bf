// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/ChooseProxy.h"

#include "protocol/NoProxy.h"
#include "protocol/PacResult.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Index of the first setting of `ids` that is there; with `filled`, that is not empty.
qsizetype firstOf(const EnvironmentFacts &environment, const QStringList &ids, bool filled)
{
    for (const QString &id : ids) {
        for (qsizetype i = 0; i < environment.sources.size(); ++i) {
            const ProxySource &source = environment.sources.at(i);
            if (source.id() == id && (!filled || !source.value.trimmed().isEmpty()))
                return i;
        }
    }
    return -1;
}

bool isNoProxy(const QString &value)
{
    const QString text = value.trimmed();
    return text.compare("DIRECT"_L1, Qt::CaseInsensitive) == 0
        || text.compare("none"_L1, Qt::CaseInsensitive) == 0
        || text.compare("false"_L1, Qt::CaseInsensitive) == 0
        || text.compare("null"_L1, Qt::CaseInsensitive) == 0;
}

SettingsChoice byPac(const EnvironmentFacts &environment, qsizetype source, const QUrl &target)
{
    SettingsChoice choice;
    choice.way = SettingsChoice::Way::PacUnknown;
    choice.source = source;
    for (qsizetype i = 0; i < environment.pac.size(); ++i) {
        const PacFacts &pac = environment.pac.at(i);
        if (pac.source != environment.sources.at(source).id())
            continue;
        choice.pac = i;
        for (const PacAnswer &answer : pac.answers) {
            if (QUrl(answer.target) != target)
                continue;
            const auto entries = readPacResult(answer.text);
            if (!entries)
                continue;
            choice.way = entries->first().direct ? SettingsChoice::Way::Direct
                                                 : SettingsChoice::Way::Proxy;
            choice.endpoint = entries->first().endpoint;
        }
    }
    return choice;
}

} // namespace

SettingsChoice chooseProxy(const EnvironmentFacts &environment, const SettingsClient &client,
                           const QUrl &target)
{
    const bool https = target.scheme() == "https"_L1;
    for (const SettingsGroup &group : client.groups) {
        const qsizetype pac = firstOf(environment, group.pac, true);
        if (pac >= 0)
            return byPac(environment, pac, target);
        const QStringList &wanted = https ? group.https : group.http;
        const qsizetype found = firstOf(environment, wanted, true);
        if (found < 0) {
            // Set for the other kind of URL only: the group was found, and has nothing for this one.
            if (client.groups.size() > 1 && firstOf(environment, group.http + group.https, true) >= 0)
                return {};
            continue;
        }
        SettingsChoice choice;
        choice.source = found;
        const ProxySource &source = environment.sources.at(found);
        const qsizetype list = firstOf(environment, group.exceptions, true);
        const QString exceptions = list < 0 ? QString() : environment.sources.at(list).value;
        if (isNoProxy(source.value)) {
            choice.way = SettingsChoice::Way::Direct;
        } else if (const auto match = noProxyMatch(exceptions, target, group.dialect)) {
            choice.way = SettingsChoice::Way::Direct;
            choice.exception = *match;
            choice.exceptionSource = match->start < 0 ? -1 : list;
        } else {
            choice.way = SettingsChoice::Way::Proxy;
            choice.endpoint = source.endpoint;
        }
        return choice;
    }
    return {};
}

} // namespace pt
