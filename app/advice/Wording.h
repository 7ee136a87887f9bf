// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Failure.h"
#include "model/Finding.h"
#include "protocol/SettingsChoice.h"

#include <QList>
#include <QString>

namespace pt {

/// One thing to do, addressed to whoever must do it.
struct Fix
{
    Actor who = Actor::HelpDesk;
    QString text;
    QString copy; ///< words or a command to copy; empty: none. Never holds a secret

    bool operator==(const Fix &) const = default;
};

/// One thing the network team can search its logs for.
struct NetworkFact
{
    QString id;    ///< stable
    QString label; ///< a few words
    QString value; ///< as recorded, made safe to show; one line

    bool operator==(const NetworkFact &) const = default;
};

/// The words for one finding, in the language of the application. Plain text: never rich text, and to be
/// escaped for HTML and terminals, because it can quote what a proxy sent.
struct CauseText
{
    QString title;       ///< a few words
    QString sentence;    ///< for the caller, one sentence
    QString explanation; ///< for the desk
    QString nextStep;    ///< the first thing to do, one sentence
    QList<Fix> fixes;    ///< in the order in which to try them
    QString network;     ///< for the network team: what happened and what to look for
    QList<NetworkFact> networkFacts; ///< what belongs below it; empty where the Case is not known
    QString notMeant; ///< one sentence; empty where another finding says just that
};

CauseText wordCause(const Finding &finding);
/// With the facts of the Case, and without a word against what else was found in it. `finding` is one
/// of the diagnosis.
CauseText wordCause(const Case &value, const Diagnosis &diagnosis, const Finding &finding);
/// The paragraph for the network team with its facts, one a line, to be copied.
QString networkNote(const CauseText &text);
/// The title and explanation of a cause by its id alone, without the values of a Case.
QString causeTitle(const QString &causeId);
QString wordEvidence(const Evidence &evidence);
QString wordRuledOut(const RuledOut &ruledOut);
QString wordStageName(StageId stage);
QString wordStageStatus(StageStatus status);
QString wordStage(const StageResult &result);
QString wordActor(Actor actor);
/// What the proxy looks like, one sentence.
QString wordProduct(const SeenProduct &product);
QString wordConfidence(Confidence confidence);
QString wordSeverity(Severity severity);
/// One sentence about something odd in what was typed, for the entry fields.
QString wordInputProblem(const InputProblem &problem);
/// One sentence for a Failure's code, for people: what happened and what to do.
QString wordFailure(const Failure &failure);
/// Where the settings of this computer send a website: the proxy, or that it goes past every proxy.
QString wordWay(const SettingsChoice &choice);
/// What the byte at `offset` of that head means: the status, a field, a challenge or one of its parameters.
QString wordByteMeaning(const Exchange &exchange, bool response, qsizetype offset);

} // namespace pt
