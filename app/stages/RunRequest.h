// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/CaseInput.h"
#include "model/Credentials.h"
#include "model/EnvironmentFacts.h"
#include "model/RunLimits.h"
#include "model/SettingsReader.h"

#include <QList>
#include <QSslCertificate>

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
    RunLimits limits;
    bool practice = false;
    QString scenario;
};

} // namespace pt
