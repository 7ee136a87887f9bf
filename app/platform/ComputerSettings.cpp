// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ComputerSettings.h"

#include "model/Clock.h"
#include "platform/BoundedFile.h"
#include "platform/ProxyVariables.h"
#include "platform/SettingsFormats.h"
#include "platform/SourceFromSetting.h"

#include <QDateTime>
#include <QDir>
#include <QThread>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostPacs = 2;

using Reader = RawSettings (*)(QByteArrayView);

void take(RawSettings &found, RawSettings &&more)
{
    for (RawSetting &setting : more)
        found.push_back(std::move(setting));
}

} // namespace

RawSettings settingsInFiles(const SettingsPlaces &places)
{
    RawSettings found;
    const auto readFile = [&](const QString &fileName, const QString &shown, Reader reader) {
        std::optional<QByteArray> bytes;
        if (places.onDisk)
            bytes = boundedFile(fileName, ComputerSettings::longestFile);
        else if (const auto it = places.files.constFind(shown); it != places.files.constEnd())
            bytes = *it;
        if (bytes) {
            RawSettings settings = reader(*bytes);
            wipeMemory(bytes->data(), bytes->size());
            for (RawSetting &setting : settings)
                setting.place = shown;
            take(found, std::move(settings));
        }
    };
    const auto ofSystem = [&](const QString &path, Reader reader) {
        readFile(places.root + path, path, reader);
    };
    const auto ofHome = [&](const QString &path, Reader reader) {
        if (!places.home.isEmpty() || !places.onDisk)
            readFile(places.home + u'/' + path, u"~/"_s + path, reader);
    };
    const auto ofFolder = [&](const QString &path, const QString &pattern, Reader reader) {
        if (!places.onDisk)
            return;
        const QStringList names
            = QDir(places.root + path).entryList({pattern}, QDir::Files, QDir::Name);
        for (qsizetype i = 0; i < qMin<qsizetype>(names.size(), ComputerSettings::mostFilesInFolder); ++i)
            ofSystem(path + u'/' + names.at(i), reader);
    };
    // Where a program reads several files, the one that wins comes first.
    ofSystem(u"/etc/environment"_s, readEnvironmentFile);
    ofFolder(u"/etc/profile.d"_s, u"*.sh"_s, readEnvironmentFile);
    ofHome(u".config/kioslaverc"_s, readKioslaverc);
    ofHome(u".config/glib-2.0/settings/keyfile"_s, readGnomeKeyfile);
    ofHome(u".gitconfig"_s, readGitConfig);
    ofHome(u".config/git/config"_s, readGitConfig);
    ofSystem(u"/etc/gitconfig"_s, readGitConfig);
    ofHome(u".npmrc"_s, readNpmrc);
    ofSystem(u"/etc/npmrc"_s, readNpmrc);
    ofHome(u".config/pip/pip.conf"_s, readPipConf);
    ofHome(u".pip/pip.conf"_s, readPipConf);
    ofSystem(u"/etc/pip.conf"_s, readPipConf);
    ofSystem(u"/etc/apt/apt.conf"_s, readAptConf);
    ofFolder(u"/etc/apt/apt.conf.d"_s, u"*"_s, readAptConf);
    ofHome(u".curlrc"_s, readCurlrc);
    ofHome(u".config/curlrc"_s, readCurlrc);
    ofHome(u".wgetrc"_s, readWgetrc);
    ofSystem(u"/etc/wgetrc"_s, readWgetrc);
    return found;
}

ComputerSettings::ComputerSettings(SettingsPlaces places, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
    , m_clock(clock)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_openParts = 0;
        gathered();
    });
}

ComputerSettings::~ComputerSettings()
{
    cancel();
}

void ComputerSettings::cancel()
{
    ++m_reading;
    m_done = nullptr;
    m_deadline.stop();
    m_pac.reset();
    if (m_gsettings) {
        m_gsettings->disconnect(this);
        if (m_gsettings->state() != QProcess::NotRunning) {
            QProcess *left = m_gsettings.release(); // ~QProcess would wait
            connect(left, &QProcess::finished, left, &QObject::deleteLater);
            left->kill();
        }
        m_gsettings.reset();
    }
}

void ComputerSettings::read(const QStringList &targets, const Credentials &typed, const QString &typedPac,
                            std::function<void(Found)> done)
{
    cancel();
    m_targets = targets;
    m_typedPac = typedPac;
    m_typed = typed.clone();
    m_done = std::move(done);
    m_files.clear();
    m_gnome.clear();
    m_kept.clear();
    m_pacs.clear();
    m_found = {};
    m_openParts = 2;
    m_deadline.start(filesMs);
    readFiles();
    startGsettings();
}

void ComputerSettings::readFiles()
{
    const auto settings = std::make_shared<RawSettings>();
    QThread *thread = QThread::create(
        [settings, places = m_places] { *settings = settingsInFiles(places); });
    connect(thread, &QThread::finished, this, [this, settings, reading = m_reading] {
        if (reading != m_reading || m_openParts == 0)
            return;
        m_files = std::move(*settings);
        part();
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void ComputerSettings::startGsettings()
{
    const auto later = [this] {
        QMetaObject::invokeMethod(
            this,
            [this, reading = m_reading] {
                if (reading == m_reading && m_openParts > 0)
                    part();
            },
            Qt::QueuedConnection);
    };
    if (m_places.gsettings.isEmpty())
        return later();
    m_gsettings = std::make_unique<QProcess>();
    m_gsettings->setProcessEnvironment(m_places.environment);
    m_gsettings->setStandardInputFile(QProcess::nullDevice());
    m_gsettings->setStandardErrorFile(QProcess::nullDevice());
    connect(m_gsettings.get(), &QProcess::finished, this, [this] {
        m_gnome = readGsettings(m_gsettings->read(longestFile));
        part();
    });
    connect(m_gsettings.get(), &QProcess::errorOccurred, this,
            [later](QProcess::ProcessError error) {
                if (error == QProcess::FailedToStart)
                    later();
            });
    m_gsettings->start(m_places.gsettings, {u"list-recursively"_s, u"org.gnome.system.proxy"_s});
}

void ComputerSettings::part()
{
    if (m_openParts > 0 && --m_openParts == 0)
        gathered();
}

void ComputerSettings::gathered()
{
    m_deadline.stop();
    RawSettings settings = proxyVariables(m_places.environment);
    if (!m_gnome.empty()) {
        // What the running desktop says is newer than a file.
        std::erase_if(m_files, [](const RawSetting &each) { return each.kind == SourceKind::Gnome; });
        take(settings, std::move(m_gnome));
    }
    take(settings, std::move(m_files));
    m_gnome.clear();
    m_files.clear();
    if (!m_typedPac.isEmpty())
        m_pacs.append({m_typedPac, {}});
    for (const RawSetting &setting : settings) {
        Credentials credentials = credentialsIn(setting);
        const ProxySource source = sourceFrom(setting, credentials, m_typed);
        if (source.use == SourceUse::Pac && m_pacs.size() < mostPacs)
            m_pacs.append({setting.value, source.id()});
        if (!credentials.isEmpty())
            m_kept.push_back({source.id() + source.place, std::move(credentials)});
        m_found.sources.append(source);
    }
    nextPac();
}

void ComputerSettings::nextPac()
{
    if (m_pacs.isEmpty())
        return finish();
    const auto [url, source] = m_pacs.takeFirst();
    m_pac = std::make_unique<PacReading>(m_places.pacProgram, m_clock.utcNow().toMSecsSinceEpoch());
    m_pac->start(url, source, m_targets, [this](const PacFacts &facts) {
        m_found.pac.append(facts);
        // Not from inside its own call.
        QMetaObject::invokeMethod(
            this,
            [this, reading = m_reading] {
                if (reading == m_reading)
                    nextPac();
            },
            Qt::QueuedConnection);
    });
}

void ComputerSettings::finish()
{
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(m_found));
}

Credentials ComputerSettings::credentialsOf(const ProxySource &source) const
{
    for (const Kept &kept : m_kept) {
        if (kept.id == source.id() + source.place)
            return kept.credentials.clone();
    }
    return {};
}

QList<const Secret *> ComputerSettings::secrets() const
{
    QList<const Secret *> list;
    for (const Kept &kept : m_kept) {
        if (kept.credentials.password && !kept.credentials.password->isEmpty())
            list.append(&*kept.credentials.password);
    }
    return list;
}

} // namespace pt
