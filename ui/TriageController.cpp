// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TriageController.h"

#include "advice/Wording.h"
#include "diagnosis/AcceptedSignIn.h"
#include "diagnosis/Diagnose.h"
#include "diagnosis/Spellings.h"
#include "diagnosis/WatchRounds.h"
#include "intake/CaseFromBundle.h"
#include "intake/CaseFromText.h"
#include "intake/FieldProblems.h"
#include "model/Clock.h"
#include "model/RandomSource.h"
#include "model/VisibleText.h"
#include "platform/ComputerSettings.h"
#include "platform/ProfileStore.h"
#include "platform/SignInHistory.h"
#include "platform/SystemFacts.h"
#include "practice/PracticeMemory.h"
#include "practice/PracticeProxy.h"
#include "practice/PracticeSettings.h"
#include "rehearsal/ScenarioRequest.h"
#include "protocol/ChooseProxy.h"
#include "protocol/PacResult.h"
#include "protocol/SettingsClients.h"
#include "protocol/SourcePlace.h"
#include "report/TextReport.h"
#include "stages/Runner.h"
#include "stages/Watch.h"

#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSettings>
#include <QUrl>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

const QString targetsKey = u"test/targets"_s;
const QString languageKey = u"window/language"_s;

constexpr qint64 largestFile = 64 * 1024 * 1024;

QStringList defaultTargets()
{
    return {u"http://example.com/"_s, u"https://example.com/"_s};
}

QList<TriageController::StageRow> freshRows()
{
    QList<TriageController::StageRow> rows;
    for (const StageId id : {StageId::Settings, StageId::Resolve, StageId::Connect, StageId::Challenge,
                             StageId::SignIn, StageId::Tunnel, StageId::Target}) {
        rows.append({id, false, std::nullopt});
    }
    return rows;
}

TriageController::StageRow &rowOf(QList<TriageController::StageRow> &rows, StageId id)
{
    for (TriageController::StageRow &row : rows) {
        if (row.id == id)
            return row;
    }
    const auto after = std::find_if(rows.begin(), rows.end(), [&](const auto &row) { return row.id > id; });
    return *rows.insert(after, {id, false, std::nullopt});
}

} // namespace

TriageController::TriageController(TriageServices services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_profileStore(std::make_unique<ProfileStore>(*m_services.settings))
    , m_history(std::make_unique<SignInHistory>(*m_profileStore, m_services.secrets, *m_services.random,
                                                *m_services.clock))
    , m_facts(pt::environmentFacts(m_services.environment, m_services.clock->utcNow()))
    , m_targets(m_services.settings->value(targetsKey).toStringList())
    , m_stageRows(freshRows())
{
    if (m_targets.isEmpty())
        m_targets = defaultTargets();
    if (m_services.secrets) {
        connect(m_services.secrets, &SecretStore::waitingForUser, this, [this] {
            if (m_keychainNote == KeychainNote::Asking || m_phase == RunPhase::ReadingKeychain)
                setKeychainNote(KeychainNote::WaitingForUser);
        });
    }
}

TriageController::~TriageController()
{
    wipeSecrets();
}

bool TriageController::isRunning() const
{
    return m_phase == RunPhase::ReadingKeychain || m_phase == RunPhase::Running
        || m_phase == RunPhase::Cancelling;
}

bool TriageController::canGoBack() const
{
    return m_page != PageId::Start && !isRunning();
}

bool TriageController::canGoNext() const
{
    switch (m_page) {
    case PageId::Start:
    case PageId::Bundle:
    case PageId::Watch:
        return false;
    case PageId::Run:
        return !isRunning() && m_hasResult;
    case PageId::Result:
        return m_hasResult;
    default:
        return true;
    }
}

void TriageController::next()
{
    if (!canGoNext())
        return;
    emit notice(Severity::Info, {});
    switch (m_page) {
    case PageId::Proxy:
        if (checkProxy())
            goTo(PageId::SignIn);
        break;
    case PageId::SignIn:
        goTo(PageId::Targets);
        break;
    case PageId::Targets:
        if (checkTargets())
            startRun();
        break;
    case PageId::Run:
        goTo(PageId::Result);
        break;
    case PageId::Result:
        goTo(PageId::Bundle);
        break;
    case PageId::Start:
    case PageId::Bundle:
    case PageId::Watch:
        break;
    }
}

void TriageController::back()
{
    if (!canGoBack() || !mayLeaveWatch())
        return;
    emit notice(Severity::Info, {});
    switch (m_page) {
    case PageId::Start:
        break;
    case PageId::Proxy:
        goTo(PageId::Start);
        break;
    case PageId::SignIn:
        goTo(PageId::Proxy);
        break;
    case PageId::Targets:
        goTo(PageId::SignIn);
        break;
    case PageId::Run:
        goTo(PageId::Targets);
        break;
    case PageId::Result:
        goTo(m_canTestAgain ? PageId::Targets : PageId::Start);
        break;
    case PageId::Bundle:
    case PageId::Watch:
        goTo(PageId::Result);
        break;
    }
}

void TriageController::goTo(PageId page)
{
    if (page == m_page)
        return;
    stopWatch();
    m_page = page;
    if (page == PageId::Start && practising())
        startOver();
    if (page == PageId::Bundle)
        prepareBundle();
    emit pageChanged(page);
    emit navigationChanged();
}

void TriageController::startOver()
{
    if (m_runner)
        m_runner.reset();
    endWatch(WatchPhase::Idle);
    m_watchLog = {};
    wipeSecrets();
    endPractice();
    m_pasted = {};
    m_endpoint = {};
    m_fieldProblems.clear();
    m_credentials = {};
    m_signsIn = true;
    m_byTicket = false;
    m_rememberPassword = false;
    m_attemptLimit = 1;
    m_ntlmVersion1 = false;
    m_profileId.clear();
    m_profileHasSecret = false;
    ++m_recall;
    ++m_keychainQuestion;
    m_keychainNote = KeychainNote::None;
    m_keychainDetail.clear();
    m_phase = RunPhase::Idle;
    m_stageRows = freshRows();
    m_attempts = {};
    m_hasResult = false;
    m_canTestAgain = false;
    m_case = {};
    m_diagnosis = {};
    m_bundle = {};
    m_bundleFailure.reset();
    m_savedTo.clear();
    emit addressChanged();
    emit signInChanged();
    emit targetsChanged();
    emit keychainChanged();
    emit runChanged();
    emit watchChanged();
    emit resultChanged();
    emit bundleChanged();
    m_page = PageId::Start;
    emit pageChanged(m_page);
    emit navigationChanged();
}

void TriageController::shutDown()
{
    m_runner.reset();
    endWatch(WatchPhase::Idle);
    if (m_services.computer)
        m_services.computer->cancel();
    ++m_recall;
    ++m_keychainQuestion;
    if (m_services.secrets)
        m_services.secrets->cancel();
    wipeSecrets();
    endPractice();
    m_phase = RunPhase::Idle;
}

void TriageController::wipeSecrets()
{
    m_credentials.password.reset();
    m_sentSecret.reset();
    m_refusals = 0;
    m_passwordFrom = PasswordFrom::Nowhere;
}

// The proxy

void TriageController::setPastedText(const QString &text)
{
    PastedAddress address = readPastedAddress(text);
    // The field shows a password as stars. Where the rest is edited, they are not a new password.
    if (address.credentials.password && address.credentials.password->equals(Secret::takeText(u"***"_s)))
        address.credentials.password.reset();
    takeAddress(std::move(address), PasswordFrom::Pasted);
}

void TriageController::takeAddress(PastedAddress &&address, PasswordFrom from)
{
    m_profileId.clear();
    m_profileHasSecret = false;
    m_pasted = std::move(address);
    m_endpoint = m_pasted.endpoint;
    m_fieldProblems.clear();
    if (m_pasted.hasUserInfo) {
        m_credentials.user = m_pasted.credentials.user;
        m_signsIn = true;
        if (m_pasted.credentials.password)
            setPassword(m_pasted.credentials.password->clone(), from);
    } else if (m_passwordFrom == PasswordFrom::Pasted) {
        // It belonged to the address that was there before, and must not go to another proxy.
        m_credentials = {};
        m_passwordFrom = PasswordFrom::Nowhere;
    }
    // The one copy that is kept is that of the sign-in.
    m_pasted.credentials.password.reset();
    takeFieldProblems();
    emit addressChanged();
    emit signInChanged();
    emit navigationChanged();
}

void TriageController::setHost(const QString &host)
{
    if (m_endpoint.host == host)
        return;
    m_endpoint.host = host;
    takeFieldProblems();
    emit addressChanged();
    emit navigationChanged();
}

void TriageController::setPort(int port)
{
    const auto value = quint16(qBound(0, port, 65535));
    if (m_endpoint.port == value)
        return;
    m_endpoint.port = value;
    emit addressChanged();
    emit navigationChanged();
}

void TriageController::setScheme(ProxyScheme scheme)
{
    m_endpoint.scheme = scheme;
    emit addressChanged();
}

void TriageController::takeFieldProblems()
{
    const std::optional<SecretFacts> facts = m_signsIn ? passwordFacts() : std::nullopt;
    m_fieldProblems.clear();
    const QList<InputProblem> found
        = fieldProblems(m_signsIn ? m_credentials.user : QString(), facts ? &*facts : nullptr, m_endpoint.host);
    for (const InputProblem &problem : found) {
        // What came out of the pasted address was said of the address already.
        const bool said = std::any_of(m_pasted.problems.cbegin(), m_pasted.problems.cend(),
                                      [&](const InputProblem &other) { return other.kind == problem.kind; });
        if (!said)
            m_fieldProblems.append(problem);
    }
}

Secret TriageController::correctedUrl() const
{
    return encodedProxyUrl(m_endpoint, m_credentials);
}

void TriageController::readSettings()
{
    if (!m_services.computer || isRunning())
        return;
    m_readingSettings = true;
    emit settingsChanged();
    m_services.computer->read(m_targets, {}, {}, [this](const SettingsReader::Found &found) {
        m_readingSettings = false;
        m_facts.sources = found.sources;
        m_facts.pac = found.pac;
        emit settingsChanged();
    });
}

void TriageController::useSource(qsizetype index)
{
    if (index < 0 || index >= m_facts.sources.size())
        return;
    const ProxySource source = m_facts.sources.at(index);
    if (source.use == SourceUse::Pac) {
        for (const PacFacts &pac : std::as_const(m_facts.pac)) {
            if (pac.source != source.id())
                continue;
            for (const PacAnswer &answer : pac.answers) {
                const auto entries = readPacResult(answer.text);
                if (entries && !entries->first().direct) {
                    takeProxy(source, entries->first().endpoint);
                    return;
                }
            }
        }
        emit notice(Severity::Warning,
                    tr("The PAC file of this setting names no proxy for the websites to test."));
        return;
    }
    if (source.use != SourceUse::Proxy || source.endpoint.host.isEmpty()) {
        emit notice(Severity::Warning, tr("This setting names no proxy that can be tested."));
        return;
    }
    takeProxy(source, source.endpoint);
}

void TriageController::useSettings()
{
    const QUrl target(m_targets.value(0));
    const SettingsChoice choice = chooseProxy(m_facts, ownSettingsClient(), target);
    using Way = SettingsChoice::Way;
    if (choice.way == Way::Proxy && !choice.endpoint.host.isEmpty()) {
        const ProxySource source = m_facts.sources.at(choice.source);
        takeProxy(source, choice.endpoint);
        emit notice(Severity::Info, tr("Taken from this computer's settings: %1.")
                                        .arg(visibleText(placeOf(source), false, 120)));
    } else if (choice.way == Way::Direct) {
        emit notice(Severity::Warning, tr("This computer's settings send %1 past every proxy.")
                                           .arg(visibleText(target.toString(), false, 120)));
    } else if (choice.source >= 0) {
        emit notice(Severity::Warning,
                    tr("The proxy cannot be told from %1.")
                        .arg(visibleText(placeOf(m_facts.sources.at(choice.source)), false, 120)));
    } else {
        emit notice(Severity::Info, tr("No setting of this computer names a proxy for the websites to test."));
    }
}

void TriageController::takeProxy(const ProxySource &source, const ProxyEndpoint &endpoint)
{
    const QString variable = source.kind == SourceKind::Environment
        ? m_services.environment.value(source.name)
        : QString();
    if (!variable.isEmpty()) {
        // As it is written, so that what is odd in it is seen.
        takeAddress(readPastedAddress(variable), PasswordFrom::Pasted);
    } else {
        PastedAddress address = readPastedAddress(toString(endpoint.scheme) + "://"_L1 + endpoint.authority());
        if (m_services.computer && source.use == SourceUse::Proxy)
            address.credentials = m_services.computer->credentialsOf(source);
        address.hasUserInfo = !address.credentials.isEmpty();
        takeAddress(std::move(address), PasswordFrom::Pasted);
    }
    goTo(PageId::Proxy);
}

bool TriageController::checkProxy()
{
    if (m_endpoint.host.trimmed().isEmpty()) {
        emit notice(Severity::Error,
                    tr("Please give the proxy's name or address, for example proxy.example.com:8080."));
        return false;
    }
    if (m_endpoint.port == 0) {
        emit notice(Severity::Error, tr("Please give the proxy's port. Common ones are 8080 and 3128."));
        return false;
    }
    return true;
}

// The sign-in

void TriageController::setSignsIn(bool on)
{
    if (m_signsIn == on && !m_byTicket)
        return;
    m_signsIn = on;
    m_byTicket = false;
    emit signInChanged();
}

void TriageController::useTicket()
{
    if (byTicket())
        return;
    m_signsIn = false;
    m_byTicket = true;
    emit signInChanged();
}

void TriageController::setUser(const QString &user)
{
    if (m_credentials.user == user)
        return;
    m_credentials.user = user;
    takeFieldProblems();
    emit signInChanged();
    emit addressChanged();
}

void TriageController::setDomain(const QString &domain)
{
    if (m_credentials.domain == domain)
        return;
    m_credentials.domain = domain;
    emit signInChanged();
}

void TriageController::setPassword(Secret password, PasswordFrom from)
{
    m_credentials.password = std::move(password);
    m_passwordFrom = from;
    emit signInChanged();
}

void TriageController::clearPassword()
{
    m_credentials.password.reset();
    m_passwordFrom = PasswordFrom::Nowhere;
    emit signInChanged();
}

std::optional<SecretFacts> TriageController::passwordFacts() const
{
    if (!m_credentials.password)
        return std::nullopt;
    return m_credentials.password->facts();
}

void TriageController::setRememberPassword(bool on)
{
    if (m_rememberPassword == on)
        return;
    m_rememberPassword = on;
    if (!on && m_profileHasSecret && m_services.secrets) {
        // Unticking is the person's word that the stored one shall go.
        const QString id = m_profileId;
        m_profileHasSecret = false;
        if (std::optional<Profile> profile = m_profileStore->find(id)) {
            profile->secretStored = false;
            m_profileStore->save(*profile);
        }
        setKeychainNote(KeychainNote::Asking);
        const quint64 question = ++m_keychainQuestion;
        m_services.secrets->remove(id, [this, self = QPointer(this), question](const SecretAnswer &answer) {
            if (self && question == m_keychainQuestion)
                setKeychainNote(noteOf(answer.state), answer.detail);
        });
        emit profilesChanged();
    }
    emit signInChanged();
}

void TriageController::probeKeychain()
{
    if (!m_services.secrets) {
        setKeychainNote(KeychainNote::Unavailable);
        return;
    }
    setKeychainNote(KeychainNote::Asking);
    const quint64 question = ++m_keychainQuestion;
    m_services.secrets->probe([this, self = QPointer(this), question](const SecretAnswer &answer) {
        if (!self || question != m_keychainQuestion)
            return;
        const bool works = answer.state == SecretState::Deleted || answer.state == SecretState::Stored
            || answer.state == SecretState::Read;
        setKeychainNote(works ? KeychainNote::Works : noteOf(answer.state), answer.detail);
    });
}

TriageController::KeychainNote TriageController::noteOf(SecretState state)
{
    switch (state) {
    case SecretState::Stored:
        return KeychainNote::Saved;
    case SecretState::Deleted:
        return KeychainNote::Removed;
    case SecretState::Read:
        return KeychainNote::Works;
    case SecretState::NotFoundOrLocked:
        return KeychainNote::NotFoundOrLocked;
    case SecretState::Unavailable:
        return KeychainNote::Unavailable;
    case SecretState::Denied:
        return KeychainNote::Denied;
    case SecretState::TimedOut:
        return KeychainNote::TimedOut;
    case SecretState::TooLarge:
        return KeychainNote::TooLarge;
    case SecretState::Cancelled:
        return KeychainNote::None;
    }
    return KeychainNote::None;
}

void TriageController::setKeychainNote(KeychainNote note, const QString &detail)
{
    m_keychainNote = note;
    m_keychainDetail = detail;
    emit keychainChanged();
}

void TriageController::setAttemptLimit(int limit)
{
    m_attemptLimit = qBound(1, limit, 3);
    emit signInChanged();
}

void TriageController::setNtlmVersion1(bool on)
{
    m_ntlmVersion1 = on;
    emit signInChanged();
}

// Targets and options

void TriageController::setTargets(const QStringList &targets)
{
    if (m_targets == targets)
        return;
    m_targets = targets;
    emit targetsChanged();
}

void TriageController::setCaFile(const QString &fileName)
{
    if (m_caFile == fileName)
        return;
    m_caFile = fileName;
    emit targetsChanged();
}

void TriageController::setUserAgent(const QString &userAgent)
{
    if (m_userAgent == userAgent)
        return;
    m_userAgent = userAgent;
    emit targetsChanged();
}

void TriageController::setTimeoutSeconds(int seconds)
{
    m_timeoutSeconds = qBound(0, seconds, 60);
    emit targetsChanged();
}

void TriageController::setKeepProfile(bool on)
{
    m_keepProfile = on;
    emit targetsChanged();
}

bool TriageController::checkTargets()
{
    QStringList cleaned;
    for (const QString &line : std::as_const(m_targets)) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty())
            continue;
        const QUrl url(trimmed, QUrl::StrictMode);
        const bool web = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
        if (!url.isValid() || !web || url.host().isEmpty()) {
            emit notice(Severity::Error,
                        tr("\"%1\" is not a web address. It must begin with http:// or https://.")
                            .arg(visibleText(trimmed, false, 120)));
            return false;
        }
        if (!url.userInfo().isEmpty()) {
            emit notice(Severity::Error,
                        tr("A site's address must not hold a user name or password. Please take it out."));
            return false;
        }
        cleaned.append(trimmed);
    }
    if (cleaned.isEmpty()) {
        emit notice(Severity::Error, tr("Please give at least one site to test with."));
        return false;
    }
    m_extraTrust.clear();
    if (!m_caFile.isEmpty()) {
        QFile file(m_caFile);
        if (!file.open(QIODevice::ReadOnly)) {
            emit notice(Severity::Error, tr("The certificate file \"%1\" cannot be read: %2")
                                             .arg(visibleText(m_caFile), visibleText(file.errorString())));
            return false;
        }
        m_extraTrust = QSslCertificate::fromData(file.read(largestFile), QSsl::Pem);
        if (m_extraTrust.isEmpty()) {
            emit notice(Severity::Error,
                        tr("The file \"%1\" holds no certificate in PEM form. It must begin with "
                           "\"-----BEGIN CERTIFICATE-----\".")
                            .arg(visibleText(m_caFile)));
            return false;
        }
    }
    m_targets = cleaned;
    if (!practising())
        m_services.settings->setValue(targetsKey, m_targets);
    emit targetsChanged();
    return true;
}

// Profiles

QList<Profile> TriageController::profiles() const
{
    return m_profileStore->profiles();
}

void TriageController::useProfile(const QString &id)
{
    const std::optional<Profile> profile = m_profileStore->find(id);
    if (!profile)
        return;
    startOver();
    m_pasted = readPastedAddress(profile->endpoint.authority());
    m_endpoint = profile->endpoint;
    m_credentials.user = profile->user;
    m_credentials.domain = profile->domain;
    m_signsIn = !profile->user.isEmpty() || profile->secretStored;
    m_byTicket = !m_signsIn && profile->auth == AuthChoice::Negotiate;
    if (!profile->targets.isEmpty())
        m_targets = profile->targets;
    m_profileId = profile->id;
    m_profileHasSecret = profile->secretStored;
    m_rememberPassword = profile->secretStored;
    emit addressChanged();
    emit signInChanged();
    emit targetsChanged();
    goTo(PageId::Proxy);
}

void TriageController::renameProfile(const QString &id, const QString &name)
{
    std::optional<Profile> profile = m_profileStore->find(id);
    if (!profile || name.trimmed().isEmpty() || profile->name == name.trimmed()) {
        emit profilesChanged();
        return;
    }
    profile->name = name.trimmed();
    if (const Result<Profile> saved = m_profileStore->save(*profile); !saved)
        emit notice(Severity::Error, wordFailure(saved.error()));
    emit profilesChanged();
}

void TriageController::removeProfile(const QString &id)
{
    const std::optional<Profile> profile = m_profileStore->find(id);
    if (!profile)
        return;
    if (!m_profileStore->secretIds().contains(id) || !m_services.secrets) {
        m_profileStore->remove(id);
        emit profilesChanged();
        return;
    }
    m_profileStore->remove(id);
    emit profilesChanged();
    m_services.secrets->remove(id, [this, self = QPointer(this), id](const SecretAnswer &answer) {
        if (!self)
            return;
        if (answer.state == SecretState::Deleted) {
            m_profileStore->forgetSecretId(id);
            emit notice(Severity::Ok, tr("The test and its password were removed."));
        } else {
            emit notice(Severity::Warning,
                        tr("The test was removed, but its password may still be in the keychain: it could "
                           "not be opened. Unlock the keychain and delete it there."));
        }
    });
}

bool TriageController::remembersSignIns(const QString &id) const
{
    return m_history->knows(id);
}

void TriageController::forgetSignIns(const QString &id)
{
    m_history->forget(id);
    emit notice(Severity::Ok, tr("The earlier sign-ins of this test are forgotten."));
}

void TriageController::saveProfile()
{
    if (!m_keepProfile && !m_rememberPassword)
        return;
    Profile profile;
    const QString user = m_signsIn ? m_credentials.user : QString();
    const QList<Profile> known = m_profileStore->profiles();
    for (const Profile &old : known) {
        const bool same = old.endpoint == m_endpoint && old.user == user && old.domain == m_credentials.domain;
        if (old.id == m_profileId || (m_profileId.isEmpty() && same))
            profile = old;
    }
    if (profile.id.isEmpty()) {
        profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        profile.name = user.isEmpty()
            ? m_endpoint.authority()
            : tr("%1 at %2", "name of a saved test: user at proxy").arg(user, m_endpoint.authority());
    }
    profile.endpoint = m_endpoint;
    profile.user = user;
    profile.domain = m_signsIn ? m_credentials.domain : QString();
    if (byTicket())
        profile.auth = AuthChoice::Negotiate;
    else if (!m_signsIn && profile.auth == AuthChoice::Negotiate)
        profile.auth = AuthChoice::Any;
    profile.targets = m_targets;
    const Result<Profile> saved = m_profileStore->save(profile);
    if (!saved) {
        emit notice(Severity::Warning, wordFailure(saved.error()));
        return;
    }
    m_profileId = saved->id;
    m_profileHasSecret = saved->secretStored;
    emit profilesChanged();
}

bool TriageController::willSaveSecret() const
{
    return m_rememberPassword && m_services.secrets && m_credentials.password && !practising()
        && m_passwordFrom != PasswordFrom::Keychain && !m_profileId.isEmpty();
}

void TriageController::saveSecret()
{
    if (!willSaveSecret())
        return;
    if (m_case.attempts.rejected > 0) {
        setKeychainNote(KeychainNote::NotSavedRefused);
        return;
    }
    setKeychainNote(KeychainNote::Asking);
    const QString id = m_profileId;
    const quint64 question = ++m_keychainQuestion;
    // Before the answer: a call that timed out may still store the password later.
    m_profileStore->rememberSecretId(id);
    // std::function wants something that can be copied, which a Secret cannot.
    const auto stored = std::make_shared<Credentials>(m_credentials.clone());
    m_services.secrets->write(
        id, m_credentials.password->clone(),
        [this, self = QPointer(this), id, question, stored,
         proxy = m_endpoint](const SecretAnswer &answer) {
            if (!self)
                return;
            if (answer.state == SecretState::Stored) {
                if (std::optional<Profile> profile = m_profileStore->find(id)) {
                    profile->secretStored = true;
                    m_profileStore->save(*profile);
                    m_history->keepStored(id, proxy, *stored, [](SecretState, const QString &) {});
                    emit profilesChanged();
                }
                if (m_profileId == id)
                    m_profileHasSecret = true;
            }
            if (question == m_keychainQuestion)
                setKeychainNote(noteOf(answer.state), answer.detail);
        });
}

// What is remembered of earlier tests

Credentials TriageController::sentCredentials() const
{
    return {m_case.input.user, m_case.input.domain,
            m_sentSecret ? std::optional<Secret>(m_sentSecret->clone()) : std::nullopt};
}

/// Fetches the key while the test is under way; it does not wait for it.
void TriageController::recall()
{
    const quint64 recall = ++m_recall;
    if (m_profileId.isEmpty() || !m_sentSecret || !m_history->knows(m_profileId))
        return;
    m_history->open([this, self = QPointer(this), recall](SecretState state, const QString &) {
        if (!self || recall != m_recall)
            return;
        if (state != SecretState::Stored) {
            sayNotRemembered(state);
        } else if (m_hasResult && m_phase == RunPhase::Finished) {
            takeMemory();
            m_diagnosis = diagnose(m_case);
            emit resultChanged();
        }
    });
}

void TriageController::takeMemory()
{
    if (practising() || m_profileId.isEmpty())
        return;
    std::optional<SignInMemory> memory
        = m_history->compared(m_profileId, m_case.input.endpoint, sentCredentials());
    // It is about to be replaced by the one that was used.
    if (memory && willSaveSecret() && m_case.attempts.rejected == 0)
        memory->stored = SameSecret::Unknown;
    m_case.environment.memory = memory;
}

void TriageController::rememberSignIn()
{
    const bool kept = (m_keepProfile || m_rememberPassword) && !m_profileId.isEmpty();
    if (practising() || !kept || !m_sentSecret)
        return;
    const std::optional<QString> scheme = acceptedSignIn(m_case);
    if (!scheme)
        return;
    m_history->keepAccepted(m_profileId, m_case.input.endpoint, sentCredentials(), *scheme,
                            [this, self = QPointer(this)](SecretState state, const QString &) {
                                if (self && state != SecretState::Stored)
                                    sayNotRemembered(state);
                            });
}

/// Once: it would be the same after each test.
void TriageController::sayNotRemembered(SecretState state)
{
    if (state == SecretState::Cancelled || std::exchange(m_saidNotRemembered, true))
        return;
    emit notice(Severity::Info, tr("Passwords that the proxy accepted are not remembered or compared, because "
                                   "the keychain cannot be used for it."));
}

// Practice

void TriageController::endPractice()
{
    if (!m_practice)
        return;
    m_practice.reset();
    m_practiceSettings.reset();
    m_scenario.clear();
    m_limits = {};
    m_practiceAuth = AuthChoice::Any;
    m_extraTrust.clear();
    m_targets = m_services.settings->value(targetsKey).toStringList();
    if (m_targets.isEmpty())
        m_targets = defaultTargets();
}

void TriageController::startPractice(const QString &scenarioId)
{
    const Result<Scenario> scenario = scenarioById(scenarioId);
    if (!scenario) {
        emit notice(Severity::Error, wordFailure(scenario.error()));
        return;
    }
    startOver();
    if (!scenario->recording.isEmpty()) {
        analyse(scenario->recording);
        return;
    }
    auto proxy = std::make_unique<PracticeProxy>(*scenario, *m_services.clock);
    const Result<quint16> port = proxy->listen();
    if (!port) {
        emit notice(Severity::Error, wordFailure(port.error()));
        return;
    }
    m_practice = std::move(proxy);
    m_scenario = scenario->id;
    if (scenario->hasSettings()) {
        const QString authority = ProxyEndpoint{scenario->scheme, m_practice->host(), *port}.authority();
        m_practiceSettings = std::make_unique<ComputerSettings>(
            practiceSettings(*scenario, authority, m_services.pacProgram), *m_services.clock);
    }
    takeAddress(scenarioAddress(*scenario, *m_practice, *port), PasswordFrom::Practice);
    if (Credentials typed = scenario->credentials(); !typed.isEmpty())
        m_credentials = std::move(typed);
    m_signsIn = !m_credentials.isEmpty();
    m_byTicket = !m_signsIn && scenario->computer.kerberos == u"ticket"_s;
    m_passwordFrom = m_credentials.password ? PasswordFrom::Practice : PasswordFrom::Nowhere;
    m_targets = scenario->targets;
    m_limits = scenario->limits;
    m_attemptLimit = scenario->attempts;
    m_practiceAuth = scenario->auth;
    emit addressChanged();
    emit signInChanged();
    emit targetsChanged();
    goTo(PageId::Proxy);
}

// The run

Runner *TriageController::runner()
{
    if (m_runner)
        return m_runner.get();
    m_runner = std::make_unique<Runner>(*m_services.clock, *m_services.random);
    connect(m_runner.get(), &Runner::stageStarted, this, [this](StageId id) {
        rowOf(m_stageRows, id).running = true;
        emit runChanged();
    });
    connect(m_runner.get(), &Runner::stageFinished, this, [this](const StageResult &result) {
        StageRow &row = rowOf(m_stageRows, result.id);
        row.running = false;
        row.result = result;
        emit runChanged();
    });
    connect(m_runner.get(), &Runner::attemptsChanged, this, [this](const Attempts &attempts) {
        m_attempts = attempts;
        emit runChanged();
    });
    connect(m_runner.get(), &Runner::finished, this, &TriageController::runFinished);
    return m_runner.get();
}

void TriageController::setPhase(RunPhase phase)
{
    m_phase = phase;
    emit runChanged();
    emit navigationChanged();
}

int TriageController::refusals() const
{
    const bool same = m_sentSecret && m_credentials.password && m_countedProxy == m_endpoint
        && m_sentSecret->equals(*m_credentials.password);
    return same ? m_refusals : 0;
}

/// Whether what would be sent is what was sent for the result at hand.
bool TriageController::isSignInOfResult() const
{
    return canTestAgain() && m_signsIn && m_sentSecret && m_credentials.password
        && m_sentSecret->equals(*m_credentials.password)
        && m_case.input.user == m_credentials.user && m_case.input.domain == m_credentials.domain
        && m_case.input.endpoint == m_endpoint;
}

QStringList TriageController::schemesToTry() const
{
    return isSignInOfResult() ? schemesLeft(observe(m_case)) : QStringList();
}

int TriageController::spellingsToTry() const
{
    if (!isSignInOfResult())
        return 0;
    return std::min(int(m_case.attempts.untried.size()), std::max(0, mostRefusals - refusals()));
}

bool TriageController::mayTry()
{
    if (isRunning())
        return false;
    if (refusals() < mostRefusals)
        return true;
    emit notice(Severity::Warning,
                tr("The proxy refused this password %1 times. It is not sent again from here, so that "
                   "the account is not locked. Check the password, and type it anew.")
                    .arg(refusals()));
    return false;
}

void TriageController::tryScheme(const QString &scheme)
{
    const std::optional<AuthChoice> choice = parseAuthChoice(scheme.toLower());
    if (!choice || !schemesToTry().contains(scheme) || !mayTry())
        return;
    launch({*choice, 1, {}});
}

void TriageController::trySpellings()
{
    if (m_case.attempts.untried.isEmpty() || !isSignInOfResult() || !mayTry())
        return;
    Plan plan{m_plan.auth, spellingsToTry(), m_case.input.refusedBefore};
    for (const Exchange &exchange : std::as_const(m_case.exchanges)) {
        if (!exchange.answerRejected)
            continue;
        const QString spelling
            = exchange.alternative.isEmpty() ? u"as-typed"_s : exchange.alternative;
        if (!plan.refusedBefore.contains(spelling))
            plan.refusedBefore.append(spelling);
        if (plan.auth == AuthChoice::Any)
            plan.auth = parseAuthChoice(exchange.answeredScheme).value_or(AuthChoice::Any);
    }
    launch(std::move(plan));
}

void TriageController::startRun()
{
    launch({m_practiceAuth, m_attemptLimit, {}});
}

void TriageController::launch(Plan plan)
{
    if (isRunning() || isWatching())
        return;
    if (!checkProxy() || !checkTargets())
        return;
    m_plan = std::move(plan);
    // A test that is simply repeated sends the password once; beyond that the refusals add up.
    m_plan.attemptLimit = std::clamp(m_plan.attemptLimit, 1, std::max(1, mostRefusals - refusals()));
    emit notice(Severity::Info, {});
    m_stageRows = freshRows();
    m_attempts = {};
    m_attempts.limit = m_plan.attemptLimit;
    m_hasResult = false;
    m_bundle = {};
    m_bundleFailure.reset();
    m_savedTo.clear();
    if (!practising())
        saveProfile();

    if (m_signsIn && passwordInKeychain() && m_services.secrets) {
        setPhase(RunPhase::ReadingKeychain);
        goTo(PageId::Run);
        const quint64 question = ++m_keychainQuestion;
        m_services.secrets->read(m_profileId, [this, self = QPointer(this), question](SecretAnswer answer) {
            if (!self || question != m_keychainQuestion || m_phase != RunPhase::ReadingKeychain)
                return;
            KeychainUse use = KeychainUse::Unavailable;
            switch (answer.state) {
            case SecretState::Read:
                m_credentials.password = std::move(answer.secret);
                m_passwordFrom = PasswordFrom::Keychain;
                use = KeychainUse::Used;
                break;
            case SecretState::NotFoundOrLocked:
                use = KeychainUse::NotFoundOrLocked;
                break;
            case SecretState::Denied:
                use = KeychainUse::Denied;
                break;
            case SecretState::TimedOut:
                use = KeychainUse::TimedOut;
                break;
            default:
                break;
            }
            setKeychainNote(answer.state == SecretState::Read ? KeychainNote::None : noteOf(answer.state),
                            answer.detail);
            beginRun(use, answer.detail);
        });
        return;
    }
    beginRun(KeychainUse::NotUsed, {});
    goTo(PageId::Run);
}

RunRequest TriageController::makeRequest(KeychainUse use, const QString &detail)
{
    takeFieldProblems();
    RunRequest request;
    request.input.given = m_pasted.given.isEmpty() ? m_endpoint.authority() : m_pasted.given;
    request.input.endpoint = m_endpoint;
    request.input.problems = addressProblems();
    if (m_signsIn) {
        request.input.user = m_credentials.user;
        request.input.domain = m_credentials.domain;
        request.input.secret = passwordFacts();
        request.input.keychain = use;
        request.input.keychainDetail = detail;
        request.credentials = m_credentials.clone();
    } else if (m_byTicket) {
        request.input.auth = AuthChoice::Negotiate;
    }
    request.input.targets = m_targets;
    if (request.input.auth == AuthChoice::Any)
        request.input.auth = m_plan.auth;
    request.input.attemptLimit = m_plan.attemptLimit;
    request.input.refusedBefore = m_plan.refusedBefore;
    request.input.ntlmVersion1 = m_ntlmVersion1 && m_signsIn;
    setNtlmVersion1(false);
    request.input.timeoutSeconds = m_timeoutSeconds;
    request.input.userAgent = m_userAgent;
    request.input.caFile = m_caFile.isEmpty() ? QString() : QFileInfo(m_caFile).fileName();
    request.extraTrust = m_extraTrust;
    if (m_practice) {
        request.extraTrust.append(m_practice->authority());
    }
    request.environment = pt::environmentFacts(m_services.environment, m_services.clock->utcNow());
    request.settings = m_services.computer;
    m_readingSettings = false; // the run reads them anew
    if (practising()) {
        // Nothing of this computer's own belongs into an exercise.
        request.environment.sources.clear();
        request.settings = m_practiceSettings.get();
        if (const auto scenario = scenarioById(m_scenario)) {
            if (scenario->fromSettings) {
                request.environment.fromSettings = true;
                request.input.endpoint = {};
                request.input.given.clear();
                request.input.problems.clear();
            }
            takePracticeNames(request, *scenario, *m_practice,
                              scenario->fromSettings ? m_practice->host() : m_endpoint.host);
            // The keychain of an exercise gives nothing; what is typed in its place counts.
            if (m_signsIn && !hasPassword())
                request.input.keychain = scenario->keychain;
            request.input.ntlmVersion1
                = request.input.ntlmVersion1 || (scenario->ntlmVersion1 && m_signsIn);
        }
    }
    request.limits = m_limits;
    request.practice = practising();
    request.scenario = m_scenario;
    if (request.practice) {
        if (const Result<Scenario> scenario = scenarioById(m_scenario))
            request.negotiate = scenario->negotiate();
    } else if (m_services.negotiate) {
        request.negotiate = m_services.negotiate();
    }
    if (practising()) {
        if (const auto scenario = scenarioById(m_scenario)) {
            request.environment.memory = practiceMemory(*scenario, m_endpoint, request.credentials,
                                                        m_services.clock->utcNow());
        }
    }
    return request;
}

void TriageController::beginRun(KeychainUse use, const QString &detail)
{
    RunRequest request = makeRequest(use, detail);
    m_refusedInWatch = false;
    m_watchLog = {};
    m_watchPhase = WatchPhase::Idle;
    emit watchChanged();
    m_refusals = refusals();
    m_countedProxy = m_endpoint;
    m_sentSecret.reset();
    if (request.credentials.password)
        m_sentSecret = request.credentials.password->clone();
    m_canTestAgain = true;
    setPhase(RunPhase::Running);
    if (!practising())
        recall();
    runner()->start(std::move(request));
}

void TriageController::cancelRun()
{
    if (m_phase == RunPhase::ReadingKeychain) {
        ++m_keychainQuestion;
        m_services.secrets->cancel();
        setPhase(RunPhase::Cancelled);
    } else if (m_phase == RunPhase::Running) {
        setPhase(RunPhase::Cancelling);
        m_runner->cancel();
    }
}

void TriageController::runFinished(const Case &result)
{
    m_attempts = result.attempts;
    m_refusals += result.attempts.rejected;
    for (const StageResult &stage : result.stages) {
        StageRow &row = rowOf(m_stageRows, stage.id);
        row.running = false;
        row.result = stage;
    }
    const bool cancelled = m_phase == RunPhase::Cancelling || result.cancelled;
    m_case = result;
    takeMemory();
    m_diagnosis = diagnose(m_case);
    m_hasResult = true;
    emit resultChanged();
    if (cancelled) {
        setPhase(RunPhase::Cancelled);
        return;
    }
    saveSecret();
    rememberSignIn();
    setPhase(RunPhase::Finished);
    if (m_page == PageId::Run)
        goTo(PageId::Result);
}

// The result

bool TriageController::canTestAgain() const
{
    return m_hasResult && m_canTestAgain;
}

QString TriageController::ticketText() const
{
    return m_hasResult ? pt::ticketText(m_case, m_diagnosis) : QString();
}

// The watch

void TriageController::setWatchEvery(int seconds)
{
    m_watchEvery = qBound(leastEvery, seconds, mostEvery);
    emit watchChanged();
}

void TriageController::setWatchMinutes(int minutes)
{
    m_watchMinutes = qBound(1, minutes, mostMinutes);
    emit watchChanged();
}

bool TriageController::watchWithholds() const
{
    if (!canTestAgain() || (!m_signsIn && !m_byTicket))
        return false;
    const bool sent = m_byTicket
        || (m_sentSecret && m_credentials.password && m_countedProxy == m_endpoint
            && m_sentSecret->equals(*m_credentials.password));
    if (sent && m_refusedInWatch)
        return true;
    if (!m_byTicket && !isSignInOfResult())
        return refusals() > 0;
    const WatchSignIn before = watchRound(m_case, m_diagnosis, false).signIn;
    if (before == WatchSignIn::Refused || before == WatchSignIn::Unheard)
        return true;
    return before != WatchSignIn::Accepted && refusals() > 0;
}

void TriageController::startWatch()
{
    if (isWatching() || !canWatch())
        return;
    if (!checkProxy() || !checkTargets())
        return;
    if (m_watchEvery > m_watchMinutes * 60) {
        emit notice(Severity::Error,
                    tr("The time from one test to the next is longer than the whole watch. Please make it shorter."));
        return;
    }
    emit notice(Severity::Info, {});
    WatchRequest request;
    request.withhold = watchWithholds();
    request.run = makeRequest(m_case.input.keychain, m_case.input.keychainDetail);
    request.run.input.attemptLimit = 1;
    request.run.input.refusedBefore.clear();
    if (!m_byTicket)
        request.run.input.auth = m_case.input.auth;
    if (request.withhold) {
        request.run.credentials = {};
        // Where the proxy was left to the settings, it is the one that they named for the result.
        request.run.input.endpoint = m_case.input.endpoint;
        request.run.input.given = m_case.input.given;
    }
    request.intervalMs = m_watchEvery * m_services.watchSecondMs;
    request.durationMs = qint64(m_watchMinutes) * 60 * m_services.watchSecondMs;
    request.mostRounds = int(WatchLog::mostRounds);
    if (practising()) {
        if (const Result<Scenario> scenario = scenarioById(m_scenario))
            request.negotiate = [played = *scenario] { return played.negotiate(); };
    } else {
        request.negotiate = m_services.negotiate;
    }
    m_watchLog = {};
    m_leaveAsked = false;
    m_watch = std::make_unique<Watch>(*m_services.clock, *m_services.random, std::move(request));
    connect(m_watch.get(), &Watch::roundFinished, this, &TriageController::roundFinished);
    connect(m_watch.get(), &Watch::finished, this, [this] { endWatch(WatchPhase::Ended); });
    m_watchPhase = WatchPhase::Running;
    m_watch->start();
    emit watchChanged();
}

void TriageController::roundFinished(const Case &result, bool withheld)
{
    m_refusals += result.attempts.rejected;
    m_refusedInWatch = m_refusedInWatch || (result.attempts.sent > 0 && m_watch->isSignInOver());
    m_watchLog.add(result, withheld);
    emit watchChanged();
}

void TriageController::stopWatch()
{
    if (isWatching())
        endWatch(WatchPhase::Stopped);
}

void TriageController::endWatch(WatchPhase phase)
{
    if (m_watch && phase == WatchPhase::Ended) {
        m_watch->disconnect(this);
        m_watch.release()->deleteLater(); // it is the one that calls, and holds no secret any more
    }
    m_watch.reset(); // now, with the secret in it
    m_watchPhase = phase;
    if (std::exchange(m_leaveAsked, false))
        emit notice(Severity::Info, {}); // the question is settled
    emit watchChanged();
}

bool TriageController::mayLeaveWatch()
{
    if (!isWatching() || m_leaveAsked)
        return true;
    m_leaveAsked = true;
    emit notice(Severity::Warning,
                tr("The watch is still going on, and leaving this page stops it. Do the same once more to leave, or "
                   "stay to let it go on."));
    return false;
}

void TriageController::showWatchRound(int round)
{
    const Case *kept = m_watchLog.caseOf(round);
    if (!kept || !mayLeaveWatch())
        return;
    stopWatch();
    m_case = *kept;
    m_diagnosis = diagnose(m_case);
    m_attempts = m_case.attempts;
    m_bundle = {};
    m_bundleFailure.reset();
    m_savedTo.clear();
    emit resultChanged();
    goTo(PageId::Result);
}

void TriageController::showCase(Case value)
{
    startOver();
    m_case = std::move(value);
    m_diagnosis = diagnose(m_case);
    m_hasResult = true;
    m_canTestAgain = false;
    m_phase = RunPhase::Finished;
    emit resultChanged();
    goTo(PageId::Result);
}

void TriageController::analyse(const QByteArray &bytes)
{
    emit notice(Severity::Info, {});
    Result<Case> read = looksLikeBundle(bytes) ? caseFromBundle(bytes) : caseFromText(bytes);
    if (!read) {
        emit notice(Severity::Error, wordFailure(read.error()));
        return;
    }
    showCase(std::move(*read));
}

void TriageController::openFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        emit notice(Severity::Error, tr("The file \"%1\" cannot be read: %2")
                                         .arg(visibleText(QFileInfo(fileName).fileName()),
                                              visibleText(file.errorString())));
        return;
    }
    if (file.size() > largestFile) {
        emit notice(Severity::Error,
                    tr("The file \"%1\" is too large. Files up to 64 MiB can be read.")
                        .arg(visibleText(QFileInfo(fileName).fileName())));
        return;
    }
    analyse(file.read(largestFile));
}

// The bundle

QList<const Secret *> TriageController::sessionSecrets() const
{
    QList<const Secret *> secrets;
    if (m_sentSecret)
        secrets.append(&*m_sentSecret);
    if (m_credentials.password)
        secrets.append(&*m_credentials.password);
    for (const SettingsReader *reader : {m_services.computer, m_practiceSettings.get()}) {
        if (reader)
            secrets += reader->secrets();
    }
    return secrets;
}

void TriageController::prepareBundle()
{
    m_bundle = {};
    m_bundleFailure.reset();
    m_savedTo.clear();
    if (m_hasResult) {
        Result<Bundle> made = makeBundle(m_case, sessionSecrets(), m_services.clock->utcNow());
        if (made)
            m_bundle = std::move(*made);
        else
            m_bundleFailure = made.error();
    }
    emit bundleChanged();
}

QString TriageController::suggestedBundleName() const
{
    return u"proxy-triage-%1.zip"_s.arg(m_services.clock->utcNow().toString(u"yyyyMMdd-HHmm"_s));
}

void TriageController::saveBundle(const QString &fileName)
{
    if (m_bundle.entries.isEmpty() || m_bundleFailure)
        return;
    m_savedTo.clear();
    const Result<QByteArray> zip = zipBundle(m_bundle, sessionSecrets());
    if (!zip) {
        m_bundleFailure = zip.error();
        emit bundleChanged();
        return;
    }
    const Result<qint64> saved = pt::saveBundle(fileName, *zip);
    if (!saved) {
        emit notice(Severity::Error, wordFailure(saved.error()));
        return;
    }
    m_savedTo = fileName;
    emit bundleChanged();
}

// The language

QString TriageController::language() const
{
    return m_services.settings->value(languageKey).toString();
}

void TriageController::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    m_services.settings->setValue(languageKey, language);
    emit languageChanged();
}

} // namespace pt
