// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "model/Finding.h"

#include <QList>

namespace pt {

/// The rules, grouped as the catalogue is. Each is a pure function of the observations; none looks at what
/// another one found: what excludes what is said in Verdict.h.
QList<Finding> inputFindings(const Observations &observed);
QList<Finding> credentialFindings(const Observations &observed);
QList<Finding> memoryFindings(const Observations &observed);
QList<Finding> spellingFindings(const Observations &observed);
QList<Finding> kerberosFindings(const Observations &observed);
QList<Finding> schemeFindings(const Observations &observed);
QList<Finding> ntlmFindings(const Observations &observed);
QList<Finding> networkFindings(const Observations &observed);
QList<Finding> endpointFindings(const Observations &observed);
QList<Finding> socksFindings(const Observations &observed);
QList<Finding> tunnelFindings(const Observations &observed);
QList<Finding> policyFindings(const Observations &observed);
QList<Finding> proxyFindings(const Observations &observed);
QList<Finding> originFindings(const Observations &observed);
QList<Finding> tlsFindings(const Observations &observed);
QList<Finding> settingsFindings(const Observations &observed);
QList<Finding> clientFindings(const Observations &observed);
QList<Finding> healthyFindings(const Observations &observed);

using RuleGroup = QList<Finding> (*)(const Observations &);
/// All of the above; their order makes no difference.
QList<RuleGroup> ruleGroups();

/// What is known where no cause is proven, and the one question that would decide.
Finding needsALook(const Observations &observed);

} // namespace pt
