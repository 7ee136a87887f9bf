// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/WatchChanges.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 slowMs = 250;
constexpr int slowTimes = 3;

/// As many values as a person would look at; a proxy that calls itself something else each time has
/// no longer list than this.
constexpr qsizetype mostTallies = 200;

/// Of values that are there; the upper one of two in the middle.
qint64 medianOf(QList<qint64> values)
{
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

QList<qint64> valuesOf(const QList<WatchRound> &rounds, std::optional<qint64> WatchRound::*member)
{
    QList<qint64> values;
    values.reserve(rounds.size());
    for (const WatchRound &round : rounds) {
        if (round.*member)
            values.append(*(round.*member));
    }
    return values;
}

class Comparison
{
public:
    Comparison(const QList<WatchRound> &earlier, const WatchRound &now)
        : m_earlier(earlier)
        , m_now(now)
    {
    }

    QList<WatchChange> changes()
    {
        compare(WatchAspect::Verdict, {},
                [](const WatchRound &round) { return round.asksOnly ? QString() : round.verdict; });
        compare(WatchAspect::SignIn, {}, [](const WatchRound &round) {
            const bool told
                = round.signIn != WatchSignIn::NotTried && round.signIn != WatchSignIn::Withheld;
            return told ? toString(round.signIn) : QString();
        });
        status("plain"_L1, &WatchRound::plainStatus);
        status("connect"_L1, &WatchRound::connectStatus);
        status("signed-plain"_L1, &WatchRound::signedPlainStatus);
        status("signed-connect"_L1, &WatchRound::signedConnectStatus);
        compare(WatchAspect::Schemes, {},
                [](const WatchRound &round) { return round.schemes.join(", "_L1); });
        compare(WatchAspect::Address, {}, [](const WatchRound &round) { return round.address; });
        // The program's name tells one node from another where they do not name themselves.
        if (!compare(WatchAspect::Node, "name"_L1,
                     [](const WatchRound &round) { return round.nodes.join(", "_L1); })) {
            compare(WatchAspect::Node, "program"_L1,
                    [](const WatchRound &round) { return round.server; });
        }
        latency("connect"_L1, &WatchRound::connectMs);
        latency("answer"_L1, &WatchRound::answerMs);
        compare(WatchAspect::Certificate, {},
                [](const WatchRound &round) { return round.certificate; });
        return std::move(m_changes);
    }

private:
    /// `valueOf` gives an empty text for a round that does not tell.
    template<typename Function>
    bool compare(WatchAspect aspect, QLatin1StringView what, Function valueOf)
    {
        const QString after = valueOf(m_now);
        if (after.isEmpty())
            return false;
        for (qsizetype i = m_earlier.size() - 1; i >= 0; --i) {
            const QString before = valueOf(m_earlier.at(i));
            if (before.isEmpty())
                continue;
            if (before == after)
                return false;
            add(aspect, what, before, after, m_earlier.at(i));
            return true;
        }
        return false;
    }

    void status(QLatin1StringView what, std::optional<int> WatchRound::*member)
    {
        compare(WatchAspect::Status, what, [member](const WatchRound &round) {
            return round.*member ? QString::number(*(round.*member)) : QString();
        });
    }

    void latency(QLatin1StringView what, std::optional<qint64> WatchRound::*member)
    {
        const std::optional<qint64> now = m_now.*member;
        const QList<qint64> values = valuesOf(m_earlier, member);
        if (!now || values.isEmpty())
            return;
        const qint64 usual = medianOf(values);
        const auto isSlow = [usual](qint64 ms) { return ms > slowMs && ms > slowTimes * usual; };
        const bool slow = isSlow(*now);
        if (slow == isSlow(values.last()))
            return;
        for (qsizetype i = m_earlier.size() - 1; i >= 0; --i) {
            if (!(m_earlier.at(i).*member))
                continue;
            add(WatchAspect::Latency, what, QString::number(slow ? usual : values.last()),
                QString::number(*now), m_earlier.at(i));
            return;
        }
    }

    void add(WatchAspect aspect, QLatin1StringView what, const QString &before,
             const QString &after, const WatchRound &last)
    {
        m_changes.append(
            {aspect, what, before, after, last.startedUtc, m_now.startedUtc, m_now.number});
    }

    const QList<WatchRound> &m_earlier;
    const WatchRound &m_now;
    QList<WatchChange> m_changes;
};

void count(QList<WatchTally> &tallies, const QString &value, bool asksOnly, const QString &utc)
{
    if (value.isEmpty())
        return;
    for (WatchTally &tally : tallies) {
        if (tally.value == value && tally.asksOnly == asksOnly) {
            ++tally.rounds;
            tally.lastUtc = utc;
            return;
        }
    }
    if (tallies.size() < mostTallies)
        tallies.append({value, asksOnly, 1, utc, utc});
}

std::optional<WatchTimes> timesOf(const QList<WatchRound> &rounds,
                                  std::optional<qint64> WatchRound::*member)
{
    const QList<qint64> values = valuesOf(rounds, member);
    if (values.isEmpty())
        return std::nullopt;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return WatchTimes{int(values.size()), *least, medianOf(values), *most};
}

} // namespace

QList<WatchChange> watchChanges(const QList<WatchRound> &earlier, const WatchRound &now)
{
    return Comparison(earlier, now).changes();
}

WatchSummary watchSummary(const QList<WatchRound> &rounds)
{
    WatchSummary summary;
    summary.rounds = int(rounds.size());
    if (rounds.isEmpty())
        return summary;
    summary.firstUtc = rounds.first().startedUtc;
    summary.lastUtc = rounds.last().startedUtc;
    summary.sinceUtc = summary.lastUtc;
    bool same = true;
    for (qsizetype i = rounds.size() - 1; i >= 0 && same; --i) {
        same = rounds.at(i).verdict == rounds.last().verdict
            && rounds.at(i).asksOnly == rounds.last().asksOnly;
        if (same)
            summary.sinceUtc = rounds.at(i).startedUtc;
    }
    for (const WatchRound &round : rounds) {
        summary.healthy += round.isHealthy() ? 1 : 0;
        count(summary.verdicts, round.verdict, round.asksOnly, round.startedUtc);
        count(summary.signIns, toString(round.signIn), false, round.startedUtc);
        count(summary.addresses, round.address, false, round.startedUtc);
        count(summary.nodes, round.nodes.join(", "_L1), false, round.startedUtc);
    }
    summary.connectMs = timesOf(rounds, &WatchRound::connectMs);
    summary.answerMs = timesOf(rounds, &WatchRound::answerMs);
    return summary;
}

} // namespace pt
