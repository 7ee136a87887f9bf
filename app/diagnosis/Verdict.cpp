// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Verdict.h"

#include "diagnosis/Catalogue.h"
#include "diagnosis/VerdictTable.h"

#include <QHash>

#include <algorithm>
#include <tuple>
#include <utility>

namespace pt {

namespace {

int rankOf(const QString &cause)
{
    static const QHash<QString, int> ranks = [] {
        QHash<QString, int> map;
        for (const StageOrder &row : verdictOrder()) {
            for (const QString &id : row.causes)
                map.insert(id, int(map.size()));
        }
        return map;
    }();
    return ranks.value(cause, int(ranks.size()));
}

/// 0: by the table; 1: a missing answer of a later stage than its own; 2: of last resort.
int tierOf(const Finding &finding)
{
    if (lastResorts().contains(finding.cause))
        return 2;
    const CatalogueEntry *entry = catalogueEntry(finding.cause);
    const bool moved = entry && entry->stage != finding.stage;
    return moved && missingAnswers().contains(finding.cause) ? 1 : 0;
}

bool isEarlier(const Finding &a, const Finding &b)
{
    const auto key = [](const Finding &finding) {
        return std::tuple(finding.stage, tierOf(finding), rankOf(finding.cause));
    };
    return key(a) < key(b);
}

auto evidenceKey(const Evidence &evidence)
{
    return std::tuple(evidence.exchange, evidence.source, evidence.start, evidence.length,
                      evidence.text, evidence.says.id, evidence.says.params.values());
}

bool evidenceBefore(const QList<Evidence> &a, const QList<Evidence> &b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](const Evidence &one, const Evidence &other) {
                                            return evidenceKey(one) < evidenceKey(other);
                                        });
}

/// Which of two findings of one cause speaks for both, whatever the order in which they were found: the
/// more urgent, the earlier, the surer, the one about the earlier exchange.
bool speaksBefore(const Finding &a, const Finding &b)
{
    const auto key = [](const Finding &finding) {
        return std::tuple(-int(finding.severity), finding.stage, -int(finding.confidence));
    };
    if (key(a) != key(b))
        return key(a) < key(b);
    if (a.evidence != b.evidence)
        return evidenceBefore(a.evidence, b.evidence);
    if (a.params != b.params)
        return std::pair(a.params.keys(), a.params.values())
            < std::pair(b.params.keys(), b.params.values());
    if (a.who != b.who)
        return a.who < b.who;
    const auto words = [](const Finding &finding) {
        QStringList list;
        for (const RuledOut &out : finding.ruledOut)
            list += QStringList{out.cause, out.because.id} + out.because.params.values();
        return list;
    };
    return words(a) < words(b);
}

constexpr qsizetype evidenceLimit = 12;

/// One finding a cause: the proofs of the others join those of the one that speaks for all.
QList<Finding> joinedByCause(QList<Finding> findings)
{
    std::stable_sort(findings.begin(), findings.end(), speaksBefore);
    QList<Finding> joined;
    QHash<QString, qsizetype> at;
    for (const Finding &finding : std::as_const(findings)) {
        const auto it = at.constFind(finding.cause);
        if (it == at.constEnd()) {
            at.insert(finding.cause, joined.size());
            joined.append(finding);
            continue;
        }
        Finding &first = joined[it.value()];
        for (const Evidence &evidence : finding.evidence) {
            if (first.evidence.size() < evidenceLimit && !first.evidence.contains(evidence))
                first.evidence.append(evidence);
        }
    }
    return joined;
}

} // namespace

QList<Finding> inVerdictOrder(QList<Finding> findings)
{
    QList<Finding> errors;
    QList<Finding> healthy;
    QList<Finding> beside;
    for (const Finding &finding : joinedByCause(std::move(findings))) {
        if (finding.severity == Severity::Error)
            errors.append(finding);
        else if (finding.severity == Severity::Ok)
            healthy.append(finding);
        else
            beside.append(finding);
    }
    std::sort(errors.begin(), errors.end(), isEarlier);
    std::sort(healthy.begin(), healthy.end(), isEarlier);
    std::sort(beside.begin(), beside.end(), [](const Finding &a, const Finding &b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return rankOf(a.cause) < rankOf(b.cause);
    });

    QList<Finding> ordered;
    for (const Finding &error : std::as_const(errors)) {
        const bool explained
            = std::any_of(ordered.begin(), ordered.end(), [&error](const Finding &first) {
                  return explains(first.cause, error.cause);
              });
        if (explained)
            continue;
        ordered.append(error);
        if (ordered.size() > 1)
            ordered.last().severity = Severity::Warning;
    }
    if (ordered.isEmpty())
        ordered.append(healthy.mid(0, 1));
    ordered.append(beside);
    return ordered;
}

} // namespace pt
