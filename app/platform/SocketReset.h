// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pt {

/// Makes the close of this TCP socket send a reset (RST) in place of an orderly end. Does not close
/// it. false: the system refused.
bool resetOnClose(qintptr socketDescriptor);

} // namespace pt
