// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// Quality of protection (RFC 7616 section 3.4): what of the message is hashed along. None: the way
/// of RFC 2069, for challenges without a qop.
enum class DigestQop { None, Auth, AuthInt };

} // namespace pt
