// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"

#include "diagnosis/Observations.h"
#include "diagnosis/Rules.h"
#include "diagnosis/Verdict.h"

namespace pt {

Diagnosis diagnose(const Case &value)
{
    const Observations observed = observe(value);
    QList<Finding> found;
    for (const auto rules : {inputFindings, credentialFindings, memoryFindings, spellingFindings, kerberosFindings,
                             schemeFindings, ntlmFindings, networkFindings, endpointFindings,
                             socksFindings, tunnelFindings, policyFindings, proxyFindings,
                             originFindings, tlsFindings, settingsFindings, clientFindings,
                             healthyFindings}) {
        found.append(rules(observed));
    }
    Diagnosis diagnosis{inVerdictOrder(std::move(found)), observed.seenProduct};
    const bool proven = !diagnosis.findings.isEmpty()
        && (diagnosis.findings.first().severity == Severity::Error
            || diagnosis.findings.first().severity == Severity::Ok);
    if (!proven)
        diagnosis.findings.prepend(needsALook(observed));
    return diagnosis;
}

} // namespace pt
