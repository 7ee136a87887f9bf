// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "EvidenceClaims.h"

#include "diagnosis/Catalogue.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Verdict.h"
#include "diagnosis/VerdictTable.h"
#include "diagnosis/WordIds.h"
#include "model/Case.h"
#include "model/Finding.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pt::test {

inline QStringList wordParams(const QList<WordId> &words, const QString &id)
{
    for (const WordId &word : words) {
        if (word.id == id)
            return word.params;
    }
    return {};
}

/// What must hold for one proof; an empty text: it holds.
inline QString evidenceFault(const Case &value, const Evidence &evidence)
{
    using namespace Qt::StringLiterals;
    if (!evidenceWordIds().contains(evidence.says.id))
        return u"unregistered evidence "_s + evidence.says.id;
    const QStringList words = wordParams(evidenceWords(), evidence.says.id);
    for (const QString &word : words) {
        if (!evidence.says.params.contains(word))
            return evidence.says.id + u" lacks "_s + word;
    }
    if (evidence.text.isEmpty() && evidence.source != EvidenceSource::Input)
        return evidence.says.id + u" has no text"_s;
    QByteArray bytes;
    const Exchange *exchange = value.exchange(evidence.exchange);
    switch (evidence.source) {
    case EvidenceSource::RequestHead:
    case EvidenceSource::RequestBody:
    case EvidenceSource::ResponseHead:
    case EvidenceSource::ResponseBody:
        if (!exchange)
            return u"evidence of no exchange"_s;
        bytes = evidence.source == EvidenceSource::RequestHead ? exchange->request.head
            : evidence.source == EvidenceSource::RequestBody   ? exchange->request.body
            : evidence.source == EvidenceSource::ResponseHead  ? exchange->response.head
                                                               : exchange->response.body;
        if (evidence.start < 0 || evidence.length <= 0
            || evidence.start + evidence.length > bytes.size()) {
            return u"span out of bounds in "_s + evidence.says.id;
        }
        if (evidence.text.toLatin1() != bytes.mid(evidence.start, evidence.length))
            return u"text is not the bytes in "_s + evidence.says.id;
        break;
    default:
        if (evidence.exchange != 0 && !exchange)
            return u"evidence of no exchange"_s;
        break;
    }
    return claimFault(value, evidence);
}

/// Every neighbour is ruled out, or told beside, or named as not excluded; and then nothing is certain.
inline QString neighbourFault(const Diagnosis &diagnosis, const Finding &finding)
{
    using namespace Qt::StringLiterals;
    for (const QString &neighbour : catalogueEntry(finding.cause)->neighbours) {
        bool settled = finding.notExcluded.contains(neighbour);
        for (const RuledOut &out : finding.ruledOut) {
            if (settled && out.cause == neighbour)
                return u"gives two reasons, or none, against "_s + neighbour;
            settled = settled || out.cause == neighbour;
        }
        for (const Finding &other : diagnosis.findings)
            settled = settled || other.cause == neighbour;
        if (!settled)
            return u"says nothing of "_s + neighbour;
    }
    for (const QString &open : finding.notExcluded) {
        if (!catalogueEntry(finding.cause)->neighbours.contains(open))
            return u"not its neighbour: "_s + open;
        if (finding.confidence == Confidence::Certain)
            return u"certain, and does not exclude "_s + open;
    }
    return {};
}

/// The verdict must not hang on the order in which the rules are listed, nor on a finding being found twice.
inline QString orderFault(const Case &value)
{
    using namespace Qt::StringLiterals;
    const Observations observed = observe(value);
    QList<Finding> found;
    for (const RuleGroup rules : ruleGroups())
        found.append(rules(observed));
    const QList<Finding> ordered = inVerdictOrder(found);
    QList<Finding> changed(found.crbegin(), found.crend());
    if (inVerdictOrder(changed) != ordered)
        return u"another order when the rules are asked backwards"_s;
    QRandomGenerator random(17);
    for (int round = 0; round < 4; ++round) {
        if (!changed.isEmpty())
            changed.append(changed.at(random.bounded(changed.size())));
        std::shuffle(changed.begin(), changed.end(), random);
        if (inVerdictOrder(changed) != ordered)
            return u"another order when the findings are shuffled"_s;
    }
    return {};
}

/// What must hold for the findings of any Case whatever; an empty text: it holds.
inline QString faultIn(const Case &value, const Diagnosis &diagnosis)
{
    using namespace Qt::StringLiterals;
    if (diagnosis.findings.isEmpty())
        return u"no finding"_s;
    if (diagnosis.product) {
        if (diagnosis.product->evidence.isEmpty())
            return u"a product without its mark"_s;
        for (const Evidence &evidence : diagnosis.product->evidence) {
            if (const QString fault = evidenceFault(value, evidence); !fault.isEmpty())
                return diagnosis.product->id + u": "_s + fault;
        }
    }
    if (const QString fault = orderFault(value); !fault.isEmpty())
        return fault;
    const Severity verdict = diagnosis.verdict().severity;
    if (verdict != Severity::Error && verdict != Severity::Ok)
        return u"the verdict is a mere warning: "_s + diagnosis.verdict().cause;
    QStringList causes;
    for (qsizetype i = 0; i < diagnosis.findings.size(); ++i) {
        const Finding &finding = diagnosis.findings.at(i);
        const QString name = finding.cause + u": "_s;
        if (!catalogueEntry(finding.cause))
            return name + u"not in the catalogue"_s;
        if (causes.contains(finding.cause))
            return name + u"found twice"_s;
        causes.append(finding.cause);
        if (i > 0 && finding.cause == "unknown.needs-a-look"_L1)
            return name + u"beside a verdict"_s;
        if (finding.stage != catalogueEntry(finding.cause)->stage
            && !movingCauses().contains(finding.cause)) {
            return name + u"not of its stage: "_s + toString(finding.stage);
        }
        if (i > 0 && (finding.severity == Severity::Error || finding.severity == Severity::Ok))
            return name + u"only the verdict may be an error or healthy"_s;
        if (finding.evidence.isEmpty())
            return name + u"without evidence"_s;
        const QStringList allowed = commonParams() + causeParams(finding.cause);
        for (auto it = finding.params.begin(); it != finding.params.end(); ++it) {
            if (!allowed.contains(it.key()))
                return name + u"undocumented param "_s + it.key();
        }
        for (const RuledOut &out : finding.ruledOut) {
            if (!catalogueEntry(out.cause) || out.cause == finding.cause)
                return name + u"rules out "_s + out.cause;
            if (!ruledOutWordIds().contains(out.because.id))
                return name + u"unregistered reason "_s + out.because.id;
            QStringList wanted = wordParams(ruledOutWords(), out.because.id);
            wanted.sort();
            if (out.because.params.keys() != wanted)
                return name + u"params of "_s + out.because.id;
        }
        for (const Evidence &evidence : finding.evidence) {
            if (const QString fault = evidenceFault(value, evidence); !fault.isEmpty())
                return name + fault;
        }
        if (const QString fault = neighbourFault(diagnosis, finding); !fault.isEmpty())
            return name + fault;
    }
    return {};
}

} // namespace pt::test
