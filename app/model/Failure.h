// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// Why an operation gave no value. `code` is stable and never translated; `detail` is for people
/// and may hold text from outside (never a secret).
struct Failure
{
    QString code;
    QString operation;
    QString detail;

    bool operator==(const Failure &) const = default;
};

} // namespace pt
