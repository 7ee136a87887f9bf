// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ConsoleApp.h"

#include "advice/WatchWords.h"
#include "advice/Wording.h"
#include "console/Arguments.h"
#include "console/PasswordInput.h"
#include "console/PracticeTable.h"
#include "console/ProxyArgument.h"
#include "console/ResultPrinter.h"
#include "diagnosis/AcceptedSignIn.h"
#include "diagnosis/WatchLog.h"
#include "intake/CaseFromBundle.h"
#include "intake/CaseFromText.h"
#include "intake/FieldProblems.h"
#include "model/Clock.h"
#include "model/VisibleText.h"
#include "platform/ComputerSettings.h"
#include "platform/ProfileStore.h"
#include "platform/SecretStore.h"
#include "platform/SignInHistory.h"
#include "platform/SystemFacts.h"
#include "practice/PracticeMemory.h"
#include "practice/PracticeProxy.h"
#include "practice/PracticeSettings.h"
#include "practice/Scenario.h"
#include "rehearsal/ScenarioRequest.h"
#include "stages/Runner.h"
#include "stages/StageCodes.h"
#include "stages/Watch.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A bundle or a recording is smaller; anything larger is a mistake.
constexpr qint64 longestRecording = 80 * 1024 * 1024;
constexpr qint64 longestCertificateFile = 4 * 1024 * 1024;

QString shown(const QString &text)
{
    return visibleText(text, false, 1024);
}

KeychainUse keychainUse(SecretState state)
{
    switch (state) {
    case SecretState::Read:
        return KeychainUse::Used;
    case SecretState::NotFoundOrLocked:
        return KeychainUse::NotFoundOrLocked;
    case SecretState::Denied:
        return KeychainUse::Denied;
    case SecretState::TimedOut:
        return KeychainUse::TimedOut;
    default:
        return KeychainUse::Unavailable;
    }
}

} // namespace

ConsoleApp::ConsoleApp(const ConsoleIo &io, const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_io(io)
    , m_services(services)
{
}

ConsoleApp::~ConsoleApp() = default;

void ConsoleApp::start(const QStringList &arguments)
{
    auto command = parseArguments(arguments);
    if (!command) {
        wrongUsage(command.error());
        return;
    }
    m_command = *command;
    switch (m_command.kind) {
    case CommandKind::Help:
        m_io.writeOut(helpText());
        finish(ExitCode::Healthy);
        break;
    case CommandKind::Version:
        m_io.writeOut(u"proxy-triage-cli "_s + programVersion() + u'\n');
        finish(ExitCode::Healthy);
        break;
    case CommandKind::Check:
        check();
        break;
    case CommandKind::Analyze:
        analyze();
        break;
    case CommandKind::PracticeList:
        listPractice();
        break;
    case CommandKind::Practice:
        practice();
        break;
    case CommandKind::PracticeTable:
        practiceTable();
        break;
    case CommandKind::ServePractice:
        servePractice();
        break;
    }
}

void ConsoleApp::cancel()
{
    if (m_finished)
        return;
    if (m_serving) {
        finish(ExitCode::Healthy); // it has no other end
    } else if (m_askingKeychain) {
        m_services.secrets->cancel();
    } else if (m_table) {
        m_io.writeError(tr("Stopping.") + u'\n');
        m_table->cancel();
    } else if (m_runner) {
        m_io.writeError(tr("Stopping.") + u'\n');
        m_runner->cancel();
    } else if (m_watch) {
        m_io.writeError(tr("Stopping.") + u'\n');
        m_watch->cancel();
    }
}

void ConsoleApp::finish(ExitCode code)
{
    if (std::exchange(m_finished, true))
        return;
    QMetaObject::invokeMethod(
        this, [this, code] { emit finished(static_cast<int>(code)); }, Qt::QueuedConnection);
}

void ConsoleApp::wrongUsage(const UsageError &error)
{
    m_io.writeError(error.what + u'\n');
    if (!error.how.isEmpty())
        m_io.writeError(error.how + u'\n');
    finish(ExitCode::WrongUsage);
}

void ConsoleApp::failed(const Failure &failure)
{
    m_io.writeError(wordFailure(failure) + u'\n');
    finish(ExitCode::CouldNotRun);
}

void ConsoleApp::check()
{
    RunRequest request;
    request.input.auth = m_command.auth.value_or(AuthChoice::Any);
    request.input.attemptLimit = m_command.attempts;
    request.input.ntlmVersion1 = m_command.ntlmVersion1;
    request.input.timeoutSeconds = m_command.timeoutSeconds;
    request.input.userAgent = m_command.userAgent;
    request.credentials.user = m_command.user;
    request.input.targets = m_command.targets;
    if (!readProfile(request) || !readProxy(request) || !readCertificates(request)
        || !bundleCanBeWritten() || !readSecret(request))
        return;

    if (request.input.targets.isEmpty())
        request.input.targets = defaultTargets();
    if (m_command.timeoutSeconds > 0) {
        const int wait = m_command.timeoutSeconds * 1000;
        request.limits.idleMs = wait;
        request.limits.exchangeMs = wait;
        request.limits.connectMs = std::min(request.limits.connectMs, wait);
        request.limits.resolveMs = std::min(request.limits.resolveMs, wait);
    }
    m_request = std::move(request);
    if (m_secretId.isEmpty())
        recall();
    else
        askKeychain();
}

bool ConsoleApp::readProfile(RunRequest &request)
{
    if (m_command.profile.isEmpty())
        return true;
    m_profiles = std::make_unique<ProfileStore>(*m_services.settings);
    const std::optional<Profile> profile = m_profiles->find(m_command.profile);
    if (!profile) {
        QStringList names;
        const QList<Profile> known = m_profiles->profiles();
        for (const Profile &each : known)
            names.append(shown(each.name));
        wrongUsage({tr("There is no profile \"%1\".").arg(shown(m_command.profile)),
                    names.isEmpty()
                        ? tr("No profile is saved yet. Save one in the window, or give the proxy with --proxy.")
                        : tr("These are saved: %1").arg(names.join(u", "_s))});
        return false;
    }
    request.input.endpoint = profile->endpoint;
    request.input.given = profile->endpoint.authority();
    if (request.credentials.user.isEmpty())
        request.credentials.user = profile->user;
    request.credentials.domain = profile->domain;
    if (request.input.targets.isEmpty())
        request.input.targets = profile->targets;
    if (!m_command.auth)
        request.input.auth = profile->auth;
    if (profile->secretStored)
        m_secretId = profile->id;
    m_profile = profile;
    connect(m_services.secrets, &SecretStore::waitingForUser, this, [this] {
        m_io.writeError(tr("Waiting for the password store; a window asking to unlock it may be open.") + u'\n');
    });
    m_history = std::make_unique<SignInHistory>(*m_profiles, m_services.secrets, *m_services.random,
                                                *m_services.clock);
    return true;
}

bool ConsoleApp::readProxy(RunRequest &request)
{
    if (m_command.proxy.isEmpty())
        return true;
    auto address = readProxyArgument(m_command.proxy);
    if (!address) {
        wrongUsage(address.error());
        return false;
    }
    request.input.given = address->given;
    request.input.endpoint = address->endpoint;
    if (m_command.scheme) {
        if (address->schemeGiven && *m_command.scheme != address->endpoint.scheme) {
            wrongUsage({tr("The proxy's address says %1, and --scheme says %2.")
                            .arg(toString(address->endpoint.scheme), toString(*m_command.scheme)),
                        tr("Leave one of them out.")});
            return false;
        }
        request.input.endpoint.scheme = *m_command.scheme;
    }
    const bool socks = request.input.endpoint.scheme == ProxyScheme::Socks5
        || request.input.endpoint.scheme == ProxyScheme::Socks4a;
    if (socks && m_command.auth.value_or(AuthChoice::Any) != AuthChoice::Any) {
        wrongUsage({tr("--auth chooses a sign-in of HTTP proxies, and this is a SOCKS proxy."),
                    tr("Leave it out: SOCKS has one sign-in with a password and no other.")});
        return false;
    }
    request.input.problems = address->problems;
    if (request.credentials.user.isEmpty())
        request.credentials.user = address->credentials.user;
    return true;
}

bool ConsoleApp::readCertificates(RunRequest &request)
{
    if (m_command.caFile.isEmpty())
        return true;
    const QString name = shown(m_command.caFile);
    QFile file(m_command.caFile);
    if (QFileInfo(file).isDir() || !file.open(QIODevice::ReadOnly)) {
        wrongUsage({tr("The file with certificates cannot be read: %1").arg(name),
                    tr("Check the name given with --ca-file.")});
        return false;
    }
    request.extraTrust = QSslCertificate::fromData(file.read(longestCertificateFile), QSsl::Pem);
    if (request.extraTrust.isEmpty()) {
        wrongUsage({tr("There is no certificate in the file %1.").arg(name),
                    tr("It must hold certificates as PEM text, which begins with "
                       "\"-----BEGIN CERTIFICATE-----\".")});
        return false;
    }
    request.input.caFile = QFileInfo(m_command.caFile).fileName();
    return true;
}

bool ConsoleApp::bundleCanBeWritten()
{
    if (m_command.bundleFile.isEmpty())
        return true;
    // Asked before the test: it may be long, and may not be repeated as one likes.
    const QFileInfo file(m_command.bundleFile);
    const QFileInfo folder(file.absolutePath());
    if (!file.isDir() && folder.isDir() && folder.isWritable())
        return true;
    wrongUsage({tr("The bundle cannot be saved as %1.").arg(shown(m_command.bundleFile)),
                tr("Give a file name in a folder that exists and can be written to.")});
    return false;
}

bool ConsoleApp::readSecret(RunRequest &request)
{
    const auto take = [&](Result<Secret> secret) {
        if (!secret) {
            m_io.writeError(wordPasswordFailure(secret.error()) + u'\n');
            finish(ExitCode::WrongUsage);
            return false;
        }
        request.credentials.password = std::move(*secret);
        return true;
    };
    switch (m_command.password) {
    case PasswordSource::StandardInput:
        if (m_io.inIsTerminal) {
            wrongUsage({tr("The password would be seen on the screen while it is typed."),
                        tr("Pass it through a pipe, for example:\n"
                           "  read -rs PW; printf %s \"$PW\" | proxy-triage-cli check … --password-stdin")});
            return false;
        }
        return take(readPassword(*m_io.in));
    case PasswordSource::File:
        return take(readPasswordFile(m_command.passwordFile));
    case PasswordSource::Profile:
    case PasswordSource::None:
        break;
    }
    return true;
}

void ConsoleApp::askKeychain()
{
    m_askingKeychain = true;
    m_services.secrets->read(m_secretId,
                             [this](SecretAnswer answer) { keychainAnswered(std::move(answer)); });
}

void ConsoleApp::keychainAnswered(SecretAnswer answer)
{
    m_askingKeychain = false;
    if (answer.state == SecretState::Cancelled) {
        m_io.writeError(tr("Stopped before the test began.") + u'\n');
        finish(ExitCode::CouldNotRun);
        return;
    }
    m_request.input.keychain = keychainUse(answer.state);
    m_request.input.keychainDetail = answer.detail;
    if (answer.state == SecretState::Read)
        m_request.credentials.password = std::move(answer.secret);
    else
        m_io.writeError(tr("The stored password could not be read; the test goes on without it.") + u'\n');
    recall();
}

/// Fetches what is needed to compare the password with those that were accepted before.
void ConsoleApp::recall()
{
    if (!m_history || !m_request.credentials.password || !m_history->knows(m_profile->id)) {
        run();
        return;
    }
    m_askingKeychain = true;
    m_history->open([this](SecretState state, const QString &) {
        m_askingKeychain = false;
        if (state == SecretState::Cancelled) {
            m_io.writeError(tr("Stopped before the test began.") + u'\n');
            finish(ExitCode::CouldNotRun);
            return;
        }
        if (state != SecretState::Stored) {
            m_io.writeError(tr("The keychain did not give the key to what is remembered of earlier tests; "
                               "this password cannot be compared with them.")
                            + u'\n');
        }
        run();
    });
}

void ConsoleApp::run()
{
    CaseInput &input = m_request.input;
    input.user = m_request.credentials.user;
    input.domain = m_request.credentials.domain;
    if (m_request.credentials.password) {
        input.secret = m_request.credentials.password->facts();
        m_secret = m_request.credentials.password->clone();
    }
    // What came in an address was looked at there.
    const bool typedUser = input.user == m_command.user;
    if (!m_request.practice) {
        input.problems += fieldProblems(typedUser ? input.user : QString(),
                                        input.secret ? &*input.secret : nullptr, {});
    }
    m_request.environment = environmentFacts(m_services.environment, m_services.clock->utcNow());
    m_request.settings = m_services.computer;
    if (m_request.practice) {
        // Nothing of this computer's own belongs into an exercise.
        m_request.environment.sources.clear();
        m_request.settings = m_practiceSettings.get();
    }
    m_request.environment.memory = m_memory;
    if (m_history)
        m_request.environment.memory = m_history->compared(m_profile->id, input.endpoint, m_request.credentials);
    m_request.environment.fromSettings = input.given.isEmpty() && input.endpoint.host.isEmpty();

    if (!m_request.practice && m_services.negotiate)
        m_request.negotiate = m_services.negotiate();
    if (m_command.watchMinutes > 0)
        return watch();
    m_runner = std::make_unique<Runner>(*m_services.clock, *m_services.random);
    connect(m_runner.get(), &Runner::stageFinished, this, &ConsoleApp::stageFinished);
    connect(m_runner.get(), &Runner::finished, this, &ConsoleApp::runFinished);
    m_runner->start(std::move(m_request));
}

void ConsoleApp::stageFinished(const StageResult &result)
{
    m_io.writeError(tr("[%1] %2: %3")
                        .arg(wordStageStatus(result.status), wordStageName(result.id), wordStage(result))
                    + u'\n');
}

void ConsoleApp::runFinished(const Case &result)
{
    if (proxyIsMissing(result))
        return;
    remember(result, printResult(m_io, result, {m_command.json, m_command.bundleFile}, runSecrets(),
                                 m_services.clock->utcNow()));
}

bool ConsoleApp::proxyIsMissing(const Case &result)
{
    if (result.stages.isEmpty() || result.stages.first().code != stagecode::noProxySet)
        return false;
    wrongUsage({tr("The proxy to test is missing: no setting of this computer names one."),
                tr("Give it with --proxy HOST:PORT, or name a saved profile with --profile NAME.")});
    return true;
}

QList<const Secret *> ConsoleApp::runSecrets() const
{
    QList<const Secret *> secrets;
    for (const SettingsReader *reader : {m_services.computer, m_practiceSettings.get()}) {
        if (reader)
            secrets += reader->secrets();
    }
    if (!m_secret.isEmpty())
        secrets.append(&m_secret);
    return secrets;
}

void ConsoleApp::watch()
{
    WatchRequest request;
    request.run = std::move(m_request);
    request.intervalMs = m_command.everySeconds * m_services.watchSecondMs;
    request.durationMs = qint64(m_command.watchMinutes) * 60 * m_services.watchSecondMs;
    request.mostRounds = int(WatchLog::mostRounds);
    if (request.run.practice) {
        if (const Result<Scenario> scenario = scenarioById(request.run.scenario))
            request.negotiate = [played = *scenario] { return played.negotiate(); };
    } else {
        request.negotiate = m_services.negotiate;
    }
    m_watchLog = std::make_unique<WatchLog>();
    m_watch = std::make_unique<Watch>(*m_services.clock, *m_services.random, std::move(request));
    connect(m_watch.get(), &Watch::roundFinished, this, &ConsoleApp::roundFinished);
    connect(m_watch.get(), &Watch::finished, this, &ConsoleApp::watchFinished);
    m_watch->start();
}

void ConsoleApp::roundFinished(const Case &result, bool withheld)
{
    if (m_watchLog->isEmpty() && proxyIsMissing(result)) {
        m_watch->cancel();
        return;
    }
    const QList<WatchChange> changes = m_watchLog->add(result, withheld);
    if (result.cancelled)
        return;
    const WatchRound &round = m_watchLog->rounds().last();
    m_io.writeError(tr("[%1] %2: %3", "number of a round, time, what was seen")
                        .arg(QString::number(round.number), wordWatchTime(round.startedUtc), wordWatchRound(round))
                    + u'\n');
    for (const WatchChange &change : changes) {
        const QString line = tr("%1: %2", "time, what changed")
                                 .arg(wordWatchBothTimes(change.afterUtc), wordWatchChange(change))
            + u'\n';
        // Standard output is the JSON's alone.
        m_command.json ? m_io.writeError(line) : m_io.writeOut(line);
    }
}

void ConsoleApp::watchFinished()
{
    if (m_finished)
        return;
    if (m_watchLog->isEmpty()) {
        // Stopped before the first round had ended: what is known so far, as without a watch.
        if (const Case *interrupted = m_watchLog->interrupted()) {
            finish(printResult(m_io, *interrupted, {m_command.json, m_command.bundleFile}, runSecrets(),
                               m_services.clock->utcNow()));
            return;
        }
        finish(ExitCode::CouldNotRun);
        return;
    }
    const Case *decisive = m_watchLog->caseOf(m_watchLog->decisiveRound());
    finish(printResult(m_io, *decisive, {m_command.json, m_command.bundleFile, m_watchLog.get()}, runSecrets(),
                       m_services.clock->utcNow()));
}

/// Keeps with the profile that its proxy accepted this password: the time and a keyed hash.
void ConsoleApp::remember(const Case &result, ExitCode code)
{
    const std::optional<QString> scheme = m_history ? acceptedSignIn(result) : std::nullopt;
    if (!scheme || m_secret.isEmpty() || result.input.endpoint != m_profile->endpoint) {
        finish(code);
        return;
    }
    m_askingKeychain = true;
    const Credentials accepted{result.input.user, result.input.domain, m_secret.clone()};
    m_history->keepAccepted(m_profile->id, result.input.endpoint, accepted, *scheme,
                            [this, code](SecretState state, const QString &) {
                                m_askingKeychain = false;
                                if (state != SecretState::Stored) {
                                    m_io.writeError(tr("It is not remembered that the proxy accepted this "
                                                       "password, because the keychain cannot be used for it.")
                                                    + u'\n');
                                }
                                finish(code);
                            });
}

void ConsoleApp::analyze()
{
    QByteArray bytes;
    if (m_command.subject == u"-") {
        // At most what is allowed, whatever is piped in.
        while (bytes.size() <= longestRecording) {
            const QByteArray more = m_io.in->read(64 * 1024);
            if (more.isEmpty())
                break;
            bytes += more;
        }
    } else {
        QFile file(m_command.subject);
        if (QFileInfo(file).isDir() || !file.open(QIODevice::ReadOnly)) {
            wrongUsage({tr("The file cannot be read: %1").arg(shown(m_command.subject)),
                        tr("Name a file with raw HTTP text or a support bundle, or - for standard input.")});
            return;
        }
        bytes = file.read(longestRecording + 1);
    }
    if (bytes.size() > longestRecording) {
        failed({u"intake.too-large"_s, u"read"_s, {}});
        return;
    }
    const Result<Case> read = looksLikeBundle(bytes) ? caseFromBundle(bytes) : caseFromText(bytes);
    if (!read) {
        failed(read.error());
        return;
    }
    finish(printResult(m_io, *read, {m_command.json, {}}, {}, m_services.clock->utcNow()));
}

void ConsoleApp::listPractice()
{
    const QList<Scenario> scenarios = builtInScenarios();
    qsizetype width = 0;
    for (const Scenario &scenario : scenarios)
        width = std::max(width, scenario.id.size());
    for (const Scenario &scenario : scenarios)
        m_io.writeOut(scenario.id.leftJustified(width + 2) + scenarioTitle(scenario.id) + u'\n');
    finish(ExitCode::Healthy);
}

std::unique_ptr<PracticeProxy> ConsoleApp::playing(const Scenario &scenario, quint16 &port)
{
    auto proxy = std::make_unique<PracticeProxy>(scenario);
    const Result<quint16> listening = proxy->listen(m_command.port);
    if (!listening) {
        failed(listening.error());
        return nullptr;
    }
    port = *listening;
    return proxy;
}

void ConsoleApp::practice()
{
    const Result<Scenario> scenario = scenarioById(m_command.subject);
    if (!scenario) {
        wrongUsage({wordFailure(scenario.error()), tr("List the scenarios with: proxy-triage-cli practice --list")});
        return;
    }
    if (!bundleCanBeWritten())
        return;
    if (!scenario->recording.isEmpty()) {
        if (m_command.watchMinutes > 0) {
            wrongUsage({tr("This scenario is a recording; there is no proxy to watch."), tr("Leave --watch out.")});
            return;
        }
        Result<Case> read = caseFromText(scenario->recording);
        if (!read)
            return failed(read.error());
        read->scenario = scenario->id;
        finish(printResult(m_io, *read, {m_command.json, m_command.bundleFile}, {},
                           m_services.clock->utcNow()));
        return;
    }
    quint16 port = 0;
    m_practice = playing(*scenario, port);
    if (!m_practice)
        return;
    m_request = scenarioRequest(*scenario, *m_practice, port);
    if (scenario->hasSettings()) {
        const QString authority
            = ProxyEndpoint{scenario->scheme, m_practice->host(), port}.authority();
        m_practiceSettings = std::make_unique<ComputerSettings>(
            practiceSettings(*scenario, authority, m_services.pacProgram), *m_services.clock);
    }
    m_memory = practiceMemory(*scenario, m_request.input.endpoint, m_request.credentials,
                              m_services.clock->utcNow());
    run();
}

void ConsoleApp::practiceTable()
{
    m_table = std::make_unique<PracticeTable>(m_io, *m_services.clock, *m_services.random,
                                              m_services.pacProgram, m_command.json);
    connect(m_table.get(), &PracticeTable::finished, this, [this](ExitCode code) { finish(code); });
    m_table->start(builtInScenarios());
}

void ConsoleApp::servePractice()
{
    const Result<Scenario> scenario = scenarioById(m_command.subject);
    if (!scenario) {
        wrongUsage({wordFailure(scenario.error()), tr("List the scenarios with: proxy-triage-cli practice --list")});
        return;
    }
    if (!scenario->recording.isEmpty()) {
        wrongUsage({tr("This scenario is a recording; there is no proxy to run."),
                    tr("Read it with: proxy-triage-cli practice %1").arg(scenario->id)});
        return;
    }
    quint16 port = 0;
    m_practice = playing(*scenario, port);
    if (!m_practice)
        return;
    m_serving = true;
    connect(m_practice.get(), &PracticeProxy::logged, this,
            [this](const QString &line) { m_io.writeError(shown(line) + u'\n'); });
    const QString scheme
        = scenario->scheme == ProxyScheme::Http ? QString() : toString(scenario->scheme) + u"://"_s;
    const QString address = scheme + u"127.0.0.1:"_s + QString::number(port);
    m_io.writeOut(tr("Practice proxy: %1").arg(scenarioTitle(scenario->id)) + u'\n');
    m_io.writeOut(tr("Address: %1").arg(address) + u'\n');
    if (scenario->hasPassword) {
        m_io.writeOut(tr("User name: %1").arg(scenario->user) + u'\n');
        m_io.writeOut(tr("Password (made up for this scenario): %1").arg(scenario->password) + u'\n');
    }
    m_io.writeOut(tr("Websites it plays: %1").arg(scenario->targets.join(u' ')) + u'\n');
    m_io.writeOut(tr("It runs until you stop it with Ctrl+C.") + u'\n');
}

} // namespace pt
