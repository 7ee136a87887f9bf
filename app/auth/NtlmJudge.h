// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QByteArrayView>

namespace pt {

/// The server's side of MS-NLMP section 3.2.5: whether the third message proves `password`. Every
/// dialect of NTLM that clients send is judged: NTLMv2, LMv2, version 1 with and without extended
/// session security, and LM. `negotiate` and `challenge`: the messages before it, for the MIC
/// where it says that it has one. Any bytes.
bool ntlmProves(QByteArrayView authenticate, const Secret &password, QByteArrayView negotiate,
                QByteArrayView challenge);

} // namespace pt
