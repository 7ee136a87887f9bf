// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Evidence.h"
#include "model/SeenProduct.h"
#include "model/StageId.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace pt {

enum class Severity { Ok, Info, Warning, Error };
PT_ENUM_NAMES(Severity, {Severity::Ok, "ok"}, {Severity::Info, "info"}, {Severity::Warning, "warning"},
              {Severity::Error, "error"})

/// Certain: the bytes prove it.
enum class Confidence { Possible, Likely, Certain };
PT_ENUM_NAMES(Confidence, {Confidence::Possible, "possible"}, {Confidence::Likely, "likely"},
              {Confidence::Certain, "certain"})

/// Who must act.
enum class Actor { User, HelpDesk, ProxyAdmin, Provider, SiteOwner, Nobody };
PT_ENUM_NAMES(Actor, {Actor::User, "user"}, {Actor::HelpDesk, "help-desk"}, {Actor::ProxyAdmin, "proxy-admin"},
              {Actor::Provider, "provider"}, {Actor::SiteOwner, "site-owner"}, {Actor::Nobody, "nobody"})

/// A neighbouring cause that was considered, and the observation that excludes it.
struct RuledOut
{
    QString cause;
    Words because;

    bool operator==(const RuledOut &) const = default;
};

/// One cause of the catalogue, found in a Case. Wordless: advice/ words it by `cause` and `params`.
struct Finding
{
    QString cause; ///< id of the catalogue
    Severity severity = Severity::Error;
    Confidence confidence = Confidence::Possible;
    Actor who = Actor::HelpDesk;
    StageId stage = StageId::Settings; ///< the stage it explains
    QMap<QString, QString> params;
    QList<Evidence> evidence; ///< never empty
    QList<RuledOut> ruledOut;
    QStringList notExcluded{}; ///< neighbours that no observation excludes; then it is not certain

    bool operator==(const Finding &) const = default;
};

/// What diagnose() gives: findings[0] is the verdict; never empty.
struct Diagnosis
{
    QList<Finding> findings;
    std::optional<SeenProduct> product{}; ///< nullopt: the proxy left no mark that is known

    bool operator==(const Diagnosis &) const = default;
    const Finding &verdict() const { return findings.first(); }
};

} // namespace pt
