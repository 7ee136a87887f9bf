// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Credentials.h"
#include "protocol/NtlmChallenge.h"

#include <QString>

namespace pt {

/// User and domain as an NTLM answer carries them.
struct NtlmLogin
{
    QString user;
    QString domain;

    bool operator==(const NtlmLogin &) const = default;
};

/// DOMAIN\user is split, and a domain of its own field wins over that. user@domain goes whole as
/// the user with an empty domain, as a user principal name is looked up by the domain controller
/// itself. A name alone is taken to be of the domain that the proxy names in its challenge, as
/// Windows does; programs built on curl send no domain then, which most proxies read the same way.
NtlmLogin ntlmLogin(const Credentials &credentials, const NtlmChallenge &challenge);

} // namespace pt
