// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/InputProblemKind.h"

#include <QMap>
#include <QString>

namespace pt {

/// Something in what was typed, pasted or stored that a program will stumble over. Holds no secret:
/// where the fault lies inside a password, `position` counts in the masked text of CaseInput::given
/// and the character itself is named in `params`.
struct InputProblem
{
    InputProblemKind kind = InputProblemKind::Unparsable;
    QString field;          ///< "url", "host", "port", "user", "password"
    qsizetype position = -1; ///< in CaseInput::given where field is "url", else in the field; -1 unknown
    qsizetype length = 0;
    QMap<QString, QString> params; ///< e.g. character, readHost, readPort, meantHost, encoded (masked)

    bool operator==(const InputProblem &) const = default;
};

} // namespace pt
