// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"

#include "diagnosis/Neighbours.h"
#include "diagnosis/Observations.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Verdict.h"

#include <utility>

namespace pt {

QList<RuleGroup> ruleGroups()
{
    return {inputFindings,    credentialFindings, memoryFindings,   spellingFindings,
            kerberosFindings, schemeFindings,     ntlmFindings,     networkFindings,
            endpointFindings, socksFindings,      tunnelFindings,   policyFindings,
            proxyFindings,    originFindings,     tlsFindings,      settingsFindings,
            clientFindings,   healthyFindings};
}

Diagnosis diagnose(const Case &value)
{
    const Observations observed = observe(value);
    QList<Finding> found;
    for (const RuleGroup rules : ruleGroups())
        found.append(rules(observed));
    Diagnosis diagnosis{inVerdictOrder(std::move(found)), observed.seenProduct};
    const bool proven = !diagnosis.findings.isEmpty()
        && (diagnosis.findings.first().severity == Severity::Error
            || diagnosis.findings.first().severity == Severity::Ok);
    if (!proven)
        diagnosis.findings.prepend(needsALook(observed));
    QStringList causes;
    for (const Finding &finding : std::as_const(diagnosis.findings))
        causes.append(finding.cause);
    for (Finding &finding : diagnosis.findings) {
        settleNeighbours(finding, observed, causes);
        // Of a pasted text nobody knows what was left out.
        if (observed.imported && finding.confidence == Confidence::Certain)
            finding.confidence = Confidence::Likely;
    }
    return diagnosis;
}

} // namespace pt
