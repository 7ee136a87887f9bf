// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// The pages of the window, in the order of the way through them.
enum class PageId { Start, Proxy, SignIn, Targets, Run, Result, Bundle };

inline constexpr int pageCount = 7;

} // namespace pt
