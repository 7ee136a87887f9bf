// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// "TLS 1.2" for 0x0303; other numbers in hexadecimal.
QString tlsVersionName(int version);
/// The name of the IANA registry for the suites in use; other numbers in hexadecimal, "GREASE" for
/// those of RFC 8701.
QString tlsCipherName(int suite);
/// The name of RFC 8446 section 6 and older ones; empty where not known.
QString tlsAlertName(int description);

} // namespace pt
