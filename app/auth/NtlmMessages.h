// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NtlmAnswer.h"
#include "model/Secret.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pt {

/// What we say we can do in the first message; always Unicode.
quint32 ntlmOwnFlags();
/// The first message (MS-NLMP section 2.2.1.1), without any name.
QByteArray ntlmNegotiateMessage(quint32 flags);
/// The third message (section 2.2.1.3). `negotiate` and `challenge`: the two before it, as they
/// crossed the wire; the second is one that readNtlmChallenge() finds no error in. The caller
/// overwrites the result after use. Empty where this system's cryptography lacks something.
QByteArray ntlmAuthenticateMessage(const NtlmAnswer &answer, const Secret &password,
                                   QByteArrayView negotiate, QByteArrayView challenge);

} // namespace pt
