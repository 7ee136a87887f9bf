// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AnswerForm.h"

#include <QString>

namespace pt {

/// Another spelling of the same sign-in. Holds no secret.
struct Alternative
{
    enum class Password { AsTyped, Cleaned, Decoded };

    /// Stable, as it is kept in records; empty: as typed. "trimmed", "decoded", "digest-misprint",
    /// "charset-latin1", "login-user-alone", "login-domain-user", "login-user-at-domain",
    /// "digest-absolute-uri".
    QString id;
    QString user;
    QString domain;
    Password password = Password::AsTyped;
    AnswerForm form{};

    bool operator==(const Alternative &) const = default;
};

} // namespace pt
