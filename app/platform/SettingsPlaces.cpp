// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SettingsPlaces.h"

#include "platform/PacProcess.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace pt {

using namespace Qt::StringLiterals;

SettingsPlaces SettingsPlaces::ofThisComputer(const QProcessEnvironment &environment,
                                              const QString &programFolder)
{
    SettingsPlaces places;
    places.environment = environment;
    places.home = environment.value(u"HOME"_s);
    places.pacProgram = pt::pacProgram(programFolder);
    // Without a file of its own GNOME has nothing but its defaults, which name no proxy: no program has to
    // be started to hear that.
    const QString config = environment.value(u"XDG_CONFIG_HOME"_s, places.home + u"/.config"_s);
    if (QFileInfo(config + u"/dconf/user"_s).isFile() || QFileInfo(u"/etc/dconf/db"_s).isDir()) {
        const QStringList path = environment.value(u"PATH"_s).split(u':', Qt::SkipEmptyParts);
        if (!path.isEmpty())
            places.gsettings = QStandardPaths::findExecutable(u"gsettings"_s, path);
    }
    return places;
}

} // namespace pt
