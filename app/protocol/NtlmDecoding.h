// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"

#include <QByteArrayView>

namespace pt {

/// The three messages of NTLM taken apart: "ntlm.type1", "ntlm.type2", "ntlm.type3". Responses,
/// session key, MIC and what a proof is made with are described by their length only.
DecodedToken decodeNtlmNegotiate(QByteArrayView message);
DecodedToken decodeNtlmChallenge(QByteArrayView message);
DecodedToken decodeNtlmAuthenticate(QByteArrayView message);

/// One of these by the type that the message claims; `what` is empty where it is none of them.
DecodedToken decodeNtlm(QByteArrayView message);

} // namespace pt
