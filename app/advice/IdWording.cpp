// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/SayWords.h"
#include "advice/Wording.h"
#include "model/VisibleText.h"

#include <QCoreApplication>

namespace pt {

namespace {

QString say(const char *context, WordRows rows, const QString &id, const WordParams &params)
{
    const QByteArray latin = id.toLatin1();
    return sayFirst(context, rows, QLatin1StringView(latin.constData(), latin.size()), params)
        .value_or(QString());
}

} // namespace

QString wordEvidence(const Evidence &evidence)
{
    const QString said = say("EvidenceWording", evidenceRows(), evidence.says.id, evidence.says.params);
    return said.isEmpty() ? QCoreApplication::translate("EvidenceWording", "This is the evidence.")
                          : said;
}

QString wordRuledOut(const RuledOut &ruledOut)
{
    const QString said
        = say("RuledOutWording", ruledOutRows(), ruledOut.because.id, ruledOut.because.params);
    return said.isEmpty()
        ? QCoreApplication::translate("RuledOutWording", "The recorded exchange excludes it.")
        : said;
}

QString wordStage(const StageResult &result)
{
    const QString said = say("StageWording", stageRows(), result.code, result.params);
    return said.isEmpty() ? wordStageStatus(result.status) : said;
}

QString wordInputProblem(const InputProblem &problem)
{
    WordParams params = problem.params;
    params.insert(QStringLiteral("field"), problem.field);
    return say("InputWording", inputRows(), toString(problem.kind), params);
}

QString wordFailure(const Failure &failure)
{
    const QString said = say("FailureWording", failureRows(), failure.code,
                             {{QStringLiteral("detail"), failure.detail}});
    if (!said.isEmpty())
        return said;
    // The code is shown: it is what a report of this fault has to name.
    return filledWords(QCoreApplication::translate(
                           "FailureWording", "This did not work, and the program has no words for why (%1)."),
                       {visibleText(failure.code, false, 80)});
}

} // namespace pt
