// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/Arguments.h"
#include "intake/PastedAddress.h"

#include <QString>

namespace pt {

/// The proxy of the command line as intake reads it. An address with a password in it is refused, as is
/// a scheme that cannot be tested: the error shows where the address splits and how to give it instead,
/// the password masked.
tl::expected<PastedAddress, UsageError> readProxyArgument(const QString &text);

} // namespace pt
