// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmProblems.h"

#include <algorithm>

namespace pt::ntlmproblem {

bool isError(const QString &problem)
{
    static constexpr QLatin1StringView harmless[]
        = {base64Url, base64Padding, base64Blank, avAfterEnd, avTwice};
    return std::none_of(std::begin(harmless), std::end(harmless),
                        [&](QLatin1StringView id) { return problem == id; });
}

} // namespace pt::ntlmproblem
