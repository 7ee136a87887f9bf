// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"

#include <optional>

namespace pt {

/// The method by which the proxy accepted the password just as it was typed: lower-case sign-in
/// scheme, "socks" for that of SOCKS. nullopt: it did not, or an answer does not prove it. A ticket
/// that was there before proves nothing about a password.
std::optional<QString> acceptedSignIn(const Case &value);

} // namespace pt
