// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/FindingBuilder.h"

namespace pt {

/// Shows that a SOCKS server asked for the password, and took it. False: it did not, and nothing is
/// shown.
bool showSocksSignIn(const Observations &observed, FindingBuilder &builder);
/// Shows the first answer of a SOCKS server.
void showSocksOpening(const Observations &observed, FindingBuilder &builder);

} // namespace pt
