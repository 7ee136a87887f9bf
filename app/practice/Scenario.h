// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateMechanism.h"
#include "model/AuthChoice.h"
#include "model/Credentials.h"
#include "model/KeychainUse.h"
#include "model/ProxyScheme.h"
#include "model/Resolution.h"
#include "model/Result.h"
#include "model/RunLimits.h"
#include "practice/PracticeComputer.h"
#include "practice/PracticeEarlier.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace pt {

// clang-format off
/// How a practice proxy misbehaves, what is typed to meet it, and what must be found. Read from
/// resources/practice/*.json:
///
///     "id", "scheme", "targets", "attempts", "auth", "limits"    as below
///     "sign_in":    { "user", "domain", "password" }             what is typed into the fields
///     "ntlm_version_1": true       it is switched on for the run
///     "given":      a proxy address as somebody pastes it, {proxy} standing for the host and port of
///                   the practice proxy; without it that is typed
///     "keychain":   "not-found-or-locked", "unavailable", "denied" or "timed-out"   the password was to
///                   come from the keychain, which did not give it
///     "settings":   see PracticeSettings.h
///     "computer":   see PracticeComputer.h
///     "recording":  [ line, … ]    of what another program sent and received: it is read in place of a
///                   run, and nothing else is needed but what must be found
///     "proxy":      see PracticeBehaviour.h
///     "expect":     the verdict; "also_expect": further findings; "must_not": none of these
// clang-format on
struct Scenario
{
    QString id; ///< "wrong-password"
    ProxyScheme scheme = ProxyScheme::Http; ///< how the proxy is spoken to
    QString user; ///< what is typed
    QString domain; ///< the same
    QString password; ///< a made-up password of the scenario, public; not a secret
    bool hasPassword = false;
    bool fromSettings = false; ///< no address is typed: the proxy is left to the settings
    QMap<QString, QString> environment; ///< variables of the made-up computer, see PracticeSettings.h
    QMap<QString, QString> files; ///< its files by name: "~/.gitconfig"
    bool ntlmVersion1 = false;
    QString given; ///< an address to paste, "{proxy}" in it; empty: it is typed
    KeychainUse keychain = KeychainUse::NotUsed;
    QByteArray recording; ///< is read in place of a run; empty: there is one
    int attempts = 1; ///< refused answers to allow, 1 to 3
    AuthChoice auth = AuthChoice::Any;
    QStringList targets; ///< URLs below http(s)://*.practice.test
    QString expect; ///< the verdict's cause id
    QStringList alsoExpect;
    QStringList mustNot; ///< ids that must not be found
    RunLimits limits; ///< to run it with: shorter waits where the scenario is about waiting
    PracticeComputer computer; ///< what it is met with
    PracticeEarlier earlier; ///< what is remembered of runs before
    QJsonObject proxy; ///< the behaviour, see practice/PracticeBehaviour.h

    Credentials credentials() const;
    /// Kerberos as the computer of the scenario has it; for one run.
    std::unique_ptr<NegotiateMechanism> negotiate() const;
    bool hasSettings() const { return fromSettings || !environment.isEmpty() || !files.isEmpty(); }
};

/// All built-in scenarios, in the order in which to show them.
QList<Scenario> builtInScenarios();
Result<Scenario> scenarioById(const QString &id); ///< code "practice.unknown-scenario"
/// Refuses anything it does not know; code "practice.bad-scenario", the detail names the place.
Result<Scenario> scenarioFromJson(const QJsonObject &json);
QString scenarioTitle(const QString &id); ///< translated
QString scenarioAbout(const QString &id); ///< translated, one or two sentences

} // namespace pt
