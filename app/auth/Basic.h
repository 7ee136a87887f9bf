// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AnswerForm.h"
#include "model/Credentials.h"
#include "model/Result.h"
#include "protocol/Challenge.h"

#include <QByteArray>

namespace pt {

/// The value of a Proxy-Authorization field that answers a Basic challenge (RFC 7617 section 2):
/// "Basic " and the base64 of user, colon and password in UTF-8. UTF-8 is used whether or not the
/// challenge offers charset="UTF-8", the only charset the RFC knows; a domain of its own becomes
/// DOMAIN\user. `form` has it otherwise. The caller overwrites the value after use (wipeMemory).
/// Errors: "auth.colon-in-user-name", "auth.control-character" (detail: user, domain or password),
/// "incomplete" (no password), "challenge-malformed" (no realm, RFC 7617 section 2).
Result<QByteArray> basicAnswer(const Credentials &credentials, const Challenge &challenge,
                               const AnswerForm &form = {});

} // namespace pt
