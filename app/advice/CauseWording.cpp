// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"
#include "advice/NetworkFacts.h"
#include "advice/SayWords.h"
#include "advice/Wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace pt {

namespace {

constexpr char context[] = "CauseWording";

QString translated(const char *text)
{
    return text ? QCoreApplication::translate(context, text) : QString();
}

const CauseLines *linesOf(const QString &id)
{
    const QList<const CauseLines *> all = causeLines();
    for (const CauseLines *lines : all) {
        if (id == QLatin1StringView(lines->id))
            return lines;
    }
    return nullptr;
}

/// A command to copy ends in somebody's shell: only values that are plain names or numbers go into
/// it; with any other value there is no command.
QString commandToCopy(const char *pattern, const WordParams &params)
{
    static const QRegularExpression hole(QStringLiteral("\\{([a-zA-Z]+)\\}"));
    static const QRegularExpression plain(
        QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._:-]{0,252}\\z"));
    QString command = QString::fromUtf8(pattern);
    auto match = hole.match(command);
    while (match.hasMatch()) {
        const QString value = params.value(match.captured(1));
        if (!plain.match(value).hasMatch())
            return {};
        command.replace(match.capturedStart(), match.capturedLength(), value);
        match = hole.match(command, match.capturedStart() + value.size());
    }
    return command;
}

} // namespace

CauseText wordCause(const Finding &finding)
{
    CauseText text;
    const CauseLines *lines = linesOf(finding.cause);
    if (!lines) {
        // A bundle of a later version may name a cause that this one has no words for.
        text.title
            = QCoreApplication::translate("CauseWording", "A cause this version does not know");
        text.sentence = QCoreApplication::translate(
            "CauseWording", "The cause found has no words in this version of the program.");
        text.explanation = QCoreApplication::translate(
            "CauseWording",
            "It was found by a newer version. Update the program to read about it.");
        text.nextStep = QCoreApplication::translate("CauseWording", "Update the program.");
        return text;
    }

    const QByteArray id = finding.cause.toLatin1();
    const QLatin1StringView idView(id.constData(), id.size());
    text.title = translated(lines->title);
    text.sentence = sayFirst(context, causeSentenceRows(), idView, finding.params)
                        .value_or(translated(lines->sentence));
    QStringList explanation{translated(lines->explanation)};
    explanation += sayAll(context, causeDetailRows(), idView, finding.params);
    text.explanation = explanation.join(u' ');
    text.nextStep = sayFirst(context, causeNextStepRows(), idView, finding.params)
                        .value_or(translated(lines->nextStep));
    for (const FixLine &line : lines->fixes) {
        if (!line.text)
            break;
        Fix fix{line.who, translated(line.text), {}};
        if (line.copy)
            fix.copy = line.copyIsWords ? translated(line.copy)
                                        : commandToCopy(line.copy, finding.params);
        text.fixes.append(fix);
    }
    text.network = sayFirst(context, causeNetworkRows(), idView, finding.params)
                       .value_or(translated(lines->network));
    text.notMeant = sayFirst(context, causeNotMeantRows(), idView, finding.params)
                        .value_or(translated(lines->notMeant));
    return text;
}

CauseText wordCause(const Case &value, const Diagnosis &diagnosis, const Finding &finding)
{
    CauseText text = wordCause(finding);
    text.networkFacts = networkFacts(value, finding);
    // What was found besides must not be denied here.
    const CauseLines *lines = linesOf(finding.cause);
    const QStringList denied = QString::fromLatin1(lines ? lines->denies : "").split(u' ');
    for (const Finding &other : diagnosis.findings) {
        if (denied.contains(other.cause))
            text.notMeant.clear();
    }
    return text;
}

QString networkNote(const CauseText &text)
{
    QStringList note;
    if (!text.network.isEmpty())
        note.append(text.network);
    for (const NetworkFact &fact : text.networkFacts) {
        note.append(
            filledWords(QCoreApplication::translate("NetworkFacts", "%1: %2", "label and value"),
                        {fact.label, fact.value}));
    }
    return note.join(u'\n');
}

QString causeTitle(const QString &causeId)
{
    return wordCause(Finding{.cause = causeId, .params = {}, .evidence = {}, .ruledOut = {}}).title;
}

} // namespace pt
