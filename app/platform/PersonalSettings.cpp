// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PersonalSettings.h"

namespace pt {

std::unique_ptr<QSettings> personalSettings()
{
    const QString name = QStringLiteral("proxy-triage");
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, name, name);
}

} // namespace pt
