// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SecretForClipboard.h"

namespace pt {

QString secretForClipboard(const Secret &secret)
{
    return QString::fromUtf8(secret.reveal());
}

} // namespace pt
