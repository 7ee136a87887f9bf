// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/Command.h"
#include "console/ConsoleIo.h"
#include "console/ExitCode.h"
#include "model/Case.h"
#include "model/Secret.h"
#include "model/SignInMemory.h"
#include "platform/Profile.h"
#include "stages/RunRequest.h"

#include <QObject>
#include <QProcessEnvironment>

#include <functional>
#include <memory>
#include <optional>

class QSettings;

namespace pt {

class Clock;
class NegotiateMechanism;
class PracticeProxy;
class ProfileStore;
class PracticeTable;
class RandomSource;
class Runner;
class SecretStore;
class SettingsReader;
class Watch;
class WatchLog;
class SignInHistory;
enum class SecretState;
struct Failure;
struct PastedAddress;
struct Scenario;
struct SecretAnswer;
struct UsageError;

/// What the console works with; none of it is owned.
struct ConsoleServices
{
    const Clock *clock = nullptr;
    RandomSource *random = nullptr;
    QSettings *settings = nullptr;
    SecretStore *secrets = nullptr;
    QProcessEnvironment environment;
    SettingsReader *computer = nullptr; ///< nullptr: only the variables are known
    QString pacProgram{}; ///< for the scripts of practice, see platform/SettingsPlaces.h
    /// Makes this system's Kerberos for one run; empty: there is none.
    std::function<std::unique_ptr<NegotiateMechanism>()> negotiate = {};
    int watchSecondMs = 1000; ///< how long a second of --watch and --every lasts
};

/// One command of the console from its arguments to its exit code. Needs a running event loop; starts
/// none of its own.
class ConsoleApp : public QObject
{
    Q_OBJECT

public:
    ConsoleApp(const ConsoleIo &io, const ConsoleServices &services, QObject *parent = nullptr);
    ~ConsoleApp() override;

    /// Once. `arguments` are those after the program's own name.
    void start(const QStringList &arguments);
    /// Ends what is under way; what is known so far is still printed.
    void cancel();

signals:
    /// Exactly once, never from inside start().
    void finished(int exitCode);

private:
    void finish(ExitCode code);
    void wrongUsage(const UsageError &error);
    void failed(const Failure &failure);

    void check();
    bool readProxy(RunRequest &request);
    bool readProfile(RunRequest &request);
    bool readCertificates(RunRequest &request);
    bool readSecret(RunRequest &request);
    bool bundleCanBeWritten();
    void askKeychain();
    void keychainAnswered(SecretAnswer answer);
    void recall();
    void run();
    void remember(const Case &result, ExitCode code);
    void stageFinished(const StageResult &result);
    void runFinished(const Case &result);
    bool proxyIsMissing(const Case &result);
    QList<const Secret *> runSecrets() const;
    void watch();
    void roundFinished(const Case &result, bool withheld);
    void watchFinished();

    void analyze();
    void listPractice();
    void practice();
    void practiceTable();
    void servePractice();
    std::unique_ptr<PracticeProxy> playing(const Scenario &scenario, quint16 &port);

    ConsoleIo m_io;
    ConsoleServices m_services;
    Command m_command;
    RunRequest m_request;
    std::unique_ptr<ProfileStore> m_profiles; ///< before the history, which refers to it
    std::unique_ptr<SignInHistory> m_history;
    std::optional<Profile> m_profile; ///< that the test is made with
    std::optional<SignInMemory> m_memory; ///< of a scenario
    QString m_secretId; ///< of the profile whose secret is still to be read
    Secret m_secret;    ///< a copy for the last look through the bundle
    std::unique_ptr<PracticeProxy> m_practice;
    std::unique_ptr<SettingsReader> m_practiceSettings; ///< before the runner, which refers to it
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<Watch> m_watch; ///< in place of the runner
    std::unique_ptr<WatchLog> m_watchLog;
    std::unique_ptr<PracticeTable> m_table;
    bool m_serving = false;
    bool m_askingKeychain = false;
    bool m_finished = false;
};

} // namespace pt
