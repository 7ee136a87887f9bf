// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuthChoice.h"
#include "model/InputProblem.h"
#include "model/KeychainUse.h"
#include "model/ProxyEndpoint.h"
#include "model/SecretFacts.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace pt {

/// What was asked for: everything a run is started with, except the secret.
struct CaseInput
{
    QString given; ///< the proxy as typed or pasted, a password in it masked (protocol/Masking.h)
    ProxyEndpoint endpoint;
    QList<InputProblem> problems;
    QString user; ///< as typed; empty: none
    QString domain;
    std::optional<SecretFacts> secret; ///< nullopt: no password was given
    KeychainUse keychain = KeychainUse::NotUsed;
    QString keychainDetail; ///< the keychain's own words where it failed
    QStringList targets;    ///< URLs, http or https
    AuthChoice auth = AuthChoice::Any;
    int attemptLimit = 1;   ///< 1 to 3 rejected answers
    int timeoutSeconds = 0; ///< of one exchange; 0: the built-in limit
    QString userAgent;      ///< empty: the program's own
    QString caFile;         ///< name of the file whose certificates were trusted besides the system's
    bool ntlmVersion1 = false; ///< NTLM version 1 was switched on, for this run only
    /// Spellings of this sign-in that the proxy refused in earlier runs, not to be sent again: ids of
    /// alternatives, "as-typed" for what was typed.
    QStringList refusedBefore;

    bool operator==(const CaseInput &) const = default;
};

} // namespace pt
