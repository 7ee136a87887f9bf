// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/Runner.h"

#include "model/Clock.h"
#include "model/RandomSource.h"
#include "probe/SystemHostResolver.h"
#include "stages/ChallengeStage.h"
#include "stages/ConnectStage.h"
#include "stages/ResolveStage.h"
#include "stages/RunState.h"
#include "stages/SecureStage.h"
#include "stages/SettingsStage.h"
#include "stages/SignInStage.h"
#include "stages/SocksChallengeStage.h"
#include "stages/SocksSignInStage.h"
#include "stages/SocksTunnelStage.h"
#include "stages/StageCodes.h"
#include "stages/TargetStage.h"
#include "stages/TunnelStage.h"

#include <QCoreApplication>
#include <QSet>
#include <QSslSocket>
#include <QSysInfo>
#include <QTimer>

#include <array>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array plan{StageId::Settings, StageId::Resolve,   StageId::Connect,
                          StageId::Secure,   StageId::Challenge, StageId::SignIn,
                          StageId::Tunnel,   StageId::Target,    StageId::SecondOpinion};

/// QNetworkAccessManager hears of the end of an order a little later than we do.
constexpr int reportMs = 2000;

/// So long an address may take to answer beside others that have: the second time that the system
/// asks again passes meanwhile (RFC 6298 section 5: after 1 and 3 s), so that it was no single lost
/// packet.
constexpr int slowAddressMs = 3200;

} // namespace

class Runner::Private
{
public:
    Private(Runner &runner, const Clock &systemClock, RandomSource &randomSource)
        : q(runner)
        , clock(systemClock)
        , random(randomSource)
    {
    }

    void drop();
    void next();
    void take(const StageResult &result);
    void add(StageId id, StageStatus status, QLatin1StringView code,
             const QMap<QString, QString> &params = {});
    void leaveRest(QLatin1StringView code, const QMap<QString, QString> &params);
    void conclude();
    void publishOrder(int orderId);
    void publishRest();
    void finish();
    std::unique_ptr<Stage> make(StageId id);
    void later(void (Private::*step)());

    Runner &q;
    const Clock &clock;
    RandomSource &random;
    HostResolver *resolver = nullptr;
    std::unique_ptr<SystemHostResolver> systemResolver;
    quint64 generation = 0;
    std::unique_ptr<RunState> run; // before the stage, which refers to it
    std::unique_ptr<Stage> stage;
    std::size_t position = 0;
    QSet<int> published; // exchange ids
    Attempts lastAttempts;
    bool concluding = false;
    bool cancelled = false;
};

/// Ends the current run without a word.
void Runner::Private::drop()
{
    stage.reset();
    run.reset();
    published.clear();
    lastAttempts = {};
    position = 0;
    concluding = false;
    cancelled = false;
    ++generation;
}

/// Calls `step` from the event loop, unless another run has begun by then.
void Runner::Private::later(void (Private::*step)())
{
    const quint64 current = generation;
    QMetaObject::invokeMethod(
        &q,
        [this, step, current] {
            if (current == generation && run)
                (this->*step)();
        },
        Qt::QueuedConnection);
}

std::unique_ptr<Stage> Runner::Private::make(StageId id)
{
    if (run->usesSocks()) {
        if (id == StageId::Challenge)
            return std::make_unique<SocksChallengeStage>(*run);
        if (id == StageId::SignIn)
            return std::make_unique<SocksSignInStage>(*run);
        if (id == StageId::Tunnel)
            return std::make_unique<SocksTunnelStage>(*run);
    }
    switch (id) {
    case StageId::Settings:
        return std::make_unique<SettingsStage>(*run);
    case StageId::Resolve:
        return std::make_unique<ResolveStage>(*run);
    case StageId::Connect:
        return std::make_unique<ConnectStage>(*run);
    case StageId::Challenge:
        return std::make_unique<ChallengeStage>(*run);
    case StageId::SignIn:
        return std::make_unique<SignInStage>(*run);
    case StageId::Tunnel:
        return std::make_unique<TunnelStage>(*run);
    case StageId::Target:
        return std::make_unique<TargetStage>(*run);
    case StageId::Secure:
        return std::make_unique<SecureStage>(*run);
    case StageId::SecondOpinion:
        break;
    }
    return nullptr;
}

void Runner::Private::next()
{
    if (cancelled || concluding)
        return;
    // The stage that has just ended; it does not stand on the stack, as it speaks through the event
    // loop.
    stage.reset();
    // Whoever hears of a stage may cancel or start anew.
    const quint64 current = generation;
    while (position < plan.size()) {
        if (current != generation || cancelled)
            return;
        const StageId id = plan[position++];
        if (id == StageId::Secure && run->record.input.endpoint.scheme != ProxyScheme::Https) {
            add(id, StageStatus::Skipped, stagecode::secureNotUsed);
            continue;
        }
        if (id == StageId::SecondOpinion) {
            add(id, StageStatus::Skipped, stagecode::notOffered);
            continue;
        }
        stage = make(id);
        QObject::connect(stage.get(), &Stage::finished, &q,
                         [this](const StageResult &result) { take(result); });
        emit q.stageStarted(id);
        if (current == generation && !cancelled)
            stage->start();
        return;
    }
    if (current == generation && !cancelled)
        conclude();
}

/// A result without a stage of its own; callers look at `generation` afterwards.
void Runner::Private::add(StageId id, StageStatus status, QLatin1StringView code,
                          const QMap<QString, QString> &params)
{
    StageResult result;
    result.id = id;
    result.status = status;
    result.startedMs = run->clock.now();
    result.code = code;
    result.params = params;
    run->record.stages.append(result);
    emit q.stageFinished(result);
}

void Runner::Private::leaveRest(QLatin1StringView code, const QMap<QString, QString> &params)
{
    const quint64 current = generation;
    while (current == generation && position < plan.size())
        add(plan[position++], StageStatus::NotTested, code, params);
}

void Runner::Private::take(const StageResult &result)
{
    if (cancelled)
        return;
    const quint64 current = generation;
    run->record.stages.append(result);
    if (result.id == StageId::Connect && run->session) {
        QObject::connect(run->session.get(), &ProbeSession::orderClosed, &q,
                         [this](int id) { publishOrder(id); });
        QObject::connect(run->session.get(), &ProbeSession::attemptsChanged, &q, [this, current] {
            const Attempts attempts = run->session->attempts();
            if (attempts == lastAttempts)
                return;
            lastAttempts = attempts;
            QMetaObject::invokeMethod(
                &q,
                [this, attempts, current] {
                    if (current == generation)
                        emit q.attemptsChanged(attempts);
                },
                Qt::QueuedConnection);
        });
    }
    emit q.stageFinished(result);
    if (current != generation || cancelled)
        return;
    if (result.status == StageStatus::Failed) {
        leaveRest(stagecode::earlierFailed, {{u"stage"_s, toString(result.id)}});
        if (current == generation)
            conclude();
        return;
    }
    later(&Private::next);
}

/// Waits until nothing changes in the exchanges any more.
void Runner::Private::conclude()
{
    if (run->connector.undecided() > 0 && run->session) {
        const quint64 current = generation;
        const auto on = [this, current] {
            if (current == generation && run && !cancelled) {
                run->connector.giveUp();
                conclude();
            }
        };
        const qint64 left = run->connector.attempts().first().startedMs + slowAddressMs
            - run->clock.now();
        if (left > 0) {
            auto *waiting = new QTimer(&run->connector); // goes with the run
            waiting->setSingleShot(true);
            QObject::connect(waiting, &QTimer::timeout, waiting, on);
            QObject::connect(&run->connector, &AddressConnector::attemptSettled, waiting,
                             [this, waiting] {
                                 if (run->connector.undecided() == 0)
                                     waiting->start(0);
                             });
            waiting->start(int(left));
            return;
        }
        run->connector.giveUp();
    }
    concluding = true;
    if (!run->session || run->session->isIdle())
        return later(&Private::finish);
    const quint64 current = generation;
    QTimer::singleShot(reportMs, &q, [this, current] {
        if (current == generation && run)
            finish();
    });
}

void Runner::Private::publishOrder(int orderId)
{
    if (!run || cancelled)
        return;
    const quint64 current = generation;
    const QList<Exchange> exchanges = run->session->state(orderId).exchanges;
    for (const Exchange &exchange : exchanges) {
        if (published.contains(exchange.id))
            continue;
        published.insert(exchange.id);
        emit q.exchangeRecorded(exchange);
        if (current != generation)
            return;
    }
    if (concluding && run->session->isIdle())
        later(&Private::finish);
}

void Runner::Private::publishRest()
{
    const quint64 current = generation;
    const QList<Exchange> exchanges = run->record.exchanges;
    for (const Exchange &exchange : exchanges) {
        if (current != generation)
            return;
        if (!published.contains(exchange.id)) {
            published.insert(exchange.id);
            emit q.exchangeRecorded(exchange);
        }
    }
}

void Runner::Private::finish()
{
    if (!run)
        return;
    const quint64 current = generation;
    stage.reset();
    run->connector.cancel();
    run->record.connects = run->connector.attempts();
    if (run->session) {
        run->session->cancelAll();
        run->record.exchanges = run->session->exchanges();
        run->record.attempts = run->session->attempts();
        run->record.negotiate = run->session->negotiateFacts();
    } else {
        run->record.attempts.limit = AttemptBudget(run->record.input.attemptLimit).attempts().limit;
    }
    run->record.cancelled = cancelled;
    publishRest();
    if (current != generation)
        return;
    if (cancelled)
        leaveRest(stagecode::cancelled, {});
    if (current != generation)
        return;
    const Case result = run->record;
    drop(); // the credentials end here
    emit q.finished(result);
}

Runner::Runner(const Clock &clock, RandomSource &random, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, random))
{
}

Runner::~Runner()
{
    d->drop();
}

void Runner::setResolver(HostResolver *resolver)
{
    d->resolver = resolver;
}

bool Runner::isRunning() const
{
    return d->run != nullptr;
}

void Runner::start(RunRequest request)
{
    d->drop();
    HostResolver *resolver = d->resolver;
    if (!resolver) {
        if (!d->systemResolver)
            d->systemResolver = std::make_unique<SystemHostResolver>();
        resolver = d->systemResolver.get();
    }
    d->run = std::make_unique<RunState>(d->clock, d->random, *resolver, d->generation);
    RunState &run = *d->run;
    run.limits = request.limits;
    if (const int seconds = request.input.timeoutSeconds; seconds > 0) {
        run.limits.exchangeMs = std::min(run.limits.exchangeMs, seconds * 1000);
        run.limits.idleMs = std::min(run.limits.idleMs, seconds * 1000);
        run.limits.tlsMs = std::min(run.limits.tlsMs, seconds * 1000);
    }
    run.credentials = std::move(request.credentials);
    run.negotiate = std::move(request.negotiate);
    run.extraTrust = std::move(request.extraTrust);
    run.addresses = std::move(request.proxyAddresses);
    run.nameFails = request.proxyNameFails;
    run.settings = request.settings;
    run.record.origin = request.practice ? CaseOrigin::Practice : CaseOrigin::Live;
    run.record.scenario = std::move(request.scenario);
    run.record.input = std::move(request.input);
    if (!run.record.input.secret && run.credentials.password)
        run.record.input.secret = run.credentials.password->facts();

    EnvironmentFacts &facts = run.record.environment;
    facts = std::move(request.environment);
    facts.startedUtc = d->clock.utcNow().toUTC().toString(Qt::ISODateWithMs);
    if (facts.programVersion.isEmpty())
        facts.programVersion = QCoreApplication::applicationVersion();
    if (facts.system.isEmpty())
        facts.system = QSysInfo::prettyProductName();
    if (facts.qtVersion.isEmpty())
        facts.qtVersion = QString::fromLatin1(qVersion());
    if (facts.tlsLibrary.isEmpty())
        facts.tlsLibrary = QSslSocket::sslLibraryVersionString();
    d->later(&Private::next);
}

void Runner::cancel()
{
    if (!d->run || d->cancelled)
        return;
    d->cancelled = true;
    // The stage under way has no result: it is left out of the plan's rest by its place.
    if (d->stage) {
        const StageId id = d->stage->id();
        d->stage->cancel();
        const bool recorded
            = std::any_of(d->run->record.stages.begin(), d->run->record.stages.end(),
                          [id](const StageResult &result) { return result.id == id; });
        if (!recorded && d->position > 0)
            --d->position;
    }
    if (d->run->session)
        d->run->session->cancelAll();
    d->run->connector.cancel();
    d->later(&Private::finish);
}

} // namespace pt
