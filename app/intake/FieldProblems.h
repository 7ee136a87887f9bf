// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/InputProblem.h"
#include "model/SecretFacts.h"

#include <QList>
#include <QString>

namespace pt {

/// What programs will stumble over in separately typed fields; `secret` may be null. Fields of the
/// problems: "user", "password", "host"; positions count in the field, and are -1 for the password.
/// Params: character ("U+00A0", or for the password a kind: "space-at-end", "invisible", "smart-quote"),
/// escape ("%40"), reason (host: "has-scheme", "has-path", "has-user", "character").
QList<InputProblem> fieldProblems(const QString &user, const SecretFacts *secret, const QString &host);

/// The first character from `from` on that is not seen, or not as what it is: a space or line end at either
/// end, NBSP, zero-width and bidi marks, smart quotes, controls. -1: none.
qsizetype findInvisible(QStringView text, qsizetype from = 0);

/// "U+00A0"
QString codePointName(char32_t c);

} // namespace pt
