// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ProxyVariables.h"

namespace pt {

using namespace Qt::StringLiterals;

RawSettings proxyVariables(const QProcessEnvironment &environment)
{
    struct Variable
    {
        QString name;
        SourceUse use;
        QString targets;
    };
    // Programs disagree on the case: curl reads http_proxy in lower case only (HTTP_PROXY can be set by a
    // web request to a CGI program), others read either.
    static const Variable known[] = {
        {u"http_proxy"_s, SourceUse::Proxy, u"http"_s},   {u"HTTP_PROXY"_s, SourceUse::Proxy, u"http"_s},
        {u"https_proxy"_s, SourceUse::Proxy, u"https"_s}, {u"HTTPS_PROXY"_s, SourceUse::Proxy, u"https"_s},
        {u"all_proxy"_s, SourceUse::Proxy, u"all"_s},     {u"ALL_PROXY"_s, SourceUse::Proxy, u"all"_s},
        {u"no_proxy"_s, SourceUse::Exceptions, {}},       {u"NO_PROXY"_s, SourceUse::Exceptions, {}},
    };
    RawSettings found;
    for (const Variable &variable : known) {
        // An empty one counts: it switches a proxy off.
        if (environment.contains(variable.name)) {
            found.emplace_back(SourceKind::Environment, variable.use, variable.targets, variable.name,
                               environment.value(variable.name));
        }
    }
    return found;
}

} // namespace pt
