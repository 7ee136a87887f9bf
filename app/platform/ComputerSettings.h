// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/SettingsReader.h"
#include "platform/PacReading.h"
#include "platform/RawSetting.h"
#include "platform/SettingsPlaces.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <memory>
#include <vector>

namespace pt {

class Clock;

/// Everything on this computer that names a proxy: variables, the desktops' settings, and the files of the
/// programs that have one of their own. Files are read in a thread, as a home may be on a network that
/// does not answer; every file, process and script has a bound. Lives in one thread, which needs an event
/// loop.
class ComputerSettings : public QObject, public SettingsReader
{
    Q_OBJECT

public:
    ComputerSettings(SettingsPlaces places, const Clock &clock, QObject *parent = nullptr);
    ~ComputerSettings() override;

    static constexpr int filesMs = 3000;
    static constexpr qint64 longestFile = 256 * 1024;
    static constexpr int mostFilesInFolder = 64;

    void read(const QStringList &targets, const Credentials &typed, const QString &typedPac,
              std::function<void(Found)> done) override;
    void cancel() override;
    Credentials credentialsOf(const ProxySource &source) const override;
    QList<const Secret *> secrets() const override;

private:
    void readFiles();
    void startGsettings();
    void part();
    void gathered();
    void nextPac();
    void finish();

    struct Kept
    {
        QString id;
        Credentials credentials;
    };

    SettingsPlaces m_places;
    const Clock &m_clock;
    quint64 m_reading = 0; ///< results of an older one are dropped
    QStringList m_targets;
    QString m_typedPac;
    Credentials m_typed;
    RawSettings m_files;
    RawSettings m_gnome;
    std::unique_ptr<QProcess> m_gsettings;
    QTimer m_deadline;
    int m_openParts = 0;
    std::vector<Kept> m_kept;
    QList<QPair<QString, QString>> m_pacs; ///< address and source, still to be read
    std::unique_ptr<PacReading> m_pac;
    Found m_found;
    std::function<void(Found)> m_done;
};

/// The files of `places`, read; the part of ComputerSettings that may wait.
RawSettings settingsInFiles(const SettingsPlaces &places);

} // namespace pt
