// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "intake/PastedAddress.h"
#include "practice/Scenario.h"
#include "stages/RunRequest.h"

namespace pt {

class PracticeProxy;

/// The address that is pasted or typed to meet the scenario, as every pasted one is read. `proxy`
/// listens on `port`.
PastedAddress scenarioAddress(const Scenario &scenario, const PracticeProxy &proxy, quint16 port);

/// What a run is started with to meet the scenario: what is typed, looked at as the program looks at
/// what people type, and nothing of the computer that it runs on. RunRequest::settings and the facts of
/// the program are left to the caller.
RunRequest scenarioRequest(const Scenario &scenario, const PracticeProxy &proxy, quint16 port);

/// The part of it that is about the way to the proxy: `host` is what the run goes to.
void takePracticeNames(RunRequest &request, const Scenario &scenario, const PracticeProxy &proxy,
                       const QString &host);

} // namespace pt
