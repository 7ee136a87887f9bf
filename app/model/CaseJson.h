// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Result.h"

#include <QJsonObject>

namespace pt {

/// The Case as JSON and back, `fromJson(toJson(c)) == c`. Bytes of messages are strings in which each
/// character U+0000 to U+00FF stands for one octet, so that offsets into them are byte offsets.
/// The object carries "schema": "proxy-triage/case/1"; unknown keys are ignored, wrong types and a
/// schema of another major version are refused with codes "case-json.type" and "case-json.schema".
QJsonObject caseToJson(const Case &value);
Result<Case> caseFromJson(const QJsonObject &json);

/// The name of a field in "fields" of a decoded token, at its `use`th time there, from 1.
QString decodedFieldKey(const QString &id, int use);

inline constexpr char caseSchema[] = "proxy-triage/case/1";

} // namespace pt
