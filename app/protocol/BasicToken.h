// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"
#include "protocol/Challenge.h"

#include <QByteArrayView>

namespace pt {

/// What a user and password sent as Basic are made of (RFC 7617 section 2); `token68` as sent.
/// Fields: "basic.user", "basic.password" (secret: the class of its length, as
/// SecretFacts::lengthClass), in it "basic.password-kind" and "basic.password-facts" as
/// protocol/Masking.h has them. Problems: "token.base64", "basic.no-colon", "basic.more-colons",
/// "basic.no-user", "basic.no-password". Its length is not told.
DecodedToken basicCredentials(QByteArrayView token68);

/// Fields: "basic.realm", "basic.charset", "basic.other"; problems: those of the challenge.
DecodedToken basicChallenge(const Challenge &challenge);

} // namespace pt
