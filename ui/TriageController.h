// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "intake/PastedAddress.h"
#include "diagnosis/WatchLog.h"
#include "model/AuthChoice.h"
#include "model/Case.h"
#include "model/Credentials.h"
#include "model/Finding.h"
#include "model/RunLimits.h"
#include "platform/Profile.h"
#include "platform/SecretStore.h"
#include "practice/Scenario.h"
#include "report/Bundle.h"
#include "ui/PageId.h"

#include <QObject>
#include <QProcessEnvironment>
#include <QSslCertificate>

#include <functional>
#include <memory>
#include <optional>

class QSettings;

namespace pt {

class Clock;
class NegotiateMechanism;
class PracticeProxy;
class ProfileStore;
class RandomSource;
class Runner;
class SettingsReader;
class Watch;
struct RunRequest;
class SignInHistory;

/// What the window is made with. Nothing is owned, everything must outlive the controller.
struct TriageServices
{
    const Clock *clock = nullptr;
    RandomSource *random = nullptr;
    SecretStore *secrets = nullptr;
    QSettings *settings = nullptr;
    QProcessEnvironment environment;
    SettingsReader *computer = nullptr; ///< nullptr: only the variables are known
    QString pacProgram{}; ///< for the scripts of practice, see platform/SettingsPlaces.h
    /// Makes this system's Kerberos for one run; empty: there is none.
    std::function<std::unique_ptr<NegotiateMechanism>()> negotiate = {};
    int watchSecondMs = 1000; ///< how long a second of a watch's times lasts
};

/// Everything the window knows: the pages show it and ask for changes, none keeps truth of its own.
/// Single thread, no nested event loop.
class TriageController : public QObject
{
    Q_OBJECT

public:
    /// Where the password at hand came from.
    enum class PasswordFrom { Nowhere, Typed, Pasted, Practice, Keychain };
    enum class RunPhase { Idle, ReadingKeychain, Running, Cancelling, Cancelled, Finished };
    /// What became of the last question to the keychain.
    enum class KeychainNote { None, Asking, WaitingForUser, Works, Saved, Removed, NotFoundOrLocked, Unavailable,
                              Denied, TimedOut, TooLarge, NotSavedRefused };

    explicit TriageController(TriageServices services, QObject *parent = nullptr);
    ~TriageController() override;

    // The way through the pages
    PageId page() const { return m_page; }
    bool canGoBack() const;
    bool canGoNext() const;
    /// Checks what the page asks for; says what is missing through notice() and stays where it is so.
    void next();
    void back();
    void goTo(PageId page);
    /// Forgets the address, the sign-in and the result, and wipes the secrets.
    void startOver();
    /// Ends whatever is under way and wipes the secrets: the window is closing.
    void shutDown();

    // The proxy
    void setPastedText(const QString &text);
    const PastedAddress &pasted() const { return m_pasted; }
    const ProxyEndpoint &endpoint() const { return m_endpoint; }
    void setHost(const QString &host);
    void setPort(int port); ///< 0: none
    /// An address of another kind of proxy is to be tested as that of an HTTP proxy.
    void setScheme(ProxyScheme scheme);
    /// What is odd in the pasted address and in the fields.
    QList<InputProblem> addressProblems() const { return m_pasted.problems + m_fieldProblems; }
    /// The address with user and password encoded: holds the password, for the clipboard only.
    Secret correctedUrl() const;
    const EnvironmentFacts &environmentFacts() const { return m_facts; }
    /// Reads this computer's settings anew; settingsChanged() tells when that is done.
    void readSettings();
    bool isReadingSettings() const { return m_readingSettings; }
    /// Takes the proxy from one of environmentFacts().sources, its password included.
    void useSource(qsizetype index);
    /// Takes the proxy that the settings name for the first target, and says where it stands.
    void useSettings();

    // The sign-in
    bool signsIn() const { return m_signsIn; }
    void setSignsIn(bool on);
    /// With the Kerberos ticket of this computer, without a user name.
    bool byTicket() const { return m_byTicket && !m_signsIn; }
    void useTicket();
    const QString &user() const { return m_credentials.user; }
    void setUser(const QString &user);
    const QString &domain() const { return m_credentials.domain; }
    void setDomain(const QString &domain);
    void setPassword(Secret password, PasswordFrom from);
    void clearPassword();
    bool hasPassword() const { return m_credentials.password.has_value(); }
    PasswordFrom passwordFrom() const { return m_passwordFrom; }
    /// nullopt: no password at hand.
    std::optional<SecretFacts> passwordFacts() const;
    /// The password of the chosen profile is in the keychain and will be read for the run.
    bool passwordInKeychain() const { return m_profileHasSecret && !hasPassword(); }
    bool rememberPassword() const { return m_rememberPassword; }
    void setRememberPassword(bool on);
    void probeKeychain();
    KeychainNote keychainNote() const { return m_keychainNote; }
    const QString &keychainDetail() const { return m_keychainDetail; }
    int attemptLimit() const { return m_attemptLimit; }
    void setAttemptLimit(int limit); ///< 1 to 3
    bool ntlmVersion1() const { return m_ntlmVersion1; }
    void setNtlmVersion1(bool on); ///< for the next run only

    // Targets and options
    const QStringList &targets() const { return m_targets; }
    void setTargets(const QStringList &targets);
    const QString &caFile() const { return m_caFile; }
    void setCaFile(const QString &fileName);
    const QString &userAgent() const { return m_userAgent; }
    void setUserAgent(const QString &userAgent);
    int timeoutSeconds() const { return m_timeoutSeconds; }
    void setTimeoutSeconds(int seconds); ///< 0: the built-in limit, else at most 60
    bool keepProfile() const { return m_keepProfile; }
    void setKeepProfile(bool on);

    // Profiles
    QList<Profile> profiles() const;
    void useProfile(const QString &id);
    void renameProfile(const QString &id, const QString &name);
    /// Removes it with all that is remembered of its tests, and its password from the keychain.
    void removeProfile(const QString &id);
    /// Whether it is remembered which sign-ins its proxy accepted.
    bool remembersSignIns(const QString &id) const;
    void forgetSignIns(const QString &id);

    // Practice
    bool practising() const { return m_practice != nullptr; }
    const QString &scenario() const { return m_scenario; }
    void startPractice(const QString &scenarioId);

    // The run
    void startRun();
    /// As often as the proxy may refuse one password in this window, whatever is tried.
    static constexpr int mostRefusals = 3;
    /// How often it refused the password at hand so far, all tests together.
    int refusals() const;
    /// Other methods that the proxy offered and that were not tried, as it writes them.
    QStringList schemesToTry() const;
    /// How many other spellings of the sign-in were left untried and can still be tried.
    int spellingsToTry() const;
    /// Tests again with this method only: the password is sent once more. Says so and does nothing
    /// where it was refused too often.
    void tryScheme(const QString &scheme);
    /// Tests again in the spellings left untried; what was refused is not sent again.
    void trySpellings();
    void cancelRun();
    RunPhase runPhase() const { return m_phase; }
    bool isRunning() const;
    struct StageRow
    {
        StageId id = StageId::Settings;
        bool running = false;
        std::optional<StageResult> result;
    };
    const QList<StageRow> &stageRows() const { return m_stageRows; }
    const Attempts &attempts() const { return m_attempts; }

    // The result
    bool hasResult() const { return m_hasResult; }
    const Case &result() const { return m_case; }
    const Diagnosis &diagnosis() const { return m_diagnosis; }
    /// Whether the result came from a run that can be repeated, and not from a text or bundle.
    bool canTestAgain() const;
    QString ticketText() const;

    // The watch over the proxy of the result
    static constexpr int leastEvery = 5; ///< seconds
    static constexpr int mostEvery = 3600;
    static constexpr int mostMinutes = 1440;
    enum class WatchPhase { Idle, Running, Stopped, Ended };
    int watchEvery() const { return m_watchEvery; }
    void setWatchEvery(int seconds); ///< from the start of one round to that of the next
    int watchMinutes() const { return m_watchMinutes; }
    void setWatchMinutes(int minutes);
    bool canWatch() const { return canTestAgain() && !isRunning(); }
    /// The sign-in at hand was refused, or nothing tells that it was not: a watch does not send it.
    bool watchWithholds() const;
    void startWatch();
    void stopWatch(); ///< at once; not from inside watchChanged()
    bool isWatching() const { return m_watchPhase == WatchPhase::Running; }
    WatchPhase watchPhase() const { return m_watchPhase; }
    const WatchLog &watchLog() const { return m_watchLog; }
    /// Makes a round whose case was kept the result, and goes there. While the watch goes on it asks
    /// first, as on every other way from the page.
    void showWatchRound(int round);

    /// Reads pasted text, or the bytes of a log or bundle. Goes to the result page where it can.
    void analyse(const QByteArray &bytes);
    void openFile(const QString &fileName);

    // The bundle
    /// Makes it anew from the result; empty and failure() set where it must not be saved.
    void prepareBundle();
    const Bundle &bundle() const { return m_bundle; }
    const std::optional<Failure> &bundleFailure() const { return m_bundleFailure; }
    QString suggestedBundleName() const;
    void saveBundle(const QString &fileName);
    const QString &savedTo() const { return m_savedTo; }

    // The language
    QString language() const; ///< ISO 639 code, empty: the system's
    void setLanguage(const QString &language);

signals:
    void pageChanged(pt::PageId page);
    /// The proxy's fields or what was pasted.
    void addressChanged();
    void signInChanged();
    void targetsChanged();
    void profilesChanged();
    void keychainChanged();
    void runChanged();
    void watchChanged();
    void resultChanged();
    void bundleChanged();
    void navigationChanged();
    void languageChanged();
    /// environmentFacts() holds something new, or is about to.
    void settingsChanged();
    /// Something to say across the window; an empty text takes the last one away.
    void notice(pt::Severity severity, const QString &text);

private:
    void takeAddress(PastedAddress &&address, PasswordFrom from);
    void takeProxy(const ProxySource &source, const ProxyEndpoint &endpoint);
    void takeFieldProblems();
    void wipeSecrets();
    void endPractice();
    /// What a run does otherwise than the pages say.
    struct Plan
    {
        AuthChoice auth = AuthChoice::Any;
        int attemptLimit = 1;
        QStringList refusedBefore;
    };
    void launch(Plan plan);
    bool mayTry();
    bool isSignInOfResult() const;
    void beginRun(KeychainUse use, const QString &detail);
    RunRequest makeRequest(KeychainUse use, const QString &detail);
    void roundFinished(const Case &result, bool withheld);
    void endWatch(WatchPhase phase);
    bool mayLeaveWatch();
    void runFinished(const Case &result);
    void showCase(Case value);
    void saveProfile();
    void saveSecret();
    bool willSaveSecret() const;
    Credentials sentCredentials() const;
    void recall();
    void takeMemory();
    void rememberSignIn();
    void sayNotRemembered(SecretState state);
    void setPhase(RunPhase phase);
    void setKeychainNote(KeychainNote note, const QString &detail = {});
    static KeychainNote noteOf(SecretState state);
    bool checkTargets();
    bool checkProxy();
    QList<const Secret *> sessionSecrets() const;
    Runner *runner();

    TriageServices m_services;
    std::unique_ptr<ProfileStore> m_profileStore;
    std::unique_ptr<SignInHistory> m_history; ///< after the profiles, which it refers to
    quint64 m_recall = 0; ///< a key that comes for an older run is of no use to it
    bool m_saidNotRemembered = false;
    std::unique_ptr<SettingsReader> m_practiceSettings; ///< before the runner, which refers to it
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<PracticeProxy> m_practice;
    EnvironmentFacts m_facts;
    bool m_readingSettings = false;

    PageId m_page = PageId::Start;
    PastedAddress m_pasted;
    ProxyEndpoint m_endpoint;
    QList<InputProblem> m_fieldProblems;
    Credentials m_credentials;
    bool m_signsIn = true;
    bool m_byTicket = false;
    PasswordFrom m_passwordFrom = PasswordFrom::Nowhere;
    bool m_rememberPassword = false;
    int m_attemptLimit = 1;
    bool m_ntlmVersion1 = false;
    QStringList m_targets;
    QString m_caFile;
    QList<QSslCertificate> m_extraTrust;
    QString m_userAgent;
    int m_timeoutSeconds = 0;
    bool m_keepProfile = true;

    QString m_profileId;
    bool m_profileHasSecret = false;
    KeychainNote m_keychainNote = KeychainNote::None;
    QString m_keychainDetail;
    quint64 m_keychainQuestion = 0; ///< an answer to an older question is dropped

    QString m_scenario;
    RunLimits m_limits; ///< a practice scenario has its own

    RunPhase m_phase = RunPhase::Idle;
    QList<StageRow> m_stageRows;
    Attempts m_attempts;
    std::optional<Secret> m_sentSecret; ///< of the result at hand: the bundle is searched for it
    Plan m_plan;
    AuthChoice m_practiceAuth = AuthChoice::Any;
    ProxyEndpoint m_countedProxy;
    int m_refusals = 0; ///< of m_sentSecret by m_countedProxy

    bool m_hasResult = false;
    bool m_canTestAgain = false;
    Case m_case;
    Diagnosis m_diagnosis;

    std::unique_ptr<Watch> m_watch;
    WatchLog m_watchLog;
    WatchPhase m_watchPhase = WatchPhase::Idle;
    int m_watchEvery = 60;
    int m_watchMinutes = 60;
    bool m_refusedInWatch = false; ///< what was sent for the result at hand
    bool m_leaveAsked = false; ///< the next wish to leave the watch is obeyed

    Bundle m_bundle;
    std::optional<Failure> m_bundleFailure;
    QString m_savedTo;
};

} // namespace pt
