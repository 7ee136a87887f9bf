// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

#include <QJsonObject>

namespace pt {

/// The result as the stable JSON of the console and of case.json in a bundle: the Case (caseToJson)
/// with the verdict, the worded findings, the parsed challenges and the decoded credentials beside it.
/// caseFromJson() reads the Case back from it.
QJsonObject resultToJson(const Case &value, const Diagnosis &diagnosis);

} // namespace pt
