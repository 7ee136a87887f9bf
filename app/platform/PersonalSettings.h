// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include <memory>

namespace pt {

/// The settings of this person, the same for the window and the console: profiles, default targets,
/// language. Never a secret.
std::unique_ptr<QSettings> personalSettings();

} // namespace pt
