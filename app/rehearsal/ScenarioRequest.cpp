// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rehearsal/ScenarioRequest.h"

#include "intake/FieldProblems.h"
#include "practice/PracticeProxy.h"

namespace pt {

using namespace Qt::StringLiterals;

PastedAddress scenarioAddress(const Scenario &scenario, const PracticeProxy &proxy, quint16 port)
{
    const QString authority = ProxyEndpoint{scenario.scheme, proxy.host(), port}.authority();
    QString text = scenario.given;
    if (text.isEmpty())
        text = toString(scenario.scheme) + u"://{proxy}"_s;
    return readPastedAddress(text.replace(u"{proxy}"_s, authority));
}

void takePracticeNames(RunRequest &request, const Scenario &scenario, const PracticeProxy &proxy,
                       const QString &host)
{
    if (host == proxy.host())
        request.proxyAddresses = proxy.addresses();
    // No name of an exercise is ever asked for.
    if (request.proxyAddresses.isEmpty())
        request.proxyNameFails = scenario.computer.names.value_or(ResolveOutcome::NotFound);
}

RunRequest scenarioRequest(const Scenario &scenario, const PracticeProxy &proxy, quint16 port)
{
    RunRequest request;
    CaseInput &input = request.input;
    request.environment.fromSettings = scenario.fromSettings;
    if (!scenario.fromSettings) {
        PastedAddress address = scenarioAddress(scenario, proxy, port);
        input.endpoint = address.endpoint;
        // Typed in pieces it has no other spelling.
        input.given = scenario.given.isEmpty() ? address.endpoint.authority() : address.given;
        input.problems = address.problems;
        request.credentials = std::move(address.credentials);
    }
    if (Credentials typed = scenario.credentials(); !typed.isEmpty())
        request.credentials = std::move(typed);
    input.user = request.credentials.user;
    input.domain = request.credentials.domain;
    if (request.credentials.password)
        input.secret = request.credentials.password->facts();
    // What came in an address was looked at there.
    input.problems += fieldProblems(input.user == scenario.user ? input.user : QString(),
                                    scenario.hasPassword && input.secret ? &*input.secret : nullptr,
                                    {});
    input.keychain = scenario.keychain;
    input.targets = scenario.targets;
    input.attemptLimit = scenario.attempts;
    input.auth = scenario.auth;
    input.ntlmVersion1 = scenario.ntlmVersion1;
    request.limits = scenario.limits;
    request.extraTrust = {proxy.authority()};
    request.negotiate = scenario.negotiate();
    request.practice = true;
    request.scenario = scenario.id;
    takePracticeNames(request, scenario, proxy,
                      scenario.fromSettings ? proxy.host() : input.endpoint.host);
    return request;
}

} // namespace pt
