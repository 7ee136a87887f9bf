// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SettingsStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

SettingsStage::SettingsStage(RunState &run, QObject *parent)
    : Stage(StageId::Settings, run, parent)
{
}

void SettingsStage::begin()
{
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
    finish(StageStatus::Passed, stagecode::settingsRead,
           {{u"endpoint"_s, endpoint.authority()},
            {u"total"_s, QString::number(run().targets.size())}});
}

} // namespace pt
