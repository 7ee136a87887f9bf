// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// Which of this computer's places names a proxy.
enum class SourceKind {
    Environment,     ///< of this process
    EnvironmentFile, ///< /etc/environment and /etc/profile.d: of programs started after the next sign-in
    Gnome,
    Kde,
    Git,
    Npm,
    Pip,
    Apt,
    Curl,
    Wget
};

PT_ENUM_NAMES(SourceKind, {SourceKind::Environment, "environment"},
              {SourceKind::EnvironmentFile, "environment-file"}, {SourceKind::Gnome, "gnome"},
              {SourceKind::Kde, "kde"}, {SourceKind::Git, "git"}, {SourceKind::Npm, "npm"},
              {SourceKind::Pip, "pip"}, {SourceKind::Apt, "apt"}, {SourceKind::Curl, "curl"},
              {SourceKind::Wget, "wget"})

} // namespace pt
