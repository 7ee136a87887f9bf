// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LabServer.h"

namespace lab {

/// microsocks, which asks for the sign-in of lab::user where `asksForSignIn`.
QString startMicrosocks(LabServer &server, bool asksForSignIn);

/// What a Dante is to do.
struct DanteRules
{
    bool asksForSignIn = false; ///< for accounts of this computer: lab::user is none
    quint16 forbiddenPort = 0; ///< no connection to it
};

/// Dante on 127.0.0.1 and on ::1, same port. Logs to "log": "pass(n): tcp/connect ..." and
/// "block(n): tcp/connect ..." for each request, and a line that names the user where it refused one.
QString startDante(LabServer &server, const DanteRules &rules);

} // namespace lab
