// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/ResolveStage.h"

#include "probe/HostResolver.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

ResolveStage::ResolveStage(RunState &run, QObject *parent)
    : Stage(StageId::Resolve, run, parent)
{
}

ResolveStage::~ResolveStage()
{
    cancel();
}

void ResolveStage::begin()
{
    const QString host = run().record.input.endpoint.host;
    m_askedMs = run().clock.now();
    const QHostAddress literal(host);
    if (!literal.isNull()) {
        run().addresses = {literal};
        record(ResolveOutcome::Literal);
        run().record.resolution->addresses = {literal.toString()};
        return finish(StageStatus::Passed, stagecode::nameIsAddress, {{u"host"_s, host}});
    }
    if (!run().addresses.isEmpty()) {
        record(ResolveOutcome::Resolved);
        for (const QHostAddress &address : std::as_const(run().addresses))
            run().record.resolution->addresses.append(address.toString());
        return finish(StageStatus::Passed, stagecode::nameResolved,
                      {{u"host"_s, host}, {u"count"_s, QString::number(run().addresses.size())}});
    }
    if (run().nameFails) {
        Resolution failed;
        failed.outcome = *run().nameFails;
        m_asking = true;
        return take(run().generation, failed);
    }
    setDeadline(run().limits.resolveMs);
    m_asking = true;
    connect(&run().resolver, &HostResolver::resolved, this, &ResolveStage::take);
    run().resolver.resolve(run().generation, host);
}

void ResolveStage::stop()
{
    if (!m_asking)
        return;
    m_asking = false;
    run().resolver.abort(run().generation);
    record(ResolveOutcome::Cancelled);
}

void ResolveStage::expire()
{
    m_asking = false;
    run().resolver.abort(run().generation);
    record(ResolveOutcome::TimedOut);
    finish(StageStatus::Failed, stagecode::nameTimedOut,
           {{u"host"_s, run().record.input.endpoint.host},
            {u"seconds"_s, QString::number((run().limits.resolveMs + 500) / 1000)}});
}

void ResolveStage::record(ResolveOutcome outcome, const QString &detail)
{
    Resolution resolution;
    resolution.name = run().record.input.endpoint.host;
    resolution.outcome = outcome;
    resolution.detail = detail;
    resolution.durationMs = run().clock.now() - m_askedMs;
    run().record.resolution = resolution;
}

void ResolveStage::take(quint64 generation, const Resolution &resolution)
{
    // An answer to a question of an earlier run.
    if (generation != run().generation || !m_asking || isOver())
        return;
    m_asking = false;
    for (const QString &text : resolution.addresses) {
        const QHostAddress address(text);
        if (!address.isNull())
            run().addresses.append(address);
    }
    ResolveOutcome outcome = resolution.outcome;
    if (outcome == ResolveOutcome::Resolved && run().addresses.isEmpty())
        outcome = ResolveOutcome::NoAnswer;
    record(outcome, resolution.detail);
    run().record.resolution->addresses = resolution.addresses;

    Params params{{u"host"_s, run().record.input.endpoint.host}};
    switch (outcome) {
    case ResolveOutcome::Resolved:
    case ResolveOutcome::Literal:
        params.insert(u"count"_s, QString::number(run().addresses.size()));
        return finish(StageStatus::Passed, stagecode::nameResolved, params);
    case ResolveOutcome::NotFound:
        params.insert(u"detail"_s, resolution.detail);
        return finish(StageStatus::Failed, stagecode::nameNotFound, params);
    case ResolveOutcome::NoNetwork:
        params.insert(u"detail"_s, resolution.detail);
        return finish(StageStatus::Failed, stagecode::nameNoNetwork, params);
    case ResolveOutcome::NoAnswer:
    case ResolveOutcome::TimedOut:
    case ResolveOutcome::Cancelled:
        params.insert(u"detail"_s, resolution.detail);
        return finish(StageStatus::Failed, stagecode::nameNoAnswer, params);
    }
}

} // namespace pt
