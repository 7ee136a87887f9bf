// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeSettings.h"

namespace pt {

using namespace Qt::StringLiterals;

SettingsPlaces practiceSettings(const Scenario &scenario, const QString &authority,
                                const QString &pacProgram)
{
    const auto filled = [&authority](QString text) { return text.replace(u"{proxy}"_s, authority); };
    SettingsPlaces places;
    places.onDisk = false;
    places.pacProgram = pacProgram;
    for (auto it = scenario.environment.cbegin(); it != scenario.environment.cend(); ++it)
        places.environment.insert(it.key(), filled(it.value()));
    for (auto it = scenario.files.cbegin(); it != scenario.files.cend(); ++it)
        places.files.insert(it.key(), filled(it.value()).toUtf8());
    return places;
}

} // namespace pt
