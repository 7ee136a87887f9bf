// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"
#include "model/CaseInput.h"
#include "model/Credentials.h"
#include "model/EnvironmentFacts.h"
#include "model/Resolution.h"
#include "model/RunLimits.h"
#include "model/SettingsReader.h"

#include <QHostAddress>
#include <QList>
#include <QSslCertificate>

#include <memory>
#include <optional>

namespace pt {

/// What a run is started with. Move-only, as it carries the secret.
struct RunRequest
{
    CaseInput input; ///< endpoint, targets and options; recorded in the Case as it is
    Credentials credentials;
    QList<QSslCertificate>
        extraTrust; ///< trusted besides the system's, for targets (and TLS proxies)
    EnvironmentFacts environment; ///< with fromSettings the endpoint is left to the settings
    /// Reads this computer's settings before anything else is done; not owned, outlives the run. nullptr:
    /// what `environment` holds is all.
    SettingsReader *settings = nullptr;
    std::unique_ptr<NegotiateMechanism> negotiate; ///< of this run alone; nullptr: no Kerberos here
    RunLimits limits;
    /// What the proxy's name stands for, where no resolver is to be asked: practice names exist
    /// nowhere. Empty: asked for.
    QList<QHostAddress> proxyAddresses;
    /// Why the proxy's name stands for nothing, where no resolver is to be asked; nullopt: see
    /// `proxyAddresses`.
    std::optional<ResolveOutcome> proxyNameFails;
    bool practice = false;
    QString scenario;

    /// The same without what to sign in with: everything but the credentials and Kerberos.
    RunRequest withoutSignIn() const
    {
        RunRequest copy;
        copy.input = input;
        copy.extraTrust = extraTrust;
        copy.environment = environment;
        copy.settings = settings;
        copy.limits = limits;
        copy.proxyAddresses = proxyAddresses;
        copy.proxyNameFails = proxyNameFails;
        copy.proxyNameFails = proxyNameFails;
        copy.practice = practice;
        copy.scenario = scenario;
        return copy;
    }
};

} // namespace pt
