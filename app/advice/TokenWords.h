// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"

#include <QString>

namespace pt {

/// Words for tokens that were taken apart, in the language of the application. Plain text, values
/// from outside made visible. An id without words is shown as it is.

/// What a token is, in a few words.
QString wordTokenName(const QString &what);
/// What it is for, one sentence; empty for one without words.
QString wordToken(const DecodedToken &token);
QString wordFieldName(const QString &id);
/// The value, with the name of a number where it has one; of a secret that it was not kept.
QString wordFieldValue(const DecodedField &field);
/// What the field means and what a wrong value would cause, one sentence; empty: no words.
QString wordField(const QString &what, const DecodedField &field);
/// One sentence about something that is wrong with a token.
QString wordTokenProblem(const QString &id);
/// How many bytes the token has; empty where that is not told.
QString wordTokenSize(const DecodedToken &token);

} // namespace pt
