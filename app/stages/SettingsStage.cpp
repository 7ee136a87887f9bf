// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SettingsStage.h"

#include "auth/SignInHash.h"
#include "protocol/ChooseProxy.h"
#include "protocol/SettingsClients.h"
#include "protocol/SourcePlace.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Files, a script and what it looks up have shorter bounds of their own; this is the last one.
constexpr int longestReadingMs = 30'000;

} // namespace

SettingsStage::SettingsStage(RunState &run, QObject *parent)
    : Stage(StageId::Settings, run, parent)
{
}

SettingsStage::~SettingsStage()
{
    stopReading();
}

void SettingsStage::begin()
{
    if (!run().settings)
        return check();
    setDeadline(longestReadingMs);
    m_reading = true;
    const CaseInput &input = run().record.input;
    const bool pac = std::any_of(input.problems.begin(), input.problems.end(),
                                 [](const InputProblem &problem) {
                                     return problem.kind == InputProblemKind::PacUrl;
                                 });
    run().settings->read(input.targets, run().credentials, pac ? input.given.trimmed() : QString(),
                         [this](const SettingsReader::Found &found) {
                             m_reading = false;
                             run().record.environment.sources = found.sources;
                             run().record.environment.pac = found.pac;
                             check();
                         });
}

void SettingsStage::stop()
{
    stopReading();
}

void SettingsStage::stopReading()
{
    // Only its own: somebody else may read by now.
    if (std::exchange(m_reading, false))
        run().settings->cancel();
}

void SettingsStage::expire()
{
    // What the environment says is in the record already.
    stopReading();
    check();
}

bool SettingsStage::choose()
{
    EnvironmentFacts &environment = run().record.environment;
    CaseInput &input = run().record.input;
    const QUrl target(input.targets.value(0).trimmed());
    const SettingsChoice choice = chooseProxy(environment, ownSettingsClient(), target);
    const ProxySource *source = choice.source < 0 ? nullptr : &environment.sources.at(choice.source);
    using Way = SettingsChoice::Way;
    if (source)
        environment.chosen = source->id();
    switch (choice.way) {
    case Way::NothingSet:
        finish(StageStatus::Failed, stagecode::noProxySet);
        return false;
    case Way::Direct:
        finish(StageStatus::Failed, stagecode::settingsDirect, {{u"target"_s, target.toString()}});
        return false;
    case Way::PacUnknown:
        finish(StageStatus::Failed, stagecode::settingUnusable, {{u"where"_s, placeOf(*source)}});
        return false;
    case Way::Proxy:
        break;
    }
    if (choice.endpoint.host.isEmpty()) {
        finish(StageStatus::Failed, stagecode::settingUnusable, {{u"where"_s, placeOf(*source)}});
        return false;
    }
    input.endpoint = choice.endpoint;
    input.given = choice.pac >= 0 ? choice.endpoint.authority() : source->value;
    // A sign-in that was given goes before the one in the setting.
    if (run().settings && run().credentials.isEmpty() && choice.pac < 0) {
        run().credentials = run().settings->credentialsOf(*source);
        input.user = run().credentials.user;
        if (run().credentials.password)
            input.secret = run().credentials.password->facts();
        // What else holds a sign-in could not be compared with it before.
        for (ProxySource &other : environment.sources) {
            other.secret = compareSecrets(run().settings->credentialsOf(other), run().credentials);
        }
    }
    return true;
}

void SettingsStage::check()
{
    if (run().record.environment.fromSettings && run().record.input.endpoint.host.isEmpty() && !choose())
        return;
    const CaseInput &input = run().record.input;
    const ProxyEndpoint &endpoint = input.endpoint;
    const auto has = [&input](InputProblemKind kind) {
        return std::any_of(input.problems.begin(), input.problems.end(),
                           [kind](const InputProblem &problem) { return problem.kind == kind; });
    };
    if (has(InputProblemKind::PacUrl))
        return finish(StageStatus::Failed, stagecode::pacUrl);
    if (has(InputProblemKind::Unparsable))
        return finish(StageStatus::Failed, stagecode::unparsable);
    if (endpoint.host.isEmpty())
        return finish(StageStatus::Failed, stagecode::noHost);
    if (endpoint.port == 0)
        return finish(StageStatus::Failed, stagecode::noPort, {{u"host"_s, endpoint.host}});

    for (const QString &text : input.targets) {
        QUrl url(text.trimmed(), QUrl::TolerantMode);
        const bool known = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
        if (!url.isValid() || !known || url.host().isEmpty())
            return finish(StageStatus::Failed, stagecode::badTarget, {{u"target"_s, text}});
        // User information in a target would be sent to it as credentials.
        TargetRun target;
        target.url = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
        if (target.url.path().isEmpty())
            target.url.setPath(u"/"_s);
        const bool doubled
            = std::any_of(run().targets.begin(), run().targets.end(),
                          [&target](const TargetRun &other) { return other.url == target.url; });
        if (!doubled)
            run().targets.append(target);
    }
    if (run().targets.isEmpty())
        return finish(StageStatus::Failed, stagecode::noTargets);
    const EnvironmentFacts &environment = run().record.environment;
    if (!environment.chosen.isEmpty()) {
        return finish(StageStatus::Passed, stagecode::settingsChosen,
                      {{u"endpoint"_s, endpoint.authority()},
                       {u"total"_s, QString::number(run().targets.size())},
                       {u"where"_s, placeOf(environment.chosen, environment.sources)}});
    }
    finish(StageStatus::Passed, stagecode::settingsRead,
           {{u"endpoint"_s, endpoint.authority()},
            {u"total"_s, QString::number(run().targets.size())}});
}

} // namespace pt
