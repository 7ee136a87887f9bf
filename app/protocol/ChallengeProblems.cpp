// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/ChallengeProblems.h"

#include <algorithm>

namespace pt::challengeproblem {

bool isError(const QString &problem)
{
    static constexpr QLatin1StringView errors[] = {
        missingComma, unterminatedQuote, emptyValue, duplicateParam, badToken68, trailingText,
        badTokenChar, controlCharacter, paramWithoutScheme, noScheme, tooMany,
    };
    return std::any_of(std::begin(errors), std::end(errors),
                       [&](QLatin1StringView id) { return problem == id; });
}

} // namespace pt::challengeproblem
