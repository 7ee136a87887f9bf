// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ResultPrinter.h"

#include "advice/Wording.h"
#include "diagnosis/Diagnose.h"
#include "model/VisibleText.h"
#include "report/Bundle.h"
#include "report/ResultJson.h"
#include "report/TextReport.h"
#include "report/WatchReport.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace pt {

namespace {

class ResultPrinter
{
    Q_DECLARE_TR_FUNCTIONS(ResultPrinter)

public:
    static bool saveBundleOf(const ConsoleIo &io, const Case &result, const QString &fileName,
                             const QList<const Secret *> &secrets, const QDateTime &utcNow)
    {
        const auto saved = makeBundle(result, secrets, utcNow)
                               .and_then([&](const Bundle &bundle) { return zipBundle(bundle, secrets); })
                               .and_then([&](const QByteArray &zip) { return saveBundle(fileName, zip); });
        if (!saved) {
            io.writeError(wordFailure(saved.error()) + u'\n');
            return false;
        }
        io.writeError(tr("Bundle saved: %1").arg(visibleText(fileName, false, 1024)) + u'\n');
        return true;
    }
};

} // namespace

ExitCode printResult(const ConsoleIo &io, const Case &result, const ResultOutput &output,
                     const QList<const Secret *> &secrets, const QDateTime &utcNow)
{
    const Diagnosis diagnosis = diagnose(result);
    if (output.json) {
        QJsonObject json = resultToJson(result, diagnosis);
        if (output.watch)
            json.insert(QStringLiteral("watch"), watchToJson(*output.watch));
        io.out->write(QJsonDocument(json).toJson(QJsonDocument::Indented));
    } else {
        if (output.watch)
            io.writeOut(u'\n' + watchSummaryText(*output.watch) + u'\n');
        io.writeOut(textReport(result, diagnosis, {.colour = io.colour, .width = io.width}));
    }

    if (!output.bundleFile.isEmpty()
        && !ResultPrinter::saveBundleOf(io, result, output.bundleFile, secrets, utcNow))
        return ExitCode::CouldNotRun;
    if (result.cancelled)
        return ExitCode::CouldNotRun;
    if (output.watch)
        return output.watch->allHealthy() ? ExitCode::Healthy : ExitCode::CauseFound;
    return diagnosis.verdict().severity == Severity::Ok ? ExitCode::Healthy : ExitCode::CauseFound;
}

} // namespace pt
