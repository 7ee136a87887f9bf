// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/WatchReport.h"

#include "advice/SayWords.h"
#include "advice/WatchWords.h"
#include "diagnosis/WatchChanges.h"
#include "model/VisibleText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <optional>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Longer lists are in the JSON.
constexpr qsizetype mostLines = 12;

class Text
{
    Q_DECLARE_TR_FUNCTIONS(WatchReport)

public:
    explicit Text(const WatchLog &log)
        : m_log(log)
        , m_summary(watchSummary(log.rounds()))
    {
    }

    QString text()
    {
        if (m_log.isEmpty())
            return {};
        line(tr("Watched: rounds %1, from %2 to %3."),
             {number(m_summary.rounds), wordWatchBothTimes(m_summary.firstUtc),
              wordWatchBothTimes(m_summary.lastUtc)});
        line(tr("Rounds in which everything worked: %1. Changes: %2."),
             {number(m_summary.healthy), number(m_log.changeCount())});
        const WatchRound &last = m_log.rounds().last();
        line(tr("Now, since %1: %2"),
             {wordWatchTime(m_summary.sinceUtc), wordWatchVerdict(last.verdict, last.asksOnly)});
        tallies(tr("Results:"), m_summary.verdicts, [](const WatchTally &tally) {
            return wordWatchVerdict(tally.value, tally.asksOnly);
        });
        tallies(tr("Sign-in:"), m_summary.signIns, [](const WatchTally &tally) {
            return wordWatchSignIn(parseWatchSignIn(tally.value).value_or(WatchSignIn::NotTried));
        });
        const auto asItIs
            = [](const WatchTally &tally) { return visibleText(tally.value, false, 120); };
        tallies(tr("Addresses:"), m_summary.addresses, asItIs);
        tallies(tr("Nodes:"), m_summary.nodes, asItIs);
        if (const auto times = m_summary.connectMs) {
            line(tr("Connecting took at least %1 ms, usually about %2 ms, at most %3 ms."),
                 {number(times->least), number(times->median), number(times->most)});
        }
        if (const auto times = m_summary.answerMs) {
            line(tr("The first answer took at least %1 ms, usually about %2 ms, at most %3 ms."),
                 {number(times->least), number(times->median), number(times->most)});
        }
        return m_text;
    }

private:
    static QString number(qint64 value) { return QString::number(value); }
    void line(const QString &pattern, const QStringList &values = {})
    {
        m_text += filledWords(pattern, values) + u'\n';
    }
    template<typename Function>
    void tallies(const QString &heading, const QList<WatchTally> &list, Function word)
    {
        if (list.isEmpty())
            return;
        line(heading);
        for (const WatchTally &tally : list.first(qMin(list.size(), mostLines))) {
            line(tr("  %1: rounds %2, from %3 to %4"),
                 {word(tally), number(tally.rounds), wordWatchTime(tally.firstUtc),
                  wordWatchTime(tally.lastUtc)});
        }
        if (list.size() > mostLines)
            line(tr("  and others: %1"), {number(list.size() - mostLines)});
    }

    const WatchLog &m_log;
    const WatchSummary m_summary;
    QString m_text;
};

template<typename T> QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(qint64(*value)) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject roundJson(const WatchRound &round)
{
    return {{u"number"_s, round.number},
            {u"started"_s, round.startedUtc},
            {u"verdict"_s, round.verdict},
            {u"severity"_s, toString(round.severity)},
            {u"asks_only"_s, round.asksOnly},
            {u"sign_in"_s, toString(round.signIn)},
            {u"plain_status"_s, orNull(round.plainStatus)},
            {u"connect_status"_s, orNull(round.connectStatus)},
            {u"signed_plain_status"_s, orNull(round.signedPlainStatus)},
            {u"signed_connect_status"_s, orNull(round.signedConnectStatus)},
            {u"schemes"_s, QJsonArray::fromStringList(round.schemes)},
            {u"address"_s, orNull(round.address)},
            {u"local_address"_s, orNull(round.localAddress)},
            {u"nodes"_s, QJsonArray::fromStringList(round.nodes)},
            {u"server"_s, orNull(round.server)},
            {u"connect_ms"_s, orNull(round.connectMs)},
            {u"answer_ms"_s, orNull(round.answerMs)},
            {u"certificate"_s, orNull(round.certificate)}};
}

QJsonObject changeJson(const WatchChange &change)
{
    return {{u"id"_s, toString(change.aspect)}, {u"what"_s, orNull(change.what)},
            {u"before"_s, change.before},       {u"after"_s, change.after},
            {u"before_at"_s, change.beforeUtc}, {u"after_at"_s, change.afterUtc},
            {u"round"_s, change.round},         {u"summary"_s, wordWatchChange(change)}};
}

QJsonValue timesJson(const std::optional<WatchTimes> &times)
{
    if (!times)
        return QJsonValue::Null;
    return QJsonObject{{u"rounds"_s, times->rounds},
                       {u"min"_s, times->least},
                       {u"median"_s, times->median},
                       {u"max"_s, times->most}};
}

QJsonArray talliesJson(const QList<WatchTally> &tallies)
{
    QJsonArray json;
    for (const WatchTally &tally : tallies) {
        json.append(QJsonObject{{u"value"_s, tally.value},
                                {u"asks_only"_s, tally.asksOnly},
                                {u"rounds"_s, tally.rounds},
                                {u"first"_s, tally.firstUtc},
                                {u"last"_s, tally.lastUtc}});
    }
    return json;
}

} // namespace

QString watchSummaryText(const WatchLog &log)
{
    return Text(log).text();
}

QJsonObject watchToJson(const WatchLog &log)
{
    const WatchSummary summary = watchSummary(log.rounds());
    QJsonArray rounds;
    for (const WatchRound &round : log.rounds())
        rounds.append(roundJson(round));
    QJsonArray changes;
    for (const WatchChange &change : log.changes())
        changes.append(changeJson(change));
    return {{u"decisive_round"_s, log.decisiveRound()},
            {u"rounds"_s, rounds},
            {u"changes"_s, changes},
            {u"change_count"_s, log.changeCount()},
            {u"summary"_s,
             QJsonObject{{u"rounds"_s, summary.rounds},
                         {u"healthy"_s, summary.healthy},
                         {u"first"_s, summary.firstUtc},
                         {u"last"_s, summary.lastUtc},
                         {u"since"_s, summary.sinceUtc},
                         {u"verdicts"_s, talliesJson(summary.verdicts)},
                         {u"sign_ins"_s, talliesJson(summary.signIns)},
                         {u"addresses"_s, talliesJson(summary.addresses)},
                         {u"nodes"_s, talliesJson(summary.nodes)},
                         {u"connect_ms"_s, timesJson(summary.connectMs)},
                         {u"answer_ms"_s, timesJson(summary.answerMs)}}}};
}

} // namespace pt
