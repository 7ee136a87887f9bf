// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/TargetStage.h"

#include "protocol/HttpHead.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

TargetStage::TargetStage(RunState &run, QObject *parent)
    : HttpStage(StageId::Target, run, parent)
{
}

QLatin1StringView TargetStage::lateCode() const
{
    return stagecode::targetNoAnswer;
}

void TargetStage::step()
{
    int total = 0;
    int answered = 0;
    bool going = false;
    for (TargetRun &target : run().targets) {
        if (target.lostAt && target.lostAt != id())
            continue;
        ++total;
        const Progress progress = pursue(target, true);
        going = going || progress == Progress::Going;
        if (progress == Progress::Settled) {
            judge(target);
            if (!target.lostAt)
                ++answered;
        }
    }
    if (going)
        return;
    if (total == 0)
        return finish(StageStatus::NotTested, stagecode::earlierFailed);
    if (lost() == 0)
        return finish(StageStatus::Passed, stagecode::targetsAnswered,
                      {{u"count"_s, QString::number(answered)},
                       {u"status"_s, QString::number(m_lastStatus)}});
    Params params = lossParams();
    params.insert(u"count"_s, QString::number(lost()));
    params.insert(u"total"_s, QString::number(total));
    finish(answered > 0 ? StageStatus::Warning : StageStatus::Failed, lossCode(), params);
}

void TargetStage::judge(TargetRun &target)
{
    const OrderState &state = *stateOf(target);
    int status = state.proxyStatus;
    const bool isInside = target.isHttps() || run().usesSocks();
    if (isInside) {
        const Exchange *inside = state.insidePart();
        const auto head = inside && inside->response.headComplete ? parseHead(inside->response.head)
                                                                  : std::nullopt;
        status = head ? head->status : 0;
    }
    if (status == 0)
        return lose(target, stagecode::targetNoAnswer, endParams(state, isInside));
    if (status >= 400) {
        Params params = endParams(state, isInside);
        params.insert(u"status"_s, QString::number(status));
        return lose(target, stagecode::targetError, params);
    }
    m_lastStatus = status;
}

} // namespace pt
